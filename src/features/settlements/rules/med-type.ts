import type { Cause, EventKind } from "#features/plans/rules/index.ts";

/**
 * What a category of treatment (`med_type`) may be under a plan ☆: the first kind that the plan pays for counts. Others –
 * ordinary outpatients, emergencies, births – are not opened by themselves: they may be claimed by hand.
 */
const meant: Readonly<Record<string, { readonly kinds: readonly EventKind[]; readonly cause: Cause }>> = {
  "14": { kinds: ["chronic_outpatient"], cause: "illness" },
  "21": { kinds: ["inpatient"], cause: "illness" },
  "22": { kinds: ["accident_medical", "inpatient"], cause: "accident" },
};

export const eventOf = (medType: string) => meant[medType];
