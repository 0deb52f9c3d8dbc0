import { sql } from "kysely";
import { dayInChina } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { ClaimState } from "../rules/claim.ts";
import { appealUntil } from "../rules/deadlines.ts";
import type { Claim } from "../store/claims.ts";
import { privateOf } from "../store/private.ts";
import { claimSettings } from "../store/settings.ts";
import { sendOnLater } from "./approve.ts";
import { atDesk, moveTo, type Opening, openFor } from "./desk.ts";
import { tellAppealDecided } from "./tell-people.ts";

/**
 * Whoever filed a claim, or whose it is, objects to its decision. Refuses as `openFor`, `appeal_too_late` with the last
 * day there was.
 */
export async function appealClaim(
  ctx: WriteCtx,
  claimId: string,
  { reason, ...opening }: Opening & { readonly reason: string },
): Promise<Claim> {
  const claim = await openFor(ctx, claimId, "appeal", opening);
  await privateOf(ctx, claimId); // a colleague of the unit sees the claim, and may not object in its name
  const appealed = await atDesk(ctx, async (desk) => {
    const { days } = await claimSettings(desk);
    const until = appealUntil(dayInChina(claim.decidedAt ?? claim.stateSince), days);
    if (ctx.today > until) throw new Refusal("conflict", "appeal_too_late", { until });
    await sql`insert into claim_appeal (city_id, id, organisation_id, claim_id, against, reason_sealed, filed_at, filed_by)
      values (${ctx.actor.cityId}, ${newId()}, ${claim.organisationId}, ${claimId}, ${claim.state},
        ${vault().seal(reason)}, ${ctx.now}, ${ctx.actor.id})`.execute(desk.db);
    return moveTo(desk, claim, "appealed", ctx.actor, "appealed", { changes: { resumes: claim.state } });
  });
  await ctx.record("claim.appealed", { claimId, against: claim.state });
  return appealed;
}

export type AppealDecision = Opening & {
  readonly outcome: "upheld" | "overturned";
  readonly answer: string;
};

/**
 * Somebody who had no part in the decision decides the objection: the decision stands, or the claim is reviewed anew.
 * Refuses as `openFor`.
 */
export async function decideAppeal(
  ctx: WriteCtx,
  claimId: string,
  { outcome, answer, ...opening }: AppealDecision,
): Promise<Claim> {
  const claim = await openFor(ctx, claimId, "decide_appeal", opening);
  const decided = await atDesk(ctx, async (desk) => {
    await sql`update claim_appeal set outcome = ${outcome}, answer_sealed = ${vault().seal(answer)}, decided_at = ${ctx.now},
        decided_by = ${ctx.actor.id}, decided_by_name = ${ctx.actor.name}
      where city_id = ${ctx.actor.cityId} and claim_id = ${claimId} and outcome is null`.execute(desk.db);
    const stays = outcome === "upheld";
    const to: ClaimState = stays ? (claim.resumes ?? "rejected") : "first_review";
    const anew = stays ? {} : { firstBy: null, secondBy: null, finalBy: null, wentStraight: false };
    const moved = await moveTo(desk, claim, to, ctx.actor, stays ? "appeal_upheld" : "appeal_overturned", {
      changes: { resumes: null, ...anew },
      note: answer,
    });
    await tellAppealDecided(desk, moved, outcome);
    // Objected to within its ten seconds, the decision has not been sent on.
    if (stays && !claim.sentOnAt) await sendOnLater(desk, claimId);
    return moved;
  });
  await ctx.record("claim.appeal_decided", { claimId, outcome });
  return decided;
}

/** Whoever filed a claim, or whose it is, takes it back before it is decided. Refuses as `openFor`, `claim_paid_before`. */
export async function withdrawClaim(
  ctx: WriteCtx,
  claimId: string,
  { note, ...opening }: Opening & { readonly note?: string | undefined } = {},
): Promise<Claim> {
  const claim = await openFor(ctx, claimId, "withdraw", opening);
  await privateOf(ctx, claimId);
  if (claim.standingResultId) throw new Refusal("conflict", "claim_paid_before");
  const withdrawn = await atDesk(ctx, (desk) =>
    moveTo(desk, claim, "withdrawn", ctx.actor, "withdrawn", { note }),
  );
  await ctx.record("claim.withdrawn", { claimId, from: claim.state });
  return withdrawn;
}
