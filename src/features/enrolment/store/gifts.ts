import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { actingAs, type ReadCtx, systemActor, type WriteCtx } from "#platform/context.ts";
import type { FunderKind, GiftGrant, GiftRoom, GiftTerms } from "../rules/gift.ts";

export type Gift = GiftTerms &
  GiftRoom & {
    readonly id: string;
    /** Who set it up: the city's agency, or a union for its own units. */
    readonly organisationId: string;
    readonly number: string;
    readonly title: string;
    readonly funderKind: FunderKind;
    readonly funderName: string;
    readonly funderOrganisationId: string | null;
    readonly funderAccountSealed: Buffer | null;
    readonly received: Cents;
  };

const columns = sql`gift.id, gift.organisation_id as "organisationId", gift.number, gift.title, gift.kind,
  gift.funder_kind as "funderKind", gift.funder_name as "funderName", gift.funder_organisation_id as "funderOrganisationId",
  gift.funder_account_sealed as "funderAccountSealed", gift.plan_code as "planCode", gift.people_quota as "peopleQuota",
  gift.people_used as "peopleUsed", gift.cents_quota as "centsQuota", gift.cents_used as "centsUsed",
  gift.received_cents as received, gift.from_on as "from", gift.until_on as "until", gift.state`;

/** Gifts that the actor set up, is meant by or has rosters under, or those named of them: the wall of the table decides. */
export async function findGifts(ctx: ReadCtx, ids?: readonly string[]): Promise<Gift[]> {
  const { rows } = await sql<Gift>`select ${columns} from gift where gift.city_id = ${ctx.actor.cityId}
    ${ids ? sql`and gift.id = any(${[...ids]}::uuid[])` : sql``} order by gift.id desc`.execute(ctx.db);
  return rows;
}

/** Refuses `not_found`. */
export async function findGift(ctx: ReadCtx, giftId: string): Promise<Gift> {
  const [gift] = await findGifts(ctx, [giftId]);
  if (!gift) throw new Refusal("not_found", "not_found");
  return gift;
}

export type NewGift = Pick<
  Gift,
  | "id"
  | "organisationId"
  | "number"
  | "title"
  | "kind"
  | "funderKind"
  | "funderName"
  | "funderOrganisationId"
  | "funderAccountSealed"
  | "planCode"
  | "peopleQuota"
  | "centsQuota"
  | "from"
  | "until"
> & { readonly funderAccountShown: string | null };

export async function insertGift(ctx: WriteCtx, gift: NewGift): Promise<void> {
  await sql`insert into gift (city_id, id, organisation_id, number, title, kind, funder_kind, funder_name, funder_organisation_id,
      funder_account_sealed, funder_account_shown, plan_code, people_quota, cents_quota, from_on, until_on, state, set_up_by,
      set_up_by_name, set_up_at)
    values (${ctx.actor.cityId}, ${gift.id}, ${gift.organisationId}, ${gift.number}, ${gift.title}, ${gift.kind},
      ${gift.funderKind}, ${gift.funderName}, ${gift.funderOrganisationId}, ${gift.funderAccountSealed},
      ${gift.funderAccountShown}, ${gift.planCode}, ${gift.peopleQuota}, ${gift.centsQuota}, ${gift.from}, ${gift.until},
      'open', ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);
}

/** Who of the registered organisations is called so: a funder that is one of them gets its receipt there. */
export async function organisationCalled(ctx: ReadCtx, name: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from organisation
    where city_id = ${ctx.actor.cityId} and name = ${name} order by id limit 1`.execute(ctx.db);
  return rows[0]?.id ?? null;
}

/** Writes the list of a head-count gift anew; a number is never less than what the unit has used. */
export async function replaceGrants(
  ctx: WriteCtx,
  giftId: string,
  grants: readonly { readonly organisationId: string; readonly people: number }[],
): Promise<void> {
  const { cityId } = ctx.actor;
  const units = grants.map((grant) => grant.organisationId);
  await sql`delete from gift_grant where city_id = ${cityId} and gift_id = ${giftId} and people_used = 0
    and organisation_id <> all(${units}::uuid[])`.execute(ctx.db);
  await sql`insert into gift_grant as known (city_id, id, organisation_id, gift_id, people)
    select ${cityId}::int, id, organisation_id, ${giftId}::uuid, people
    from unnest(${grants.map(newId)}::uuid[], ${units}::uuid[], ${grants.map((grant) => grant.people)}::int[])
      as given (id, organisation_id, people)
    on conflict (city_id, gift_id, organisation_id) do update set people = excluded.people
      where known.people <> excluded.people`.execute(ctx.db);
}

export async function grantOf(
  ctx: ReadCtx,
  giftId: string,
  organisationId: string,
): Promise<GiftGrant | undefined> {
  const { rows } = await sql<GiftGrant>`select people, people_used as "peopleUsed" from gift_grant
    where city_id = ${ctx.actor.cityId} and gift_id = ${giftId} and organisation_id = ${organisationId}`.execute(
    ctx.db,
  );
  return rows[0];
}

/** The gift and a unit's number of it, held until the transaction ends: whoever uses it at the same time waits. */
export async function lockRoom(
  ctx: WriteCtx,
  giftId: string,
  organisationId: string,
): Promise<{ readonly gift: Gift; readonly grant: GiftGrant | undefined }> {
  const { cityId } = ctx.actor;
  await sql`select from gift where city_id = ${cityId} and id = ${giftId} for update`.execute(ctx.db);
  return { gift: await findGift(ctx, giftId), grant: await grantOf(ctx, giftId, organisationId) };
}

/** Takes so many people and so much money of a gift, or gives them back where they are below nought. */
export async function addUsed(
  ctx: WriteCtx,
  giftId: string,
  organisationId: string,
  more: { readonly people: number; readonly cents: bigint },
): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`update gift set people_used = people_used + ${more.people}, cents_used = cents_used + ${more.cents}::bigint
    where city_id = ${cityId} and id = ${giftId}`.execute(ctx.db);
  await sql`update gift_grant set people_used = people_used + ${more.people}
    where city_id = ${cityId} and gift_id = ${giftId} and organisation_id = ${organisationId}`.execute(
    ctx.db,
  );
}

export async function saveClosed(ctx: WriteCtx, giftId: string): Promise<void> {
  await sql`update gift set state = 'closed', closed_by_name = ${ctx.actor.name}, closed_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and id = ${giftId}`.execute(ctx.db);
}

/** What the bank has shown of each gift. */
export async function saveReceived(
  ctx: WriteCtx,
  received: ReadonlyMap<string, { readonly received: Cents }>,
): Promise<void> {
  await sql`update gift set received_cents = told.cents
    from unnest(${[...received.keys()]}::uuid[], ${[...received.values()].map((each) => String(each.received))}::bigint[])
      as told (id, cents)
    where gift.city_id = ${ctx.actor.cityId} and gift.id = told.id and gift.received_cents <> told.cents`.execute(
    ctx.db,
  );
}

/** A gift's numbers are the program's: whoever confirms a roster under it may not see all of it. */
export const asProgram = <T>(ctx: WriteCtx, run: (inside: WriteCtx) => Promise<T>): Promise<T> =>
  actingAs(ctx, systemActor("enrolment", ctx.actor.cityId), run);
