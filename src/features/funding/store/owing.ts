import { sql } from "kysely";
import { firstOf, type PlainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { type ReadCtx, type WriteCtx, withinPart } from "#platform/context.ts";

/** Somebody whose money of a month is missing: a unit its own share, a union its subsidy. */
export type Owing = {
  readonly organisationId: string;
  readonly code: string;
  readonly name: string;
  readonly reason: "own_share" | "subsidy";
  readonly cents: Cents;
  readonly heads: number;
  /** How many units a union owes for; 1 for a unit itself. */
  readonly units: number;
  readonly hasPhone: boolean;
  /** The last reminder, whatever came of it. */
  readonly reminded: { readonly id: string; readonly at: Date; readonly hadPhone: boolean } | undefined;
};

/**
 * What is missing and from whom, unions before units, largest first. Units count while the base is open (bills of this
 * month and earlier); unions once their subsidy is announced.
 */
export async function whoOwes(ctx: ReadCtx, month: PlainMonth): Promise<Owing[]> {
  const first = firstOf(month);
  const { cityId } = ctx.actor;
  const { rows } = await sql<OwingRow>`
    with owed as (
      select item.organisation_id, 'own_share' as reason, sum(item.due_cents - item.received_cents)::bigint as cents,
        sum(bill.heads)::int as heads, 1 as units
      from bill
      join open_item item on item.city_id = bill.city_id and item.source = 'funding' and item.source_id = bill.id
      where bill.city_id = ${cityId} and bill.settled_month is null and bill.month <= ${first}::date
        and item.received_cents < item.due_cents and not item.is_withdrawn
        and not exists (select from funding_period period where period.city_id = ${cityId}
          and period.month = ${first}::date and period.state <> 'open')
      group by item.organisation_id
      union all
      select due.organisation_id, 'subsidy', sum(item.due_cents - item.received_cents)::bigint, sum(due.heads)::int,
        sum(due.units)::int
      from subsidy_due due
      join open_item item on item.city_id = due.city_id and item.source = 'funding' and item.source_id = due.id
      where due.city_id = ${cityId} and due.month = ${first}::date and item.received_cents < item.due_cents
        and not item.is_withdrawn
      group by due.organisation_id
    )
    select owed.organisation_id, party.code, party.name, owed.reason, owed.cents, owed.heads, owed.units,
      profile.phone_sealed is not null as has_phone,
      last.id as reminder_id, last.at as reminded_at, last.outcome as reminder_outcome
    from owed
    join organisation party on party.city_id = ${cityId} and party.id = owed.organisation_id
    left join organisation_profile profile on profile.city_id = ${cityId}
      and profile.organisation_id = owed.organisation_id
    left join lateral (select id, at, outcome from reminder where reminder.city_id = ${cityId}
      and reminder.month = ${first}::date and reminder.organisation_id = owed.organisation_id
      order by at desc limit 1) as last on true
    where ${withinPart(ctx, sql.ref("owed.organisation_id"))}
    order by (owed.reason = 'subsidy') desc, owed.cents desc, party.code`.execute(ctx.db);
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    code: row.code,
    name: row.name,
    reason: row.reason,
    cents: row.cents,
    heads: row.heads,
    units: row.units,
    hasPhone: row.has_phone,
    reminded:
      row.reminder_id && row.reminded_at
        ? { id: row.reminder_id, at: row.reminded_at, hadPhone: row.reminder_outcome === "recorded" }
        : undefined,
  }));
}

type OwingRow = {
  readonly organisation_id: string;
  readonly code: string;
  readonly name: string;
  readonly reason: Owing["reason"];
  readonly cents: Cents;
  readonly heads: number;
  readonly units: number;
  readonly has_phone: boolean;
  readonly reminder_id: string | null;
  readonly reminded_at: Date | null;
  readonly reminder_outcome: "recorded" | "no_phone" | null;
};

/** Keeps who was reminded of what, and whether there was a telephone to reach; answers the ids in the same order. */
export async function insertReminders(
  ctx: WriteCtx,
  month: PlainMonth,
  due: readonly Owing[],
): Promise<string[]> {
  const ids = due.map(() => newId());
  await sql`insert into reminder (city_id, id, month, organisation_id, reason, cents, outcome, by_id, at)
    select ${ctx.actor.cityId}::int, id, ${firstOf(month)}::date, organisation_id, reason, cents, outcome, ${ctx.actor.id},
      ${ctx.now}::timestamptz
    from unnest(${ids}::uuid[], ${due.map((each) => each.organisationId)}::uuid[],
      ${due.map((each) => each.reason)}::text[], ${due.map((each) => each.cents)}::bigint[],
      ${due.map((each) => (each.hasPhone ? "recorded" : "no_phone"))}::text[])
      as told(id, organisation_id, reason, cents, outcome)
    where ${withinPart(ctx, sql.ref("told.organisation_id"))}`.execute(ctx.db);
  return ids;
}
