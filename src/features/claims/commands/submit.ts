import { yearOf } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { consentsOf, consentText, giveConsent } from "#features/members/index.ts";
import { demand, type WriteCtx } from "#platform/context.ts";
import { nextNumbers, numbered } from "#platform/numbers.ts";
import { isSameEvent } from "../rules/same-event.ts";
import { claimsOfCover } from "../store/around.ts";
import { type Claim, changeClaim } from "../store/claims.ts";
import { lockCover } from "../store/covers.ts";
import { privateOf } from "../store/private.ts";
import { atDesk, moveTo, type Opening } from "./desk.ts";
import { openOwn } from "./draft.ts";
import { examine } from "./examine.ts";
import { lackingOf } from "./lacking.ts";
import { enterReview } from "./straight.ts";
import { askUnit, tellFiled } from "./tell-people.ts";

/** Refuses `claim_incomplete` with the names of the papers and the codes of what is wrong. */
async function demandComplete(desk: WriteCtx, claim: Claim): Promise<void> {
  const { papers, faults } = await lackingOf(desk, claim, desk.today);
  if (papers.length + faults.length === 0) return;
  throw new Refusal("invalid", "claim_incomplete", {
    papers: papers.map(({ name }) => name),
    faults: faults.map(({ code }) => code),
  });
}

export type Submission = Opening & {
  /** A unit's clerk says at once that the claimant was employed there on the day of the event. */
  readonly certifies?: boolean | undefined;
  /** A clerk has the claimant's signed consent to the text in force: it is noted. A worker gives it on the phone. */
  readonly hasConsent?: boolean | undefined;
};

/**
 * Hands a draft in: it gets its number, is worked out and looked at, and goes to the unit – or, where the unit's clerk
 * hands it in and certifies, to the first review. Refuses as `openFor`, `claim_incomplete`, `consent_missing`,
 * `claim_filed_already`.
 */
export async function submitClaim(
  ctx: WriteCtx,
  claimId: string,
  submission: Submission = {},
): Promise<Claim> {
  const draft = await openOwn(ctx, claimId, submission.expectedVersion);
  if (draft.state !== "draft") return resubmit(ctx, draft);
  if (submission.certifies) demand(ctx.actor, "claims.certify");
  await demandConsent(ctx, draft, submission.hasConsent ?? false);
  const isAutomatic = draft.channel === "automatic";
  const claim = await atDesk(ctx, async (desk) => {
    await demandComplete(desk, draft);
    await lockCover(desk, draft.coverId);
    await demandFirst(desk, draft);
    const year = yearOf(desk.today);
    const number = numbered("SL", year, await nextNumbers(desk, `claim/${year}`));
    const filed = await changeClaim(desk, draft, { number, filedOn: desk.today });
    const moved = await moveTo(desk, filed, "certification", ctx.actor, "submitted", {
      facts: { channel: filed.channel },
    });
    const { claim: examined } = await examine(desk, moved);
    const certification = isAutomatic ? "not_needed" : "employed";
    const certifiedBy = isAutomatic ? null : ctx.actor.id;
    const entered =
      submission.certifies || isAutomatic
        ? await enterReview(desk, examined, ctx.actor, "certified", { certification, certifiedBy })
        : examined;
    await tellFiled(desk, entered);
    await askUnit(desk, entered);
    return entered;
  });
  await ctx.record("claim.submitted", { claimId, number: claim.number ?? "", channel: claim.channel });
  return claim;
}

/** Health data are handled with the person's own consent. Refuses `consent_missing`. */
async function demandConsent(ctx: WriteCtx, { personId }: Claim, isSigned: boolean): Promise<void> {
  if ((await consentsOf(ctx, "health_claim", [personId])).has(personId)) return;
  const version = consentText("health_claim")?.version ?? "";
  if (!isSigned || ctx.actor.reach === "self") throw new Refusal("conflict", "consent_missing", { version });
  await giveConsent(ctx, { personId, purpose: "health_claim", version, channel: "unit" });
}

/**
 * One claim for one event: whoever comes second is told of the first, by number, day and way. Two at the same moment wait
 * for each other at the cover.
 */
async function demandFirst(desk: WriteCtx, draft: Claim): Promise<void> {
  const { indexes } = await privateOf(desk, draft.id);
  const hex = (index: Buffer | null) => index?.toString("hex") ?? "";
  const mine = { kind: draft.kind, on: draft.on, bill: hex(indexes.bill) };
  const first = (await claimsOfCover(desk, draft)).find((other) =>
    isSameEvent(mine, { kind: other.kind, on: other.on, bill: hex(other.bill) }),
  );
  if (!first) return;
  throw new Refusal("conflict", "claim_filed_already", {
    claimId: first.id,
    number: first.number ?? "",
    on: first.filedOn ?? "",
    channel: first.channel,
    state: first.state,
  });
}

/** What was returned comes back, complete, to the step that returned it; its clock begins anew. */
async function resubmit(ctx: WriteCtx, returned: Claim): Promise<Claim> {
  const to = returned.resumes ?? "first_review";
  const claim = await atDesk(ctx, async (desk) => {
    await demandComplete(desk, returned);
    const moved = await moveTo(desk, returned, to, ctx.actor, "resubmitted", { changes: { resumes: null } });
    await askUnit(desk, moved);
    return (await examine(desk, moved)).claim;
  });
  await ctx.record("claim.resubmitted", { claimId: claim.id });
  return claim;
}
