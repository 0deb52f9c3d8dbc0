/**
 * One line of an explanation that a worker can follow with a pencil: the clause, the sum with its numbers, what went
 * in, what came out. Money is in yuan, exact: more than two decimals where it is not yet whole cents. `amount` is empty
 * where a step judges and moves no money. `reason` stands on the steps for which nothing, or nothing more, is paid.
 */
export type Step = {
  readonly clause: string;
  readonly benefit: string | undefined;
  readonly rule: Rule;
  readonly formula: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly amount: string;
  readonly reason: Reason | undefined;
};

/** What a step is about; `text.ts` says each in Chinese. */
export const rules = [
  "settlement",
  "cover_period",
  "sex",
  "filing",
  "waiting",
  "event",
  "bill",
  "basis",
  "deductible",
  "tier",
  "tiers",
  "daily",
  "days",
  "cap_days",
  "diagnosis",
  "grade",
  "sum",
  "factor",
  "rounding",
  "cap_event",
  "cap_cover",
  "cap_group",
  "no_gain",
  "total",
] as const;
export type Rule = (typeof rules)[number];

/** General rules that no term of a plan file carries: a clause of the plan names in `states` which of them it states. */
export const statedRules = ["settlement", "cover_period", "bill", "rounding", "no_gain"] as const;
export type StatedRule = (typeof statedRules)[number];

/** Why a claim is returned or declined, in the order in which one is named first. */
export const reasons = [
  "settlement_inconsistent",
  "not_covered",
  "not_eligible",
  "filed_too_late",
  "waiting_period",
  "bill_already_used",
  "cap_reached",
  "already_paid_once",
  "diagnosis_not_listed",
  "nothing_payable",
  "event_not_insured",
] as const;
export type Reason = (typeof reasons)[number];
