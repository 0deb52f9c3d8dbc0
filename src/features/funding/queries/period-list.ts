import { sql } from "kysely";
import type { z } from "zod";
import type { PlainMonth } from "#core/dates.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import type { PeriodList } from "../contract.ts";
import type { PeriodState } from "../rules/period.ts";

/** The months, newest first: what settled in each, or while its base is open what waits for it. */
export async function periodList(ctx: ReadCtx): Promise<z.input<typeof PeriodList>> {
  const { rows } = await sql<{
    month: PlainMonth;
    state: PeriodState;
    units: number;
    heads: number;
    due: Cents;
    remitted_on: string | null;
    closed_on: string | null;
  }>`select to_char(period.month, 'YYYY-MM') as month, period.state, period.remitted_on, period.closed_on,
      count(distinct bill.organisation_id)::int as units, coalesce(sum(bill.heads), 0)::int as heads,
      coalesce(sum(bill.heads * bill.price_cents), 0)::bigint as due
    from funding_period period
    left join bill on bill.city_id = period.city_id
      and case when period.state = 'open' then bill.settled_month is null and bill.month <= period.month
          else bill.settled_month = period.month end
      and ${withinPart(ctx, sql.ref("bill.organisation_id"))}
    where period.city_id = ${ctx.actor.cityId}
    group by period.id, period.city_id, period.month, period.state, period.remitted_on, period.closed_on
    order by period.month desc limit 240`.execute(ctx.db);
  return {
    rows: rows.map(({ due, remitted_on, closed_on, ...row }) => ({
      ...row,
      due: formatYuan(due),
      remittedOn: remitted_on,
      closedOn: closed_on,
    })),
    total: rows.length,
    next: null,
  };
}
