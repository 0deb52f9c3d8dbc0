import { sql } from "kysely";
import { firstOf, type PlainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";

export type Reopening = {
  readonly id: string;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly askedAt: Date;
};

/** The reopening of a month that waits for a second person. */
export async function openReopening(ctx: ReadCtx, month: PlainMonth): Promise<Reopening | undefined> {
  const { rows } = await sql<{
    id: string;
    reason: string;
    asked_by: string;
    asked_by_name: string;
    asked_at: Date;
  }>`
    select id, reason, asked_by, asked_by_name, asked_at from period_reopening
    where city_id = ${ctx.actor.cityId} and month = ${firstOf(month)}::date and state = 'asked'
    order by id limit 1`.execute(ctx.db);
  const [row] = rows;
  return (
    row && {
      id: row.id,
      reason: row.reason,
      askedBy: row.asked_by,
      askedByName: row.asked_by_name,
      askedAt: row.asked_at,
    }
  );
}

export async function insertReopening(ctx: WriteCtx, month: PlainMonth, reason: string): Promise<void> {
  await sql`insert into period_reopening (city_id, id, month, reason, asked_by, asked_by_name, asked_at, state)
    values (${ctx.actor.cityId}, ${newId()}, ${firstOf(month)}::date, ${reason}, ${ctx.actor.id}, ${ctx.actor.name},
      ${ctx.now}, 'asked')`.execute(ctx.db);
}

export async function saveReopening(ctx: WriteCtx, id: string, state: "reopened" | "refused"): Promise<void> {
  await sql`update period_reopening set state = ${state}, decided_by = ${ctx.actor.id},
      decided_by_name = ${ctx.actor.name}, decided_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and id = ${id}`.execute(ctx.db);
}
