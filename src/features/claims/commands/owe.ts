import { cancelDuty, closeDuty, openDuties } from "#features/duties/index.ts";
import { agencyId } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { ClaimState } from "../rules/claim.ts";
import { claimDuties, isOwedByUnit, sayDuty } from "../rules/duties.ts";
import type { Claim } from "../store/claims.ts";

/** A claim has moved: what was owed in its old state is done, or called off with the claim; what is owed in the new one begins. */
export async function oweNext(desk: WriteCtx, from: ClaimState, claim: Claim): Promise<void> {
  const [before, next] = [claimDuties[from], claimDuties[claim.state]];
  if (before && claim.state === "withdrawn") await cancelDuty(desk, before, claim.id, "申领人撤回");
  else if (before) await closeDuty(desk, before, claim.id);
  if (!next || !claim.dueOn) return;
  const organisationId = isOwedByUnit(claim.state) ? claim.organisationId : await agencyId(desk);
  await openDuties(desk, next, [
    {
      organisationId,
      sourceId: claim.id,
      title: sayDuty(next, claim.number),
      link: `/claims/${claim.id}`,
      clock: { by: claim.dueOn },
    },
  ]);
}
