import { atLeastZero, type Cents, formatYuan, minus } from "#core/money.ts";
import type { BillChange } from "./store/bill-changes.ts";

/** Due, received and open, as the API writes them. */
export const moneyView = (due: Cents, received: Cents) => ({
  due: formatYuan(due),
  received: formatYuan(received),
  open: formatYuan(atLeastZero(minus(due, received))),
});

const billAt = ({ heads, due }: BillChange["before"]) => ({ heads, due: formatYuan(due) });

export const changeView = ({ before, after, freed }: Omit<BillChange, "reason">) => ({
  before: billAt(before),
  after: billAt(after),
  freed: formatYuan(freed),
});
