import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { Use } from "./rules/donation.ts";
import type { GrantSource, GrantState, Part, Purse } from "./rules/grant.ts";

export type Donation = {
  readonly id: string;
  readonly number: string;
  readonly donorName: string | null;
  readonly form: "money" | "goods";
  readonly cents: Cents;
  readonly goods: string | null;
  readonly purpose: string;
  readonly received: Cents;
  readonly allocated: Cents;
  readonly reported: Cents;
  readonly receiptWaived: string | null;
  readonly isWithdrawn: boolean;
};

/** Refuses `donation_unknown`. */
export async function lockDonation(ctx: WriteCtx, id: string): Promise<Donation> {
  const { rows } =
    await sql<Donation>`select id, number, donor_name as "donorName", form, cents, goods, purpose,
      received_cents as received, allocated_cents as allocated, reported_cents as reported,
      receipt_waived as "receiptWaived", withdrawn_on is not null as "isWithdrawn"
    from donation where city_id = ${ctx.actor.cityId} and id = ${id}::uuid for update`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "donation_unknown");
  return rows[0];
}

export type FiscalGrant = { readonly id: string; readonly cents: Cents; readonly received: Cents };

/** Refuses `fiscal_grant_unknown`. */
export async function lockFiscalGrant(ctx: WriteCtx, id: string): Promise<FiscalGrant> {
  const { rows } = await sql<FiscalGrant>`select id, cents, received_cents as received from fiscal_grant
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid for update`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "fiscal_grant_unknown");
  return rows[0];
}

export type Arrival = {
  readonly id: string;
  readonly donationId: string | null;
  readonly fiscalGrantId: string | null;
  readonly lineId: string | null;
  readonly cents: Cents;
};

export async function insertArrival(
  ctx: WriteCtx,
  arrival: Omit<Arrival, "id"> & { readonly on: PlainDate; readonly note: string },
): Promise<string> {
  const id = newId();
  await sql`insert into donation_arrival (city_id, id, donation_id, fiscal_grant_id, line_id, cents, on_day, note, noted_by_name, noted_at)
    values (${ctx.actor.cityId}, ${id}, ${arrival.donationId}, ${arrival.fiscalGrantId}, ${arrival.lineId}, ${arrival.cents},
      ${arrival.on}::date, ${arrival.note}, ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);
  return id;
}

/** One that stands, locked. Refuses `arrival_unknown`. */
export async function lockArrival(ctx: WriteCtx, id: string): Promise<Arrival> {
  const { rows } =
    await sql<Arrival>`select id, donation_id as "donationId", fiscal_grant_id as "fiscalGrantId",
      line_id as "lineId", cents from donation_arrival
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid and released_at is null for update`.execute(
      ctx.db,
    );
  if (!rows[0]) throw new Refusal("not_found", "arrival_unknown");
  return rows[0];
}

export const markReleased = (ctx: WriteCtx, id: string, reason: string): Promise<unknown> =>
  sql`update donation_arrival set released_at = ${ctx.now}, released_by_name = ${ctx.actor.name}, released_reason = ${reason}
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);

/** What has come of one, and on which day last. */
export async function addReceived(
  ctx: WriteCtx,
  table: "donation" | "fiscal_grant",
  id: string,
  cents: Cents,
): Promise<void> {
  const of = table === "donation" ? sql.ref("a.donation_id") : sql.ref("a.fiscal_grant_id");
  await sql`update ${sql.table(table)} set received_cents = received_cents + ${cents},
      received_on = (select max(a.on_day) from donation_arrival as a
        where a.city_id = ${ctx.actor.cityId} and ${of} = ${id}::uuid and a.released_at is null)
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
}

/** Out of what a grant may be taken, the oldest first, locked in one order: who comes second sees what is left. */
export async function lockPurses(
  ctx: WriteCtx,
  source: GrantSource,
  sourceId: string | null,
): Promise<Purse[]> {
  const { cityId } = ctx.actor;
  const { rows } =
    source === "fiscal_grant"
      ? await sql<Purse>`select id, received_cents - allocated_cents as left, use_for as "onlyFor" from fiscal_grant
          where city_id = ${cityId} and id = ${sourceId}::uuid for update`.execute(ctx.db)
      : await sql<Purse>`select id, received_cents - allocated_cents as left,
            case when is_restricted then use_for end as "onlyFor" from donation
          where city_id = ${cityId} and form = ${source === "goods" ? "goods" : "money"} and withdrawn_on is null
            and ${sourceId === null ? sql`not is_restricted and received_cents > allocated_cents` : sql`id = ${sourceId}::uuid`}
          order by id for update`.execute(ctx.db);
  return rows;
}

export async function takeParts(
  ctx: WriteCtx,
  grant: Pick<FundGrant, "id" | "source">,
  parts: readonly Part[],
): Promise<void> {
  const { cityId } = ctx.actor;
  const isFiscal = grant.source === "fiscal_grant";
  const [ids, sums] = [parts.map(({ id }) => id), parts.map(({ cents }) => String(cents))];
  const column = sql.ref(isFiscal ? "fiscal_grant_id" : "donation_id");
  await sql`insert into fund_grant_part (city_id, id, grant_id, ${column}, cents)
    select ${cityId}::int, p.id, ${grant.id}::uuid, p.of, p.cents
    from unnest(${parts.map(newId)}::uuid[], ${ids}::uuid[], ${sums}::bigint[]) as p (id, of, cents)`.execute(
    ctx.db,
  );
  await sql`update ${sql.table(isFiscal ? "fiscal_grant" : "donation")} as purse set allocated_cents = allocated_cents + p.cents
    from unnest(${ids}::uuid[], ${sums}::bigint[]) as p (of, cents)
    where purse.city_id = ${cityId} and purse.id = p.of`.execute(ctx.db);
}

/**
 * The parts of a grant are free again. Answers which donations nothing is used of now that was not told, and whether a donor
 * was told of what is no longer so.
 */
export async function giveBackParts(
  ctx: WriteCtx,
  grant: Pick<FundGrant, "id" | "source">,
): Promise<{ readonly unused: readonly string[]; readonly isTold: boolean }> {
  const { cityId } = ctx.actor;
  const isFiscal = grant.source === "fiscal_grant";
  const column = sql.ref(isFiscal ? "p.fiscal_grant_id" : "p.donation_id");
  // A report tells of all that was used before it.
  const told = isFiscal
    ? sql`false`
    : sql`exists (select from donation_report as r
        where r.city_id = p.city_id and r.donation_id = p.donation_id and r.id > p.id)`;
  const { rows: purses } = await sql<{ id: string; isTold: boolean; isUnused: boolean }>`select purse.id,
      ${told} as "isTold", purse.allocated_cents - p.cents = ${isFiscal ? sql`0` : sql`purse.reported_cents`} as "isUnused"
    from ${sql.table(isFiscal ? "fiscal_grant" : "donation")} as purse join fund_grant_part as p
      on p.city_id = purse.city_id and ${column} = purse.id
    where purse.city_id = ${cityId} and p.grant_id = ${grant.id}::uuid order by purse.id for update of purse`.execute(
    ctx.db,
  );
  if (purses.some(({ isTold }) => isTold)) return { unused: [], isTold: true };
  await sql`update ${sql.table(isFiscal ? "fiscal_grant" : "donation")} as purse set allocated_cents = allocated_cents - p.cents
    from fund_grant_part as p where purse.city_id = ${cityId} and p.city_id = ${cityId} and p.grant_id = ${grant.id}::uuid
      and ${column} = purse.id`.execute(ctx.db);
  return { unused: purses.filter(({ isUnused }) => isUnused).map(({ id }) => id), isTold: false };
}

export type FundGrant = {
  readonly id: string;
  readonly number: string;
  readonly source: GrantSource;
  readonly sourceId: string | null;
  readonly useFor: Use;
  readonly cents: Cents;
  readonly resolution: string;
  readonly state: GrantState;
  readonly proposedBy: string;
  readonly entryId: string | null;
};

/** Refuses `grant_unknown`. */
export async function lockGrant(ctx: WriteCtx, id: string): Promise<FundGrant> {
  const { rows } =
    await sql<FundGrant>`select id, number, source, source_id as "sourceId", use_for as "useFor", cents,
      resolution, state, proposed_by as "proposedBy", entry_id as "entryId"
    from fund_grant where city_id = ${ctx.actor.cityId} and id = ${id}::uuid for update`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "grant_unknown");
  return rows[0];
}
