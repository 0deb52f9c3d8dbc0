import { sql } from "kysely";
import type { Permission } from "#core/permissions.ts";
import { Refusal } from "#core/refusal.ts";
import { type Actor, actingAs, demand, type ReadCtx, systemActor, type WriteCtx } from "#platform/context.ts";
import { type ClaimState, isReview, type Move, obstacle, type ReviewState } from "../rules/claim.ts";
import type { ClaimEventCode, EventFacts } from "../rules/course.ts";
import { dueOn } from "../rules/deadlines.ts";
import {
  type Claim,
  type ClaimChanges,
  changeClaim,
  countMove,
  findClaim,
  lockClaim,
} from "../store/claims.ts";
import { hasRecused, lastEvent, noteEvent } from "../store/events.ts";
import { claimSettings } from "../store/settings.ts";
import { oweNext } from "./owe.ts";

/**
 * Whoever the wall lets see a claim acts on it at the desk: what hangs on it – findings, tallies, other people's claims –
 * is the program's to read and write.
 */
export const atDesk = <T>(ctx: WriteCtx, run: (desk: WriteCtx) => Promise<T>): Promise<T> =>
  actingAs(ctx, { ...systemActor("claims", ctx.actor.cityId), demoDay: ctx.actor.demoDay }, run);

export const permissionOf: Record<ReviewState, Permission> = {
  first_review: "claims.review_first",
  second_review: "claims.review_second",
  final_review: "claims.final",
};

export type Opening = { readonly expectedVersion?: number | undefined };

/**
 * A claim opened for a move, and held. Refuses `not_found`, `claim_moved_on` (with who did what when), `own_claim`,
 * `claim_recused`, `did_earlier_step`, `claim_taken_by_other`.
 */
export async function openFor(
  ctx: WriteCtx,
  claimId: string,
  move: Move,
  { expectedVersion }: Opening = {},
): Promise<Claim> {
  await findClaim(ctx, claimId); // the wall says whether they see it at all
  const claim = await atDesk(ctx, (desk) => lockClaim(desk, claimId));
  if (expectedVersion !== undefined && expectedVersion !== claim.version) throw await movedOn(ctx, claim);
  if (isReview(claim.state) && reviewMoves.has(move)) demand(ctx.actor, permissionOf[claim.state]);
  const facts = {
    ...claim,
    isOwn: await isOwn(ctx, claim),
    hasRecused: await hasRecused(ctx, claim.id, ctx.actor.id),
  };
  const found = obstacle(move, facts, ctx.actor.id);
  if (found?.code === "claim_in_another_state") throw await movedOn(ctx, claim);
  if (found?.code === "claim_taken_by_other")
    throw new Refusal("conflict", found.code, { at: claim.takenAt?.toISOString() ?? "" });
  if (found) throw new Refusal("forbidden", found.code, found.facts);
  return claim;
}

const reviewMoves: ReadonlySet<Move> = new Set(["take", "correct", "pass", "send_back", "return", "reject"]);

/** The claim is not any more where somebody saw it: who did what when, and where it stands now. */
async function movedOn(ctx: ReadCtx, claim: Claim): Promise<Refusal> {
  const last = await lastEvent(ctx, claim.id);
  return new Refusal("conflict", "claim_moved_on", {
    state: claim.state,
    ...(last && { event: last.event, at: last.at.toISOString(), role: last.byRole }),
    ...(last && last.byId === ctx.actor.id && { isMine: 1 }),
    ...(last?.facts.benefit !== undefined && { benefit: String(last.facts.benefit) }),
  });
}

/** A worker's own claim; or, for a unit's clerk, that of a colleague of the same name: somebody else vouches for it. */
async function isOwn(ctx: ReadCtx, claim: Claim): Promise<boolean> {
  if (ctx.actor.personId !== undefined) return ctx.actor.personId === claim.personId;
  if (ctx.actor.organisationId !== claim.organisationId) return false;
  const { rows } = await sql<{ name: string }>`select name from person
    where city_id = ${ctx.actor.cityId} and id = ${claim.personId}`.execute(ctx.db);
  return rows[0]?.name === ctx.actor.name;
}

export type Moving = {
  readonly changes?: ClaimChanges;
  readonly facts?: EventFacts;
  readonly note?: string | undefined;
};

/** Moves a claim that is locked: its state, its deadline, the tally and its course. `by` is who did it. */
export async function moveTo(
  desk: WriteCtx,
  claim: Claim,
  to: ClaimState,
  by: Actor,
  event: ClaimEventCode,
  { changes = {}, facts = {}, note = "" }: Moving = {},
): Promise<Claim> {
  const { days } = await claimSettings(desk);
  const moved = await changeClaim(desk, claim, {
    state: to,
    stateSince: desk.now,
    dueOn: dueOn(to, desk.today, days) ?? null,
    takenBy: null,
    takenByName: null,
    takenAt: null,
    ...changes,
  });
  await countMove(desk, claim, claim.state, to);
  await noteEvent(desk, moved, by, event, { facts: { from: claim.state, ...facts }, note });
  await oweNext(desk, claim.state, moved);
  return moved;
}
