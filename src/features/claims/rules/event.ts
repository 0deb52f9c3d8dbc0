import type { PlainDate } from "#core/dates.ts";
import { type Cents, plus, sum } from "#core/money.ts";
import { type ClaimEvent, mostCents, mostDays } from "#features/plans/rules/index.ts";
import { hasExpense } from "./event-kind.ts";

/** What happened, as the claimant and the settlement sheet tell it. The day of filing stands with the claim. */
export type ClaimFacts = Omit<ClaimEvent, "filedOn">;

export const amountFields = [
  "total",
  "outOfScope",
  "preSelfPay",
  "inScope",
  "fundPay",
  "deductiblePaid",
  "otherPay",
] as const satisfies readonly (keyof ClaimFacts)[];
export type AmountField = (typeof amountFields)[number];

export type FactFault = {
  readonly field: string;
  readonly code: string;
  readonly facts: Readonly<Record<string, Cents>>;
};

/** What is wrong with the facts in themselves, all at once: before anybody looks at a paper. */
export function factFaults(facts: ClaimFacts, today: PlainDate): FactFault[] {
  const faults: FactFault[] = [];
  const complain = (field: string, code: string, found: FactFault["facts"] = {}) =>
    faults.push({ field, code, facts: found });
  if (facts.on > today) complain("on", "event_in_future");
  if (facts.endedOn > today) complain("endedOn", "event_not_over");
  if (facts.endedOn < facts.on) complain("endedOn", "ends_before_it_begins");
  if (facts.days > mostDays) complain("days", "days_beyond_reason");
  if (facts.kind === "diagnosis" && facts.diagnosis === "") complain("diagnosis", "diagnosis_missing");
  if (facts.kind === "disability" && facts.grade === undefined) complain("grade", "grade_missing");
  for (const field of amountFields)
    if (facts[field] > BigInt(mostCents)) complain(field, "amount_beyond_reason");
  if (hasExpense(facts.kind)) {
    if (facts.total === 0n) complain("total", "total_missing");
    if (facts.bill === "") complain("bill", "bill_missing");
  }
  return [...faults, ...settlementFaults(facts)];
}

/** The sums of a settlement sheet: its parts make up the whole within a cent, and nobody pays more than it. */
function settlementFaults(facts: ClaimFacts): FactFault[] {
  const faults: FactFault[] = [];
  const { total } = facts;
  const parts = sum([facts.outOfScope, facts.preSelfPay, facts.inScope]);
  const off = total - parts;
  if (off > 1n || off < -1n)
    faults.push({ field: "total", code: "settlement_inconsistent", facts: { total, parts } });
  const paid = plus(facts.fundPay, facts.otherPay);
  if (paid > total) faults.push({ field: "fundPay", code: "paid_exceeds_total", facts: { paid, total } });
  return faults;
}

/** As it is printed on receipts: white space, dashes of any kind and full-width digits make no other bill. */
export const normalBill = (bill: string): string =>
  bill
    .normalize("NFKC")
    .replace(/[\s\u2010-\u2015-]/gu, "")
    .toUpperCase();

/** `c50.1` is `C50.1`. */
export const normalDiagnosis = (code: string): string =>
  code.normalize("NFKC").replace(/\s/gu, "").toUpperCase();
