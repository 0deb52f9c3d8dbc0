import { sql } from "kysely";
import { type Facts, Refusal } from "#core/refusal.ts";
import { actingAs, again, systemActor, type WriteCtx, withinPart } from "#platform/context.ts";
import type { Batch } from "../store/batches.ts";
import { coveredElsewhere } from "../store/covers.ts";

/** Fewer people than this may well have changed their employer. */
const fewest = 5;

/**
 * A roster that looks like another unit's is asked about, never taken silently: its content was that unit's roster
 * before, or its file or sheet is called after it – which is known before its first line. The other unit is named only
 * to who may see it. Refuses `roster_of_another_unit`.
 */
export async function refuseStrangeFile(
  ctx: WriteCtx,
  batch: Batch,
  file: { readonly name: string; readonly sha256: Buffer },
  sheet: string | null,
): Promise<void> {
  const found = await inCity(ctx, async (city) => {
    const sent = await sentBy(city, batch, file.sha256);
    if (sent) return { why: "same_file", unitId: sent };
    const named = await namedIn(city, batch, `${file.name} ${sheet ?? ""}`);
    return named && { why: "title", unitId: named };
  });
  if (found) await refuse(ctx, found.unitId, { why: found.why });
}

/** The same where most of its people are covered in another unit, once its lines are stored. */
export async function refuseStrangePeople(ctx: WriteCtx, batch: Batch, rows: number): Promise<void> {
  const [most] = await inCity(ctx, (city) => coveredElsewhere(city, batch));
  if (!most || most.people < fewest || most.people * 2 <= rows) return;
  await refuse(ctx, most.organisationId, { why: "people", people: most.people, rows });
}

const inCity = <T>(ctx: WriteCtx, run: (city: WriteCtx) => Promise<T>): Promise<T> =>
  actingAs(ctx, systemActor("enrolment", ctx.actor.cityId), run);

async function refuse(ctx: WriteCtx, unitId: string, facts: Facts): Promise<never> {
  const unit = await nameOf(ctx, unitId);
  throw new Refusal("conflict", "roster_of_another_unit", { ...facts, ...(unit && { unit }) });
}

async function sentBy(ctx: WriteCtx, batch: Batch, sha256: Buffer): Promise<string | undefined> {
  const { rows } = await sql<{
    id: string;
  }>`${again} select file.organisation_id as id from roster_file as file
    where file.city_id = ${ctx.actor.cityId} and file.sha256 = ${sha256} and file.organisation_id <> ${batch.organisationId}
    limit 1`.execute(ctx.db);
  return rows[0]?.id;
}

/** A registered unit whose whole name stands in the text, where the batch's own does not. */
async function namedIn(ctx: WriteCtx, batch: Batch, title: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string; name: string }>`${again} select id, name from organisation
    where city_id = ${ctx.actor.cityId} and kind in ('member_unit', 'joint_union') and length(name) >= 4 and position(name in ${title}) > 0
    order by length(name) desc`.execute(ctx.db);
  return rows.some(({ id }) => id === batch.organisationId) ? undefined : rows[0]?.id;
}

async function nameOf(ctx: WriteCtx, organisationId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select name from organisation
    where city_id = ${ctx.actor.cityId} and id = ${organisationId} and ${withinPart(ctx, sql.ref("organisation.id"))}`.execute(
    ctx.db,
  );
  return rows[0]?.name;
}
