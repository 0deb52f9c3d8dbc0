import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import type { ReadCtx } from "#platform/context.ts";

/** What reports say of care: packs handed over, and who came to events. */
export async function careFigures(ctx: ReadCtx, from: PlainDate, until: PlainDate): Promise<Figure[]> {
  const days = sql`between ${from}::date and ${until}::date`;
  const { rows } = await sql<{ packs: number; came: number }>`select
      (select count(*)::int from (select distinct on (recipient_id) event, on_day from pack_handing
        where city_id = ${ctx.actor.cityId} and on_day <= ${until}::date order by recipient_id, id desc) as last
        where last.event = 'handed' and last.on_day >= ${from}::date) as packs,
      (select count(s.arrived_at)::int from care_event as e join care_event_seat as s on s.city_id = e.city_id
        and s.event_id = e.id where e.city_id = ${ctx.actor.cityId} and e.held_on ${days}) as came`.execute(
    ctx.db,
  );
  const { packs = 0, came = 0 } = rows[0] ?? {};
  const figure = (
    code: string,
    name: string,
    value: number,
    unit: Figure["unit"],
    definition: string,
    link: string,
  ) => (value > 0 ? [{ code, name, value, unit, definition, link } as Figure] : []);
  return [
    ...figure(
      "care.packs",
      "发放关爱包",
      packs,
      "pieces",
      "期内凭签名或照片交到本人手里的份数，收回的不算。",
      "/care-packs",
    ),
    ...figure(
      "care.came",
      "关爱活动签到",
      came,
      "person_times",
      "期内举办的比赛、健康讲堂、体检等活动的签到人次。",
      "/care-events",
    ),
  ];
}
