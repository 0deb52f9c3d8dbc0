import { type Cents, plus, zero } from "#core/money.ts";
import type { WorkedOut } from "./worked-out.ts";

/** What earlier claims used up of one benefit under one cover. */
export type BenefitUse = {
  readonly cents: Cents;
  readonly days: number;
  readonly classes: readonly string[];
};

/** What earlier claims used up. Plain data, so that it can be kept with a result and the result replayed. */
export type Used = {
  /** Under the event's cover, by benefit code. */
  readonly benefits: Readonly<Record<string, BenefitUse>>;
  /** Under the event's cover, by cap group. */
  readonly groups: Readonly<Record<string, Cents>>;
  /** An earlier claim was paid a reimbursement on the event's own bill, under whatever cover. Asked anew for each event. */
  readonly isBillUsed: boolean;
};

export const noUse: BenefitUse = { cents: zero, days: 0, classes: [] };
export const nothingUsed: Used = { benefits: {}, groups: {}, isBillUsed: false };

/** What is used up under the cover once that result counts. Whether the next event's bill is used is asked anew. */
export function addUse(used: Used, worked: WorkedOut): Used {
  const benefits = { ...used.benefits };
  const groups = { ...used.groups };
  for (const line of worked.lines) {
    const before = benefits[line.benefit] ?? noUse;
    benefits[line.benefit] = {
      cents: plus(before.cents, line.cents),
      days: before.days + (line.days ?? 0),
      classes: line.diagnosisClass === undefined ? before.classes : [...before.classes, line.diagnosisClass],
    };
    if (line.capGroup !== undefined) groups[line.capGroup] = plus(groups[line.capGroup] ?? zero, line.cents);
  }
  return { benefits, groups, isBillUsed: false };
}

/** Whether later claims find their bill used by this result. */
export const usesBill = (worked: WorkedOut): boolean =>
  worked.lines.some((line) => line.kind === "reimbursement");
