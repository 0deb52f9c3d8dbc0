import type { Plan } from "./compile-plan.ts";
import type { ClaimEvent, CoverFacts } from "./event.ts";
import { addUse, nothingUsed, type Used, usesBill } from "./used.ts";
import { workOut } from "./work-out.ts";
import type { WorkedOut } from "./worked-out.ts";

/** A claim under a cover. Claims with one `coverKey` use up the same limits. */
export type FiledClaim = {
  readonly coverKey: string | number;
  readonly plan: Plan;
  readonly cover: CoverFacts;
  readonly event: ClaimEvent;
  /** No later claim is under this cover: what it uses up need not be remembered. */
  readonly isLast?: boolean;
};

/**
 * Works claims out in the order of filing, in which they are given: each finds used what earlier ones were paid. One by
 * one, so that whoever works out half a million may pause between them.
 */
export function* workedInOrder(
  claims: Iterable<FiledClaim>,
  work: typeof workOut = workOut,
): Generator<WorkedOut> {
  const usedOf = new Map<string | number, Used>();
  const bills = new Set<string>();
  for (const { coverKey, plan, cover, event, isLast } of claims) {
    const used = usedOf.get(coverKey) ?? nothingUsed;
    const isBillUsed = event.bill !== "" && bills.has(event.bill);
    const worked = work(plan, cover, event, isBillUsed ? { ...used, isBillUsed } : used);
    if (worked.lines.length > 0) {
      if (!isLast) usedOf.set(coverKey, addUse(used, worked));
      if (event.bill !== "" && usesBill(worked)) bills.add(event.bill);
    }
    yield worked;
  }
}

/** All of them at once. */
export const workOutInOrder = (claims: Iterable<FiledClaim>, work: typeof workOut = workOut): WorkedOut[] => [
  ...workedInOrder(claims, work),
];
