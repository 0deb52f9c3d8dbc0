import { type RawBuilder, sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import { again, type ReadCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { OtherClaim } from "../rules/checks.ts";
import type { Claim } from "./claims.ts";

// What stands around a claim in the whole city: asked at the desk, in the program's name.

/** States in which a claim says nothing any more, or not yet. */
const silent = sql`('draft', 'withdrawn', 'lapsed')`;
const gone = sql`('draft', 'withdrawn', 'lapsed', 'rejected')`;

const others = (claim: Claim): RawBuilder<unknown> =>
  sql`other.city_id = claim_private.city_id and other.id = claim_private.claim_id and other.id <> ${claim.id}`;

/** At most so many are named. */
const most = 20;

/** Other people's claims that go to the same account. */
export async function cardSharers(ctx: ReadCtx, claim: Claim, account: Buffer | null): Promise<OtherClaim[]> {
  if (!account) return [];
  const { rows } = await sql<OtherClaim>`${again} select other.id, other.number from claim_private
    join claim as other on ${others(claim)}
    where claim_private.city_id = ${ctx.actor.cityId} and claim_private.account_index = ${account}
      and other.person_id <> ${claim.personId} and other.state not in ${silent} order by other.id limit ${most}`.execute(
    ctx.db,
  );
  return rows;
}

/** Claims on the same bill: those granted a reimbursement on it, and those under way – under another plan it is no second one. */
export async function billSharers(
  ctx: ReadCtx,
  claim: Claim,
  bill: Buffer | null,
): Promise<{ readonly paid: OtherClaim[]; readonly claimed: OtherClaim[] }> {
  if (!bill) return { paid: [], claimed: [] };
  const { rows } = await sql<OtherClaim & { isPaid: boolean }>`${again} select other.id, other.number,
      exists (select from claim_bill as used where used.city_id = other.city_id and used.claim_id = other.id) as "isPaid"
    from claim_private join claim as other on ${others(claim)}
    where claim_private.city_id = ${ctx.actor.cityId} and claim_private.bill_index = ${bill} and other.state not in ${gone}
      and (other.person_id <> ${claim.personId} or other.plan_code = ${claim.planCode}
        or exists (select from claim_bill as used where used.city_id = other.city_id and used.claim_id = other.id))
    order by other.id limit ${most}`.execute(ctx.db);
  const of = (isPaid: boolean) =>
    rows.filter((row) => row.isPaid === isPaid).map(({ id, number }) => ({ id, number }));
  return { paid: of(true), claimed: of(false) };
}

export type OtherStay = OtherClaim & { readonly on: PlainDate; readonly endedOn: PlainDate };

/** Stays of the same person in other claims that stand. */
export async function otherStays(ctx: ReadCtx, claim: Claim): Promise<OtherStay[]> {
  const { rows } =
    await sql<OtherStay>`${again} select id, number, event_on as "on", ended_on as "endedOn" from claim
    where city_id = ${ctx.actor.cityId} and person_id = ${claim.personId} and id <> ${claim.id}
      and kind in ('inpatient', 'accident_medical') and state not in ${gone} order by event_on, id`.execute(
      ctx.db,
    );
  return rows;
}

/**
 * Other claims in which a file with the same content was handed in. Papers that say who somebody is are the same in all
 * claims of a person, and those of one event are the same under each of their plans.
 */
export async function paperSharers(ctx: ReadCtx, claim: Claim): Promise<OtherClaim[]> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<OtherClaim>`${again} select distinct other.id, other.number
    from claim_document as mine
    join claim_document as theirs on theirs.city_id = mine.city_id and theirs.sha256 = mine.sha256
      and theirs.claim_id <> mine.claim_id
    join claim as other on other.city_id = theirs.city_id and other.id = theirs.claim_id
    where mine.city_id = ${cityId} and mine.claim_id = ${claim.id} and mine.removed_at is null
      and other.state not in ${silent}
      and (other.person_id <> ${claim.personId} or (other.event_on <> ${claim.on}
        and mine.code not in ('identity_card', 'bank_card', 'payee_identity_card', 'kin_proof', 'guardian_proof')))
    order by other.id limit ${most}`.execute(ctx.db);
  return rows;
}

/** 99 of 100 benefits under this plan are no larger; undefined where there are too few to say. */
export async function usualUpTo(ctx: ReadCtx, planCode: string): Promise<Cents | undefined> {
  const { rows } = await sql<{ upTo: Cents }>`${again} select up_to_cents as "upTo" from claim_usual
    where city_id = ${ctx.actor.cityId} and plan_code = ${planCode}`.execute(ctx.db);
  return rows[0]?.upTo;
}

/** The card on the roster. */
export async function rosterCard(ctx: ReadCtx, personId: string): Promise<string | undefined> {
  const { rows } = await sql<{ sealed: Buffer | null }>`${again} select card_sealed as sealed from person
    where city_id = ${ctx.actor.cityId} and id = ${personId}`.execute(ctx.db);
  const sealed = rows[0]?.sealed;
  return sealed ? vault().open(sealed) : undefined;
}

/** Whether the clerk who filed it bears the claimant's name. */
export async function clerkIsClaimant(ctx: ReadCtx, claim: Claim, name: string): Promise<boolean> {
  const { rows } = await sql<{ byName: string }>`${again} select by_name as "byName" from claim_event
    where city_id = ${ctx.actor.cityId} and claim_id = ${claim.id} and event = 'submitted' and by_role = 'unit_clerk'
    limit 1`.execute(ctx.db);
  return rows[0]?.byName === name;
}

/** Claims under the same cover that stand for an event of their own, with their bills. */
export async function claimsOfCover(ctx: ReadCtx, claim: Claim) {
  const { rows } = await sql<
    Pick<Claim, "id" | "number" | "kind" | "on" | "channel" | "filedOn" | "state"> & { bill: Buffer | null }
  >`${again} select claim.id, number, kind, event_on as "on", channel, filed_on as "filedOn", state, bill_index as bill
    from claim join claim_private as own on own.city_id = claim.city_id and own.claim_id = claim.id
    where claim.city_id = ${ctx.actor.cityId} and claim.cover_id = ${claim.coverId} and claim.id <> ${claim.id}
      and state not in ${gone} order by claim.id`.execute(ctx.db);
  return rows;
}
