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
  readonly county_cents: Cents;
  readonly county_on: string | null;
  readonly city_cents: Cents;
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
  const { rows } = await sql<Row & { total: number }>`
    with paid as materialized (
      select due.organisation_id, max(allocation.booked_on) as day
      from subsidy_due due
      join open_item item on item.city_id = due.city_id and item.source = 'funding' and item.source_id = due.id
      join allocation on allocation.city_id = item.city_id and allocation.item_id = item.id
        and allocation.reversed_at is null
      where due.city_id = ${cityId} and due.month = ${first}::date and due.mode = 'direct_pool'
        and item.received_cents >= item.due_cents
      group by due.organisation_id
    ), funded as materialized (
      -- Once the month is funded every share is in, also for those who do not see the unions' accounts.
      select max(funded_on) as day from funding_period where city_id = ${cityId} and month = ${first}::date
    ), city as materialized (
      select max(paid.day) as day from paid
      join organisation union_ on union_.city_id = ${cityId} and union_.id = paid.organisation_id
        and union_.kind = 'city_agency'
    ), listed as (
      select bill.id, bill.organisation_id, bill.heads, bill.from_unit_cents as own_cents, bill.county_cents,
        bill.city_cents, bill.price_cents * bill.heads as whole_cents, unit.name as unit, unit.code, unit.union_id,
        bill.in_full_on as own_on, coalesce(county.day, funded.day) as county_on, coalesce(city.day, funded.day) as city_on,
        case when bill.in_full_on is null then 4 else 0 end
          + case when bill.county_cents > 0 and coalesce(county.day, funded.day) is null then 2 else 0 end
          + case when bill.city_cents > 0 and coalesce(city.day, funded.day) is null then 1 else 0 end as missing
      from bill
      join organisation unit on unit.city_id = ${cityId} and unit.id = bill.organisation_id
      cross join city cross join funded
      left join paid county on county.organisation_id = bill.county_union_id
      where bill.city_id = ${cityId} and ${chosen} and ${withinPart(ctx, sql.ref("bill.organisation_id"))}
    ), counted as materialized (
      select * from listed where ${query.show === "all"} or missing > 0
    ), page as (
      select * from counted where (-missing, code, id) > (-${missing}::int, ${code}::text, ${id}::uuid)
      order by -missing, code, id limit ${query.limit + 1}
    )
    select page.*, above.name as union_name, (select count(*)::int from counted) as total
    from page join organisation above on above.city_id = ${cityId} and above.id = page.union_id
    order by -page.missing, page.code, page.id`.execute(ctx.db);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const share = (cents: Cents, on: string | null) =>
    cents === 0n ? null : { amount: formatYuan(cents), inFullOn: on };
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
