import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";

/**
 * People go to another employer from a day on: the one before is kept in their history, and their records go behind
 * the new employer's wall. People who are there already stay as they are. Whoever calls has checked that they may come.
 */
export async function employPeople(
  ctx: WriteCtx,
  organisationId: string,
  personIds: readonly string[],
  from: PlainDate,
): Promise<number> {
  const { cityId } = ctx.actor;
  const moved = await actingAs(ctx, systemActor("people", cityId), async (inside) => {
    const { rows } = await sql<{ id: string; before: string; since: PlainDate | null }>`select id,
        organisation_id as before, employed_from as since from person
      where city_id = ${cityId} and id = any(${personIds}::uuid[]) and organisation_id <> ${organisationId}
      order by id for update`.execute(inside.db);
    const ids = rows.map((row) => row.id);
    await sql`insert into person_past_employer (city_id, id, person_id, organisation_id, during)
      select ${cityId}::int, id, person_id, organisation_id, daterange(case when since < ${from}::date then since end, ${from}::date)
      from unnest(${ids.map(() => newId())}::uuid[], ${ids}::uuid[], ${rows.map((row) => row.before)}::uuid[],
        ${rows.map((row) => row.since)}::date[]) as t (id, person_id, organisation_id, since)`.execute(
      inside.db,
    );
    await sql`update person set organisation_id = ${organisationId}, employed_from = ${from}, version = version + 1
      where city_id = ${cityId} and id = any(${ids}::uuid[])`.execute(inside.db);
    await sql`update person_identifier set organisation_id = ${organisationId}
      where city_id = ${cityId} and person_id = any(${ids}::uuid[])`.execute(inside.db);
    return ids.length;
  });
  if (moved > 0) await ctx.record("people.employed", { organisationId, count: moved, from });
  return moved;
}
