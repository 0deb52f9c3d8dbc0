import { sql } from "kysely";
import type { WriteCtx } from "#platform/context.ts";
import { deleteCovers, type KeptCover } from "../store/cover-changes.ts";

/**
 * Two records turned out to be one person: the covers of the one merged away go to the one kept, each into its place in
 * the chain. One that overlaps a cover of the record kept stays where it is: that person was covered twice, and what
 * becomes of the second payment is for people to decide. Doing it twice changes nothing.
 */
export async function mergeCovers(
  ctx: WriteCtx,
  keptId: string,
  mergedId: string,
): Promise<{ moved: number; left: number }> {
  const { cityId } = ctx.actor;
  await sql`select id from person where city_id = ${cityId} and id = any(${[keptId, mergedId]}::uuid[]) order by id
    for update`.execute(ctx.db);
  const { rows } =
    await sql<KeptCover>`select id, organisation_id as "organisationId", person_id as "personId",
      batch_id as "batchId", plan_code as "planCode", from_on as "from", until_on as "until"
    from cover where city_id = ${cityId} and person_id = ${mergedId} order by from_on`.execute(ctx.db);
  let moved = 0;
  for (const cover of rows) if (await moveInto(ctx, cover, keptId)) moved++;
  const left = rows.length - moved;
  if (rows.length > 0) await ctx.record("enrolment.covers_merged", { keptId, mergedId, moved, left });
  return { moved, left };
}

async function moveInto(ctx: WriteCtx, cover: KeptCover, keptId: string): Promise<boolean> {
  const { cityId } = ctx.actor;
  const kept = sql`city_id = ${cityId} and person_id = ${keptId} and plan_code = ${cover.planCode}`;
  const overlapping = await sql`select id from cover
    where ${kept} and from_on < ${cover.until} and until_on > ${cover.from}`.execute(ctx.db);
  if (overlapping.rows.length > 0) return false;
  await deleteCovers(ctx, sql`cover.id = ${cover.id}`);
  const earlier = await sql<{ ends: string | null }>`select max(until_on) as ends from cover
    where ${kept} and until_on <= ${cover.from}`.execute(ctx.db);
  const ends = earlier.rows[0]?.ends ?? null;
  // What follows makes room first; the foreign key of the chain is checked when the transaction ends.
  await sql`update cover set previous_until_on = ${cover.until}::date
    where ${kept} and previous_until_on is not distinct from ${ends}::date and from_on >= ${cover.until}`.execute(
    ctx.db,
  );
  await sql`insert into cover (city_id, id, organisation_id, person_id, batch_id, plan_code, from_on, until_on,
      previous_until_on)
    values (${cityId}, ${cover.id}, ${cover.organisationId}, ${keptId}, ${cover.batchId}, ${cover.planCode}, ${cover.from}::date,
      ${cover.until}::date, ${ends}::date)`.execute(ctx.db);
  return true;
}
