export type MergeFault = "merge_same_record" | "merge_already_merged" | "merge_own_proposal";

type Candidate = { readonly id: string; readonly mergedInto: string | null };

/** Why two records cannot be proposed as one person, or undefined where they can. */
export function proposalFault(kept: Candidate, merged: Candidate): MergeFault | undefined {
  if (kept.id === merged.id) return "merge_same_record";
  if (kept.mergedInto !== null || merged.mergedInto !== null) return "merge_already_merged";
  return undefined;
}

/** It takes two: who proposed does not decide. */
export const decisionFault = (proposedBy: string, decidedBy: string): MergeFault | undefined =>
  proposedBy === decidedBy ? "merge_own_proposal" : undefined;
