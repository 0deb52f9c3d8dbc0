import { sql } from "kysely";
import type { z } from "zod";
import { firstOf, type PlainMonth } from "#core/dates.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import type { MonthUnitList, MonthUnitQuery } from "../contract.ts";
import { isBaseOpen } from "./base-open.ts";

type Row = {
  readonly id: string;
  readonly organisation_id: string;
  readonly unit: string;
  readonly code: string;
  readonly union_name: string;
  readonly heads: number;
  readonly own_cents: Cents;
  readonly own_on: string | null;
  readonly county_cents: Cents | null;
  readonly county_on: string | null;
  readonly city_cents: Cents | null;
  readonly city_on: string | null;
  readonly whole_cents: Cents;
  readonly missing: number;
};

/**
 * The units of a month, those that miss something first: while the base is open every bill that waits for it, then the
 * bills that settled in it. Pages by (what is missing, code, bill).
 */
export async function monthUnits(
  ctx: ReadCtx,
  month: PlainMonth,
  query: z.output<typeof MonthUnitQuery>,
): Promise<z.input<typeof MonthUnitList>> {
  const { cityId } = ctx.actor;
  const first = firstOf(month);
  const chosen = (await isBaseOpen(ctx, month))
    ? sql`bill.settled_month is null and bill.month <= ${first}::date`
    : sql`bill.settled_month = ${first}::date`;
  const [missing = "9", code = "", id = "00000000-0000-0000-0000-000000000000"] =
    query.after?.split("~") ?? [];
  const { rows } = await sql<Row & { total: number; before: boolean }>`
    with paid as materialized (
      select due.payer, max(allocation.booked_on) as day
      from subsidy_due due
      join open_item item on item.city_id = due.city_id and item.source = 'funding' and item.source_id = due.id
      join allocation on allocation.city_id = item.city_id and allocation.item_id = item.id
        and allocation.reversed_at is null
      where due.city_id = ${cityId} and due.month = ${first}::date and item.received_cents >= item.due_cents
      group by due.payer
    ), own as (
      select bill.id, bill.organisation_id, bill.heads, bill.from_unit_cents as own_cents,
        coalesce(bill.in_full_on, case when item.received_cents >= item.due_cents then (
          select max(booked_on) from allocation where allocation.city_id = ${cityId} and allocation.item_id = item.id
            and allocation.reversed_at is null) end) as own_on
      from bill
      left join open_item item on item.city_id = bill.city_id and item.source = 'funding' and item.source_id = bill.id
      where bill.city_id = ${cityId} and ${chosen} and ${withinPart(ctx, sql.ref("bill.organisation_id"))}
    ), split as (
      select own.id, sum(share.cents)::bigint as whole_cents,
        sum(share.cents) filter (where share.payer like 'county_union:%')::bigint as county_cents,
        sum(share.cents) filter (where share.payer = 'city_union' and share.mode = 'direct_pool')::bigint as city_cents,
        max(paid.day) filter (where share.payer like 'county_union:%') as county_on,
        max(paid.day) filter (where share.payer = 'city_union') as city_on
      from own join bill_share share on share.city_id = ${cityId} and share.bill_id = own.id
      left join paid on paid.payer = share.payer
      group by own.id
    ), listed as (
      select own.*, unit.name as unit, unit.code, above.name as union_name, whole_cents, county_cents, city_cents, county_on,
        city_on,
        case when own.own_on is null then 4 else 0 end
          + case when county_cents is not null and county_on is null then 2 else 0 end
          + case when city_cents is not null and city_on is null then 1 else 0 end as missing
      from own join split using (id)
      join organisation unit on unit.city_id = ${cityId} and unit.id = own.organisation_id
      join organisation above on above.city_id = ${cityId} and above.id = unit.union_id
    ), counted as (
      select *, count(*) over ()::int as total from listed where ${query.show === "all"} or missing > 0
    )
    select * from counted
    where (-missing, code, id) > (-${missing}::int, ${code}::text, ${id}::uuid)
    order by -missing, code, id limit ${query.limit + 1}`.execute(ctx.db);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const share = (cents: Cents | null, on: string | null) =>
    cents === null ? null : { amount: formatYuan(cents), inFullOn: on };
  return {
    rows: page.map((row) => ({
      billId: row.id,
      organisationId: row.organisation_id,
      unit: row.unit,
      union: row.union_name,
      heads: row.heads,
      own: { amount: formatYuan(row.own_cents), inFullOn: row.own_on },
      county: share(row.county_cents, row.county_on),
      city: share(row.city_cents, row.city_on),
      whole: formatYuan(row.whole_cents),
    })),
    total: rows[0]?.total ?? 0,
    next: rows.length > query.limit && last ? `${last.missing}~${last.code}~${last.id}` : null,
  };
}
