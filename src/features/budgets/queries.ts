import { sql } from "kysely";
import type { z } from "zod";
import { monthNumberOf, yearOf } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { Budgets } from "./contract.ts";
import { reachOf, warningOf } from "./rules/reach.ts";

type Found = {
  readonly organisationId: string;
  readonly name: string;
  readonly budget: Cents | null;
  readonly resolution: string | null;
  readonly used: Readonly<Record<string, number>>;
};

/**
 * Budgets of a year within the asker's part: what subsidies took by month (bills of the month they settled in, or were asked
 * for), less the shares that went back by refunds, and how far the rest reaches.
 */
export async function budgets(ctx: ReadCtx, asked?: number): Promise<z.input<typeof Budgets>> {
  const { actor, today } = ctx;
  const year = asked ?? yearOf(today);
  const { rows } = await sql<Found>`with taken as (
      select share.payer_organisation_id as id, extract(month from coalesce(bill.settled_month, bill.month))::int as m,
        sum(share.cents) as cents
      from bill_share as share join bill on bill.city_id = share.city_id and bill.id = share.bill_id
      where share.city_id = ${actor.cityId} and share.payer ~ '^(city|county)_union'
        and extract(year from coalesce(bill.settled_month, bill.month)) = ${year} group by 1, 2
      union all
      select back.payer_organisation_id, extract(month from refund.settled_month)::int, -sum(back.cents)
      from refund_share as back join refund on refund.city_id = back.city_id and refund.id = back.refund_id
      where back.city_id = ${actor.cityId} and back.payer ~ '^(city|county)_union'
        and refund.state in ('approved', 'received', 'paid') and extract(year from refund.settled_month) = ${year} group by 1, 2
    ), summed as (
      select id, json_object_agg(m, cents) as used from (select id, m, sum(cents) as cents from taken group by 1, 2) as t group by 1
    ), set as (
      select distinct on (organisation_id) organisation_id as id, cents, resolution from subsidy_budget
      where city_id = ${actor.cityId} and year = ${year} order by organisation_id, subsidy_budget.id desc
    )
    select o.id as "organisationId", o.name, set.cents as budget, set.resolution, coalesce(summed.used, '{}') as used
    from organisation as o left join summed on summed.id = o.id left join set on set.id = o.id
    where o.city_id = ${actor.cityId} and o.state = 'registered' and ${withinPart(ctx, sql.ref("o.id"))}
      and (o.kind in ('city_agency', 'county_union', 'functional_zone') or summed.id is not null)
    order by o.kind <> 'city_agency', o.code limit 500`.execute(ctx.db);
  const month = year < yearOf(today) ? 12 : year > yearOf(today) ? 0 : monthNumberOf(today);
  const mayManage = allows(actor, "budgets.manage");
  return {
    year,
    month,
    rows: rows.map((row) => {
      const byMonth = Array.from({ length: 12 }, (_, at) => BigInt(row.used[String(at + 1)] ?? 0) as Cents);
      const reach = reachOf(row.budget ?? (0n as Cents), byMonth, month);
      const isSet = row.budget !== null;
      return {
        organisationId: row.organisationId,
        name: row.name,
        budget: isSet ? String(row.budget) : null,
        resolution: row.resolution,
        used: String(reach.used),
        left: isSet ? String(reach.left) : null,
        pace: String(reach.pace),
        endsInMonth: isSet ? reach.endsInMonth : null,
        warning: isSet ? warningOf(reach, month) : null,
        yearNeed: String(reach.yearNeed),
        nextYearNeed: String(reach.nextYearNeed),
        byMonth: byMonth.map(String),
        allowed: mayManage ? (["set"] as const).slice() : [],
      };
    }),
    total: rows.length,
    next: null,
    allowed: mayManage ? ["warn"] : [],
  };
}
