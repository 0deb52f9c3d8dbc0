import type { Settlement } from "./settlement.ts";

/** What the sender says of the whole feed (控制记录): how many lines, and the sums of three of their columns, in cents. */
export type Control = {
  readonly number: string;
  readonly lines: number;
  readonly total: number;
  readonly fundSum: number;
  readonly ownPay: number;
};

export const controlNames = {
  feed_no: "数据批号",
  lines: "行数",
  medfee_sumamt: "医疗费总额合计",
  fund_pay_sumamt: "基金支付合计",
  psn_part_amt: "个人负担合计",
} as const;
export type ControlName = keyof typeof controlNames;

/** A whole that is not what the lines add up to. `said` by the sender, `found` here: cents, or lines. */
export type Difference = {
  readonly of: Exclude<ControlName, "feed_no">;
  readonly said: number;
  readonly found: number;
};

export const totalsOf = (settlements: readonly Settlement[]): Omit<Control, "number"> =>
  settlements.reduce(
    (sum, { total, fundSum, ownPay }) => ({
      lines: sum.lines + 1,
      total: sum.total + total,
      fundSum: sum.fundSum + fundSum,
      ownPay: sum.ownPay + ownPay,
    }),
    { lines: 0, total: 0, fundSum: 0, ownPay: 0 },
  );

/** Everything in which a feed is not what its sender says it is. Reversals count with their negative sums. */
export function differences(control: Control, settlements: readonly Settlement[]): Difference[] {
  const found = totalsOf(settlements);
  const compared: readonly Difference[] = [
    { of: "lines", said: control.lines, found: found.lines },
    { of: "medfee_sumamt", said: control.total, found: found.total },
    { of: "fund_pay_sumamt", said: control.fundSum, found: found.fundSum },
    { of: "psn_part_amt", said: control.ownPay, found: found.ownPay },
  ];
  return compared.filter(({ said, found: sum }) => said !== sum);
}
