import { atLeastZero, type Cents, formatYuan, minus } from "#core/money.ts";

/** Due, received and open, as the API writes them. */
export const moneyView = (due: Cents, received: Cents) => ({
  due: formatYuan(due),
  received: formatYuan(received),
  open: formatYuan(atLeastZero(minus(due, received))),
});
