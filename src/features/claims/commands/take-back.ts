import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { ClaimState } from "../rules/claim.ts";
import type { ClaimEventCode } from "../rules/course.ts";
import { type Claim, type ClaimChanges, findClaim, lockClaim } from "../store/claims.ts";
import { type Happening, lastEvent } from "../store/events.ts";
import { forgetClaimPayments } from "../store/payments.ts";
import { holdBill } from "./approve.ts";
import { atDesk, moveTo } from "./desk.ts";

const takenBack: readonly ClaimEventCode[] = ["passed", "approved", "sent_back", "returned", "rejected"];

/**
 * Takes one's own last decision back, until it is sent on or somebody else goes on with the claim.
 * Refuses `not_found`, `nothing_to_take_back`.
 */
export async function takeBackDecision(ctx: WriteCtx, claimId: string): Promise<Claim> {
  await findClaim(ctx, claimId);
  const claim = await atDesk(ctx, async (desk) => {
    const held = await lockClaim(desk, claimId);
    const last = await lastEvent(desk, claimId);
    const from = last?.facts.from as ClaimState | undefined;
    const isMine = last && from && last.byId === ctx.actor.id && takenBack.includes(last.event);
    if (!isMine || held.sentOnAt || held.takenBy) throw new Refusal("conflict", "nothing_to_take_back");
    if (last.event === "approved" || last.event === "rejected") await standAsBefore(desk, held, last);
    return moveTo(desk, held, from, ctx.actor, "taken_back", {
      changes: {
        ...before(from, last),
        takenBy: ctx.actor.id,
        takenByName: ctx.actor.name,
        takenAt: ctx.now,
      },
    });
  });
  await ctx.record("claim.taken_back", { claimId, to: claim.state });
  return claim;
}

/** What the decision had set, as it was. */
function before(from: ClaimState, last: Happening): ClaimChanges {
  const stage = { first_review: "firstBy", second_review: "secondBy", final_review: "finalBy" } as const;
  const by = from in stage ? { [stage[from as keyof typeof stage]]: null } : {};
  if (last.event === "returned") return { resumes: null };
  if (last.event === "sent_back") return {};
  if (last.event === "passed") return by;
  return { ...by, standingResultId: String(last.facts.standingBefore) || null, decidedAt: null };
}

/** Nothing was ordered yet: what the decision would have moved is forgotten, and the earlier result counts again. */
async function standAsBefore(desk: WriteCtx, claim: Claim, last: Happening): Promise<void> {
  if (claim.resultId) await forgetClaimPayments(desk, claim.id, claim.resultId);
  await holdBill(desk, claim, String(last.facts.standingBefore) || null);
}
