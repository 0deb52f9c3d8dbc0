import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { organisationById } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { nextNumbers } from "#platform/numbers.ts";
import type { Place } from "../rules/station-map.ts";

export type NewStation = {
  readonly organisationId: string;
  readonly name: string;
  readonly address: string;
  readonly phone: string;
};

/** Opens a contact station at an organisation, whether it takes part or not. Refuses `not_found`. */
export async function openStation(ctx: WriteCtx, station: NewStation): Promise<string> {
  const organisation = await organisationById(ctx, station.organisationId);
  if (!organisation) throw new Refusal("not_found", "organisation_unknown");
  const id = newId();
  const number = `LZ${String(await nextNumbers(ctx, "station")).padStart(3, "0")}`;
  await sql`insert into station (city_id, id, organisation_id, number, name, region_code, address, phone, is_active, opened_on)
    values (${ctx.actor.cityId}, ${id}, ${station.organisationId}, ${number}, ${station.name},
      (select region_code from organisation where city_id = ${ctx.actor.cityId} and id = ${station.organisationId}::uuid),
      ${station.address}, ${station.phone}, true, ${ctx.today})`.execute(ctx.db);
  await ctx.record("station.opened", { stationId: id, at: station.organisationId });
  return id;
}

/** Says where on the map a station is, in degrees. Refuses `not_found`. */
export async function placeStation(ctx: WriteCtx, id: string, place: Place): Promise<void> {
  const { rows } = await sql`update station set longitude = ${place.longitude}, latitude = ${place.latitude}
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("not_found", "station_unknown");
  await ctx.record("station.placed", { stationId: id });
}

/** Lets a station rest, or open again. Refuses `not_found`. */
export async function setActive(ctx: WriteCtx, id: string, isActive: boolean): Promise<void> {
  const { rows } = await sql`update station set is_active = ${isActive}
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("not_found", "station_unknown");
  await ctx.record("station.set_active", { stationId: id, active: isActive });
}

export type Shift = {
  readonly onDay: string;
  readonly half: "morning" | "afternoon";
  readonly dutyName: string;
  readonly dutyPhone: string;
  readonly accountId?: string | undefined;
};

/** Who is on duty when: what was said of the same half-day before is replaced. Refuses `not_found`. */
export async function planShifts(ctx: WriteCtx, stationId: string, shifts: readonly Shift[]): Promise<void> {
  const { rows } = await sql<{
    organisationId: string;
  }>`select organisation_id as "organisationId" from station
    where city_id = ${ctx.actor.cityId} and id = ${stationId}::uuid for update`.execute(ctx.db);
  const [station] = rows;
  if (!station) throw new Refusal("not_found", "station_unknown");
  await sql`insert into station_shift (city_id, id, organisation_id, station_id, on_day, half, account_id, duty_name, duty_phone)
    select ${ctx.actor.cityId}, s.id, ${station.organisationId}::uuid, ${stationId}::uuid, s.on_day, s.half, s.account_id,
      s.duty_name, s.duty_phone
    from unnest(${shifts.map(() => newId())}::uuid[], ${shifts.map(({ onDay }) => onDay)}::date[],
      ${shifts.map(({ half }) => half)}::text[], ${shifts.map(({ accountId }) => accountId ?? null)}::uuid[],
      ${shifts.map(({ dutyName }) => dutyName)}::text[], ${shifts.map(({ dutyPhone }) => dutyPhone)}::text[])
      as s (id, on_day, half, account_id, duty_name, duty_phone)
    on conflict on constraint station_shift_once do update set account_id = excluded.account_id,
      duty_name = excluded.duty_name, duty_phone = excluded.duty_phone`.execute(ctx.db);
  await ctx.record("station.shifts_planned", { stationId, shifts: shifts.length });
}
