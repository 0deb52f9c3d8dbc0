import type { Cents } from "#core/money.ts";
import type { Reason, Step } from "./step.ts";

export type BenefitKind = "reimbursement" | "allowance" | "lump_sum" | "disability" | "death";

/** A benefit above zero: its money, and what else it uses up. */
export type Line = {
  readonly benefit: string;
  readonly kind: BenefitKind;
  readonly cents: Cents;
  readonly days: number | undefined;
  readonly diagnosisClass: string | undefined;
  readonly capGroup: string | undefined;
};

/** `reason` is the first of `failed`; `failed` holds every check that failed. `benefit` is the sum of the lines. */
export type WorkedOut = {
  readonly decision: "payable" | "declined" | "returned";
  readonly reason: Reason | undefined;
  readonly failed: readonly Reason[];
  readonly benefit: Cents;
  readonly lines: readonly Line[];
  readonly steps: readonly Step[];
};
