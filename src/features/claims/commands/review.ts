import { type Cents, formatYuan, zero } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import type { WorkedOut } from "#features/plans/rules/index.ts";
import { demand, type WriteCtx } from "#platform/context.ts";
import type { CheckCode } from "../rules/checks.ts";
import { afterPass, type ReviewState, stageBefore } from "../rules/claim.ts";
import { type Claim, type ClaimChanges, changeClaim } from "../store/claims.ts";
import { noteEvent } from "../store/events.ts";
import { markChecked, openFindings } from "../store/findings.ts";
import { claimSettings } from "../store/settings.ts";
import { approve, sendOnLater, stand } from "./approve.ts";
import { atDesk, moveTo, type Opening, openFor } from "./desk.ts";
import { examine } from "./examine.ts";
import { lackingOf } from "./lacking.ts";

/** Takes a claim for oneself, also from a colleague who has it: the course says so. Refuses as `openFor`. */
export async function takeClaim(ctx: WriteCtx, claimId: string, opening: Opening = {}): Promise<Claim> {
  const claim = await openFor(ctx, claimId, "take", opening);
  if (claim.takenBy === ctx.actor.id) return claim;
  const taken = await atDesk(ctx, async (desk) => {
    const changes = { takenBy: ctx.actor.id, takenByName: ctx.actor.name, takenAt: ctx.now };
    const changed = await changeClaim(desk, claim, changes);
    await noteEvent(desk, changed, ctx.actor, "taken");
    return changed;
  });
  await ctx.record("claim.taken", { claimId });
  return taken;
}

/** A reviewer who is close to the claimant says so, and leaves the claim to others for good. Refuses as `openFor`. */
export async function recuseFrom(ctx: WriteCtx, claimId: string, note: string): Promise<void> {
  demand(ctx.actor, "claims.review");
  const claim = await openFor(ctx, claimId, "recuse");
  await atDesk(ctx, async (desk) => {
    const isMine = claim.takenBy === ctx.actor.id;
    const freed = isMine
      ? await changeClaim(desk, claim, { takenBy: null, takenByName: null, takenAt: null })
      : claim;
    await noteEvent(desk, freed, ctx.actor, "recused", { note });
  });
  await ctx.record("claim.recused", { claimId });
}

/** Somebody has looked at a soft finding, or takes that back. Refuses as `openFor`, `not_found`. */
export async function checkFinding(
  ctx: WriteCtx,
  claimId: string,
  code: CheckCode,
  isChecked: boolean,
): Promise<void> {
  await openFor(ctx, claimId, "correct");
  const done = await atDesk(ctx, (desk) =>
    markChecked(desk, claimId, code, isChecked ? ctx.actor : undefined),
  );
  if (!done) throw new Refusal("not_found", "not_found");
  await ctx.record("claim.finding_checked", { claimId, code, isChecked });
}

export type Pass = Opening & {
  /** What the reviewer saw: where it has become another sum meanwhile, nothing is passed. */
  readonly expectedBenefit: Cents;
  readonly note?: string | undefined;
};

/**
 * Passes a claim on: first → second → final, or to the money. It is worked out and looked at as things stand now; where
 * that is not what the reviewer saw, what was found is kept and shown, and nothing is passed. Refuses as `openFor`,
 * `claim_figures_changed`, `claim_not_payable`, `findings_stand`, `findings_unchecked`, `claim_incomplete`,
 * `bill_used_meanwhile`.
 */
export async function passClaim(ctx: WriteCtx, claimId: string, pass: Pass): Promise<Claim | Refusal> {
  const seen = await openFor(ctx, claimId, "pass", pass);
  const state = seen.state as ReviewState;
  const passed = await atDesk(ctx, async (desk) => {
    const { claim, result } = await examine(desk, seen);
    const bar = await barOf(desk, claim, result, pass.expectedBenefit);
    if (bar) return bar;
    const to = afterPass(state, result.benefit, (await claimSettings(desk)).cityFinalUpTo);
    const changes = doneBy(state, ctx.actor.id);
    if (to === "approved") return approve(desk, { ...claim, ...changes }, ctx.actor, "approved", changes);
    return moveTo(desk, claim, to, ctx.actor, "passed", {
      changes: { ...changes, sentOnAt: null },
      note: pass.note,
      facts: { benefit: formatYuan(result.benefit) },
    });
  });
  if (passed instanceof Refusal) return passed;
  await ctx.record("claim.passed", {
    claimId,
    from: state,
    to: passed.state,
    benefit: formatYuan(passed.benefit ?? zero),
  });
  return passed;
}

/** What bars a claim from being passed, as it was looked at just now. It is answered, not thrown: what was found stays. */
async function barOf(
  desk: WriteCtx,
  claim: Claim,
  { benefit, decision, failed }: WorkedOut,
  expected: Cents,
): Promise<Refusal | undefined> {
  if (benefit !== expected)
    return new Refusal("conflict", "claim_figures_changed", {
      before: formatYuan(expected),
      now: formatYuan(benefit),
    });
  if (decision !== "payable") return new Refusal("conflict", "claim_not_payable", { reasons: failed });
  const { hard, unchecked } = await openFindings(desk, claim.id);
  if (hard.length > 0) return new Refusal("conflict", "findings_stand", { codes: hard });
  if (unchecked.length > 0) return new Refusal("conflict", "findings_unchecked", { codes: unchecked });
  const { papers } = await lackingOf(desk, claim, desk.today);
  if (papers.length === 0) return undefined;
  return new Refusal("conflict", "claim_incomplete", { papers: papers.map(({ name }) => name), faults: [] });
}

/** Who did this stage; what a later stage did in an earlier round counts no more. */
function doneBy(state: ReviewState, actorId: string): ClaimChanges {
  if (state === "first_review") return { firstBy: actorId, secondBy: null, finalBy: null };
  if (state === "second_review") return { secondBy: actorId, finalBy: null };
  return { finalBy: actorId };
}

/** Sends a claim back to the stage before, with what is to be looked at again. Refuses as `openFor`. */
export async function sendBack(
  ctx: WriteCtx,
  claimId: string,
  { note, ...opening }: Opening & { readonly note: string },
): Promise<Claim> {
  const claim = await openFor(ctx, claimId, "send_back", opening);
  const to = stageBefore(claim.state as "second_review" | "final_review");
  const sent = await atDesk(ctx, (desk) => moveTo(desk, claim, to, ctx.actor, "sent_back", { note }));
  await ctx.record("claim.sent_back", { claimId, to });
  return sent;
}

export type Return = Opening & {
  /** All papers that are missing or must be brought anew, at once. */
  readonly documents: readonly string[];
  readonly note: string;
};

/** Returns a claim to whoever filed it, with all that is missing at once; its clock stands still. Refuses as `openFor`. */
export async function returnClaim(
  ctx: WriteCtx,
  claimId: string,
  { documents, note, ...opening }: Return,
): Promise<Claim> {
  const claim = await openFor(ctx, claimId, "return", opening);
  if (claim.state === "certification") demand(ctx.actor, "claims.certify");
  const returned = await atDesk(ctx, async (desk) => {
    const changes = { resumes: claim.state, sentOnAt: null };
    const moved = await moveTo(desk, claim, "returned", ctx.actor, "returned", {
      changes,
      note,
      facts: { documents },
    });
    await sendOnLater(desk, claimId);
    return moved;
  });
  await ctx.record("claim.returned", { claimId, from: claim.state, documents });
  return returned;
}

export type Rejection = Opening & { readonly reasons: readonly string[]; readonly note: string };

/**
 * Refuses a claim, with its reasons – those of working out, or in the reviewer's words. What was paid on it before is noted
 * to be asked back. Refuses as `openFor`, `reason_missing`.
 */
export async function rejectClaim(ctx: WriteCtx, claimId: string, rejection: Rejection): Promise<Claim> {
  const { reasons, note, ...opening } = rejection;
  const claim = await openFor(ctx, claimId, "reject", opening);
  if (reasons.length === 0 && note.trim() === "") throw new Refusal("invalid", "reason_missing");
  const from = claim.state as ReviewState;
  const rejected = await atDesk(ctx, async (desk) => {
    const moves = claim.standingResultId ? await stand(desk, claim, null) : undefined;
    const changes = {
      ...doneBy(from, ctx.actor.id),
      standingResultId: null,
      decidedAt: ctx.now,
      sentOnAt: null,
    };
    const moved = await moveTo(desk, claim, "rejected", ctx.actor, "rejected", {
      changes,
      note,
      facts: {
        reasons,
        standingBefore: claim.standingResultId ?? "",
        ...(moves && "cents" in moves && { cents: formatYuan(moves.cents), moves: moves.kind }),
      },
    });
    await sendOnLater(desk, claimId);
    return moved;
  });
  await ctx.record("claim.rejected", { claimId, from, reasons });
  return rejected;
}
