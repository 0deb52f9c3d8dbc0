import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import type { Actor, WriteCtx } from "#platform/context.ts";
import type { ClaimEventCode } from "../rules/course.ts";
import { goesStraight, isDrawn } from "../rules/straight.ts";
import type { Claim, ClaimChanges } from "../store/claims.ts";
import { eventsOf } from "../store/events.ts";
import { claimSettings } from "../store/settings.ts";
import { approve } from "./approve.ts";
import { moveTo } from "./desk.ts";
import { examine } from "./examine.ts";

/**
 * A claim leaves certification: it is worked out and looked at as things stand, and goes to the first review – or, small
 * and clear, is approved by the city's rule without a person, perhaps to be looked at afterwards.
 */
export async function enterReview(
  desk: WriteCtx,
  certified: Claim,
  by: Actor,
  event: ClaimEventCode,
  changes: Pick<ClaimChanges, "certification" | "certifiedBy">,
  note = "",
): Promise<Claim> {
  const moved = await moveTo(desk, certified, "first_review", by, event, {
    changes,
    note,
    facts: { certification: changes.certification ?? "" },
  });
  const { claim, result } = await examine(desk, moved);
  const { straight } = await claimSettings(desk);
  const straightOn = goesStraight(straight, {
    decision: result.decision,
    benefit: result.benefit,
    findings: claim.hardFindings + claim.softFindings,
    missing: 0, // nothing is handed in with a paper missing
    certification: claim.certification ?? undefined,
    wasReturned: (await eventsOf(desk, claim.id)).some((each) => each.event === "returned"),
  });
  if (!straightOn) return claim;
  const approved = await approve(desk, claim, desk.actor, "went_straight", { wentStraight: true });
  if (isDrawn(straight, claim.id)) await draw(desk, claim);
  return approved;
}

async function draw(desk: WriteCtx, claim: Claim): Promise<void> {
  await sql`insert into claim_sample (city_id, id, organisation_id, claim_id, drawn_at)
    values (${desk.actor.cityId}, ${newId()}, ${claim.organisationId}, ${claim.id}, ${desk.now})`.execute(
    desk.db,
  );
}
