import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { minuteInChina } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { StationList, StationPage, StationRow } from "../contract.ts";

type Row = z.input<typeof StationRow>;

function stations(ctx: ReadCtx, and: RawBuilder<boolean>) {
  const half = minuteInChina(ctx.now) < 780 ? "morning" : "afternoon";
  return sql<Row>`select station.id, station.number, station.name, station.organisation_id as "organisationId",
      host.name as "organisationName", region.name as region, station.address,
      case when station.longitude is not null then jsonb_build_object('longitude', station.longitude,
        'latitude', station.latitude) end as place, station.phone,
      station.is_active as "isActive", shift.duty_name as "onDuty",
      exists (select from enrolment_batch as batch where batch.city_id = station.city_id
        and batch.organisation_id = station.organisation_id and batch.state = 'confirmed') as "isEnrolled"
    from station
    join organisation as host on host.city_id = station.city_id and host.id = station.organisation_id
    left join organisation as region on region.city_id = host.city_id and region.id = host.union_id
    left join station_shift as shift on shift.city_id = station.city_id and shift.station_id = station.id
      and shift.on_day = ${ctx.today}::date and shift.half = ${half}
    where station.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("station.organisation_id"))} and ${and}
    order by station.number`;
}

export async function stationList(ctx: ReadCtx): Promise<z.input<typeof StationList>> {
  const { rows } = await stations(ctx, sql`true`).execute(ctx.db);
  return { rows, total: rows.length, next: null };
}

/** Refuses `not_found`. */
export async function stationPage(ctx: ReadCtx, id: string): Promise<z.input<typeof StationPage>> {
  const { rows } = await stations(ctx, sql`station.id = ${id}::uuid`).execute(ctx.db);
  const [station] = rows;
  if (!station) throw new Refusal("not_found", "station_unknown");
  const shifts = await sql<
    z.input<typeof StationPage>["shifts"][number]
  >`select on_day::text as "onDay", half,
      duty_name as "dutyName", duty_phone as "dutyPhone" from station_shift
    where city_id = ${ctx.actor.cityId} and station_id = ${id}::uuid and on_day >= ${ctx.today}::date - 7
    order by on_day, half desc limit 60`.execute(ctx.db);
  return {
    ...station,
    shifts: shifts.rows,
    allowed: allows(ctx.actor, "stations.manage") ? ["plan", "place", "set_active"] : [],
  };
}
