import { sql } from "kysely";
import { addDays, type PlainDate } from "#core/dates.ts";
import { formatYuan } from "#core/money.ts";
import { paidByOthers } from "#features/banking/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { Records } from "../rules/records.ts";

/** What the system itself knows of a unit on a day, of the year before it where a span is meant. */
export async function recordsOf(ctx: ReadCtx, organisationId: string, on: PlainDate): Promise<Records> {
  const { cityId } = ctx.actor;
  const from = addDays(on, -364);
  const { rows } = await sql<{
    awareness: Records["awareness"];
    reached: number;
    kinds: number;
    inTime: number;
    due: number;
    sum: number;
    n: number;
  }>`select
      (select json_build_object('aware', s.aware, 'valid', s.valid) from survey as s where s.city_id = ${cityId}
        and s.organisation_id = ${organisationId}::uuid and s.closed_on <= ${on}::date order by s.id desc limit 1) as awareness,
      (select count(*)::int from material_stock as m where m.city_id = ${cityId}
        and m.organisation_id = ${organisationId}::uuid and m.received > 0) as reached,
      (select count(*)::int from publicity_material where city_id = ${cityId}) as kinds,
      due.in_time as "inTime", due.n as due, call.sum, call.n
    from (select count(*)::int as n, (count(*) filter (where d.state = 'done' and d.closed_at <= d.first_due_at))::int as in_time
        from duty as d where d.city_id = ${cityId} and d.organisation_id = ${organisationId}::uuid
          and d.state in ('open', 'done') and d.kind ~ '^(funding|claims|questions)\\.'
          and d.first_due_at >= ${from}::date and d.first_due_at < ${on}::date + 1) as due,
      (select coalesce(sum(c.score), 0)::int as sum, count(*)::int as n from mystery_call as c where c.city_id = ${cityId}
        and c.organisation_id in (select o.id from organisation as o where o.city_id = ${cityId}
          and o.id = ${organisationId}::uuid union select o.parent_id from organisation as o where o.city_id = ${cityId}
          and o.id = ${organisationId}::uuid) and c.called_on between ${from}::date and ${on}::date) as call`.execute(
    ctx.db,
  );
  const [row] = rows;
  const sources = (await paidByOthers(ctx, from, on, organisationId)).map(({ bookedOn, cents, payer }) => ({
    on: bookedOn,
    yuan: formatYuan(cents),
    payer,
  }));
  return {
    awareness: row?.awareness ?? null,
    materials: { reached: row?.reached ?? 0, kinds: row?.kinds ?? 0 },
    times: { inTime: row?.inTime ?? 0, due: row?.due ?? 0 },
    calls: { sum: row?.sum ?? 0, n: row?.n ?? 0 },
    sources,
  };
}
