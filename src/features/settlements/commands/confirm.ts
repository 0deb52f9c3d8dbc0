import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import { type Claim, discardDraft, findClaim, saveDraft, submitClaim } from "#features/claims/index.ts";
import { consentsOf, giveConsent } from "#features/members/index.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { forgetClaim } from "../store.ts";
import { asSettlements } from "./receive-feed.ts";

export type Confirmation = {
  /** The account; undefined for the card on the roster. */
  readonly account: string | undefined;
  readonly bankName: string;
  /** The version of the consent to the handling of health data that the worker saw and said yes to. */
  readonly consentVersion: string | undefined;
};

/**
 * The worker says yes: to the account, and to the handling of what the settlement tells. Only then is it a claim. Refuses
 * `not_found`, `settled_claim_gone`, `exchange_not_agreed`, `roster_card_missing`, and as `saveDraft` and `submitClaim`.
 */
export async function confirmSettled(
  ctx: WriteCtx,
  claimId: string,
  { account, bankName, consentVersion }: Confirmation,
): Promise<Claim> {
  const { personId } = await waiting(ctx, claimId);
  const agreed = await consentsOf(ctx, "medical_data_exchange", [personId]);
  if (!agreed.has(personId)) throw new Refusal("conflict", "exchange_not_agreed");
  const given = account ?? (await rosterCard(ctx, personId));
  if (!given) throw new Refusal("conflict", "roster_card_missing");
  const said = (await consentsOf(ctx, "health_claim", [personId])).has(personId);
  if (!said && consentVersion)
    await giveConsent(ctx, { personId, purpose: "health_claim", version: consentVersion, channel: "phone" });
  const payee = { kind: "self" as const, name: await nameOf(ctx, personId), account: given, bankName };
  await saveDraft(ctx, claimId, { payee });
  const claim = await submitClaim(ctx, claimId);
  await ctx.record("settlement.claim_confirmed", { claimId });
  return claim;
}

/** The worker does not want it, or it is not theirs: nothing is kept of it. Refuses as `confirmSettled`. */
export async function declineSettled(ctx: WriteCtx, claimId: string): Promise<void> {
  await waiting(ctx, claimId);
  await discardDraft(ctx, claimId);
  await asSettlements(ctx, (desk) => forgetClaim(desk, claimId));
  await ctx.record("settlement.claim_declined", { claimId });
}

async function waiting(ctx: ReadCtx, claimId: string): Promise<Claim> {
  const claim = await findClaim(ctx, claimId);
  if (claim.channel !== "automatic" || claim.personId !== ctx.actor.personId)
    throw new Refusal("not_found", "not_found");
  if (claim.state !== "draft") throw new Refusal("conflict", "settled_claim_gone");
  return claim;
}

/** The card on the roster; undefined where there is none. */
export async function rosterCard(ctx: ReadCtx, personId: string): Promise<string | undefined> {
  const { rows } = await sql<{ sealed: Buffer | null }>`select card_sealed as sealed from person
    where city_id = ${ctx.actor.cityId} and id = ${personId}`.execute(ctx.db);
  const sealed = rows[0]?.sealed;
  return sealed ? vault().open(sealed) : undefined;
}

async function nameOf(ctx: ReadCtx, personId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from person
    where city_id = ${ctx.actor.cityId} and id = ${personId}`.execute(ctx.db);
  return rows[0]?.name ?? "";
}

/**
 * Claims that wait for a worker who has taken back the consent to the exchange are dropped: what they rest on may not be
 * kept any more. Once a day.
 */
export const dropUnagreed = (ctx: WriteCtx): Promise<void> =>
  asSettlements(ctx, async (desk) => {
    const { rows } = await sql<{ id: string; personId: string }>`select id, person_id as "personId" from claim
      where city_id = ${desk.actor.cityId} and state = 'draft' and channel = 'automatic'`.execute(desk.db);
    const agreed = await consentsOf(desk, "medical_data_exchange", [
      ...new Set(rows.map(({ personId }) => personId)),
    ]);
    for (const { id, personId } of rows) {
      if (agreed.has(personId)) continue;
      await discardDraft(desk, id);
      await forgetClaim(desk, id);
    }
  });
