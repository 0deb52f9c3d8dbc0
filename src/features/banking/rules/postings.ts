import type { Cents } from "#core/money.ts";
import type { LineKind } from "./verdict.ts";

/** As the ledger's posting; this feature's rules know no other feature. */
export type LinePosting = {
  readonly from: string;
  readonly to: string;
  readonly amount: Cents;
  readonly organisationId?: string | undefined;
};

/** Where a part of a line's money goes: an account, and whom it concerns. */
export type Target = {
  readonly account: string;
  readonly amount: Cents;
  readonly organisationId?: string | undefined;
};

type Direction = "credit" | "debit";

/** Until a line is explained its money waits here. */
export const waitingAccount = (direction: Direction): string =>
  direction === "credit" ? "suspense" : "outgoing_suspense";

/** The account of a line that pays no open item. */
export const accountOfKind: Readonly<Partial<Record<LineKind, string>>> = {
  interest: "interest",
  bank_fee: "bank_fee",
  donation: "donation",
  benefit: "benefit",
  returned: "suspense",
  relief: "relief",
  work_fund: "work_fund",
  fiscal_grant: "fiscal_grant",
};

const move = (direction: Direction, bank: string, target: Target): LinePosting => ({
  from: direction === "credit" ? target.account : bank,
  to: direction === "credit" ? bank : target.account,
  amount: target.amount,
  organisationId: target.organisationId,
});

/** A line comes into the books: what is explained goes where it belongs, the rest waits. */
export function arrival(
  line: { readonly direction: Direction; readonly amount: Cents },
  bank: string,
  targets: readonly Target[],
): LinePosting[] {
  const explained = targets.reduce((total, target) => total + target.amount, 0n);
  const rest = (line.amount - explained) as Cents;
  const waiting = rest > 0n ? [{ account: waitingAccount(line.direction), amount: rest }] : [];
  return [...targets, ...waiting].map((target) => move(line.direction, bank, target));
}

/** A line in the books is explained, wholly or in part. One that waits for ever posts nothing. */
export const placing = (direction: Direction, targets: readonly Target[]): LinePosting[] =>
  targets
    .filter((target) => target.account !== waitingAccount(direction))
    .map((target) => move(direction, waitingAccount(direction), target));

/** An explanation is taken back: the money waits again. */
export const unplacing = (direction: Direction, targets: readonly Target[]): LinePosting[] =>
  placing(direction, targets).map((posting) => ({ ...posting, from: posting.to, to: posting.from }));
