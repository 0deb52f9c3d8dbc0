import { formatYuan } from "#core/money.ts";
import { demand, type WriteCtx } from "#platform/context.ts";
import { amountFields } from "../rules/event.ts";
import { type Claim, changeClaim } from "../store/claims.ts";
import { noteEvent } from "../store/events.ts";
import { privateOf, savePrivate } from "../store/private.ts";
import { atDesk, moveTo, type Opening, openFor } from "./desk.ts";
import { changesOf, type DraftStep, toldOf } from "./draft.ts";
import { examine } from "./examine.ts";

export type Correction = DraftStep & { readonly note: string };

/**
 * A reviewer puts figures right as the papers say, and the claim is worked out again; the course keeps what was changed –
 * of an illness or account only that it was. Refuses as `openFor`.
 */
export async function correctClaim(ctx: WriteCtx, claimId: string, correction: Correction): Promise<Claim> {
  const { note, expectedVersion, ...step } = correction;
  const claim = await openFor(ctx, claimId, "correct", { expectedVersion });
  const before = await privateOf(ctx, claimId);
  const changes = changesOf(claim, step);
  const told = toldOf(before, step);
  const corrected = await atDesk(ctx, async (desk) => {
    const changed = await changeClaim(desk, claim, changes);
    await savePrivate(desk, changed, told);
    const facts = changedFacts(claim, changed, before, told);
    await noteEvent(desk, changed, ctx.actor, "corrected", { note, facts });
    return (await examine(desk, changed)).claim;
  });
  await ctx.record("claim.corrected", { claimId });
  return corrected;
}

/** `total: 1000.00 → 1200.00`; of what is private only the names of what changed. */
function changedFacts(
  before: Claim,
  after: Claim,
  toldBefore: Readonly<Record<string, unknown>>,
  told: Readonly<Record<string, unknown>>,
) {
  const amounts = amountFields.flatMap((field) =>
    before[field] === after[field]
      ? []
      : [`${field} ${formatYuan(before[field])} ${formatYuan(after[field])}`],
  );
  const days = (["kind", "cause", "on", "endedOn", "days", "grade"] as const).flatMap((field) =>
    before[field] === after[field] ? [] : [`${field} ${before[field] ?? ""} ${after[field] ?? ""}`],
  );
  const hidden = ["diagnosis", "illness", "hospital", "bill", "payee"].filter(
    (field) => JSON.stringify(toldBefore[field]) !== JSON.stringify(told[field]),
  );
  return { changed: [...days, ...amounts], hidden };
}

/**
 * Opens a decided claim again, because a figure was wrong: it goes through all reviews anew, and its approval moves only
 * the difference. Refuses as `openFor`.
 */
export async function reopenClaim(
  ctx: WriteCtx,
  claimId: string,
  { note, ...opening }: Opening & { readonly note: string },
): Promise<Claim> {
  demand(ctx.actor, "claims.review");
  const claim = await openFor(ctx, claimId, "reopen", opening);
  const reopened = await atDesk(ctx, (desk) =>
    moveTo(desk, claim, "first_review", ctx.actor, "reopened", {
      changes: { firstBy: null, secondBy: null, finalBy: null, wentStraight: false },
      note,
    }),
  );
  await ctx.record("claim.reopened", { claimId, from: claim.state });
  return reopened;
}
