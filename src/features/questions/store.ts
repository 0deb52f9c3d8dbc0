import { sql } from "kysely";
import { minuteInChina } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";

/** Where a question goes: the station nearest above the unit that is open, who is on duty there, the union that answers for the unit. */
export type Place = {
  readonly stationId: string | null;
  readonly organisationId: string;
  readonly accountId: string | null;
  readonly unionId: string;
};

/** Refuses `not_found`: no such unit in the city. */
export async function stationFor(ctx: ReadCtx, organisationId: string): Promise<Place> {
  const half = minuteInChina(ctx.now) < 780 ? "morning" : "afternoon";
  const { rows } = await sql<Place>`select station.id as "stationId",
      coalesce(station.organisation_id, unit.union_id) as "organisationId", shift.account_id as "accountId",
      unit.union_id as "unionId"
    from organisation as unit
    left join lateral (select s.id, s.organisation_id from station as s
      join organisation_part as part on part.city_id = s.city_id and part.ancestor_id = s.organisation_id
        and part.organisation_id = unit.id
      where s.city_id = unit.city_id and s.is_active order by part.depth, s.number limit 1) as station on true
    left join station_shift as shift on shift.city_id = unit.city_id and shift.station_id = station.id
      and shift.on_day = ${ctx.today}::date and shift.half = ${half}
    where unit.city_id = ${ctx.actor.cityId} and unit.id = ${organisationId}::uuid`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "not_found");
  return rows[0];
}

export type Question = {
  readonly id: string;
  readonly organisationId: string;
  readonly personId: string | null;
  readonly number: string;
  readonly kind: "question" | "suggestion";
  readonly state: "open" | "answered" | "closed";
  readonly askedAt: Date;
  readonly firstDueAt: Date;
  readonly firstAnsweredAt: Date | null;
  readonly version: number;
};

/** Behind the actor's wall, held. Refuses `not_found`. */
export async function lockQuestion(ctx: WriteCtx, id: string): Promise<Question> {
  const { rows } =
    await sql<Question>`select id, organisation_id as "organisationId", person_id as "personId", number, kind,
      state, asked_at as "askedAt", first_due_at as "firstDueAt", first_answered_at as "firstAnsweredAt", version
    from question where city_id = ${ctx.actor.cityId} and id = ${id}::uuid for update`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "question_unknown");
  return rows[0];
}

type Entry = {
  readonly event: "asked" | "answered" | "sent_up" | "asked_again" | "closed" | "outcome";
  readonly byName: string;
  readonly byPlace: string;
  readonly body: string;
  readonly faqId?: string | undefined;
};

export async function addEntry(
  ctx: WriteCtx,
  question: {
    readonly id: string;
    readonly organisationId: string;
    readonly personId?: string | null | undefined;
  },
  entry: Entry,
): Promise<void> {
  await sql`insert into question_entry (city_id, id, organisation_id, person_id, question_id, event, at, by_name, by_place,
      body, faq_id)
    values (${ctx.actor.cityId}, ${newId()}, ${question.organisationId}, ${question.personId ?? null}, ${question.id},
      ${entry.event}, ${ctx.now}, ${entry.byName}, ${entry.byPlace}, ${entry.body}, ${entry.faqId ?? null})`.execute(
    ctx.db,
  );
}

/** Where the actor answers from: the name of their organisation. */
export async function placeName(ctx: ReadCtx): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from organisation
    where id = ${ctx.actor.organisationId ?? null}::uuid limit 1`.execute(ctx.db);
  return rows[0]?.name ?? "";
}
