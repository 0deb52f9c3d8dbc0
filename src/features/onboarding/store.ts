import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";

/** A city's load: there is at most one, and it knows its folder by content. */
export type CityLoad = {
  readonly id: string;
  readonly folderHash: Buffer;
  readonly folderName: string;
  readonly state: "running" | "done";
  readonly steps: number;
};

export async function loadOf(ctx: ReadCtx): Promise<CityLoad | undefined> {
  const { rows } =
    await sql<CityLoad>`select id, folder_hash as "folderHash", folder_name as "folderName", state, steps
    from city_load where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  return rows[0];
}

/** Whether anything stands in the city beside the agency that a guided set-up opens. */
export async function hasRecords(ctx: ReadCtx): Promise<boolean> {
  const { rows } = await sql`select from organisation
    where city_id = ${ctx.actor.cityId} and kind not in ('province_office', 'city_agency') limit 1`.execute(
    ctx.db,
  );
  return rows.length > 0;
}

/** The code of the agency that a guided set-up opened, if the city is open already. */
export async function standingAgency(ctx: ReadCtx): Promise<string | undefined> {
  const { rows } = await sql<{ code: string }>`select code from organisation
    where city_id = ${ctx.actor.cityId} and kind = 'city_agency'`.execute(ctx.db);
  return rows[0]?.code;
}

export type NewLoad = { readonly folderHash: Buffer; readonly folderName: string; readonly steps: number };

/** Begins the city's load. Refuses: load_running, where another began it at this moment. */
export async function insertLoad(ctx: WriteCtx, load: NewLoad): Promise<string> {
  const id = newId();
  const { rows } =
    await sql`insert into city_load (city_id, id, folder_hash, folder_name, state, steps, started_at)
    values (${ctx.actor.cityId}, ${id}, ${load.folderHash}, ${load.folderName}, 'running', ${load.steps}, ${ctx.now})
    on conflict on constraint city_load_one_folder do nothing returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("conflict", "load_running", { city: String(ctx.actor.cityId) });
  return id;
}

export async function finishLoad(ctx: WriteCtx, loadId: string): Promise<void> {
  await sql`update city_load set state = 'done', finished_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and id = ${loadId}`.execute(ctx.db);
}

/**
 * Claims a step before its work, in the same transaction: a step that another transaction is just committing makes
 * this one wait, and then find it done. False where it is done already.
 */
export async function claimStep(ctx: WriteCtx, loadId: string, key: string, kind: string): Promise<boolean> {
  const { rows } = await sql`insert into load_step (city_id, id, load_id, key, kind, done_at)
    values (${ctx.actor.cityId}, ${newId()}, ${loadId}, ${key}, ${kind}, ${ctx.now})
    on conflict on constraint load_step_once do nothing returning id`.execute(ctx.db);
  return rows.length > 0;
}

export async function noteStep(
  ctx: WriteCtx,
  loadId: string,
  key: string,
  note: { readonly result: unknown; readonly tookMs: number },
): Promise<void> {
  await sql`update load_step set result = ${JSON.stringify(note.result ?? null)}, took_ms = ${Math.round(note.tookMs)}
    where city_id = ${ctx.actor.cityId} and load_id = ${loadId} and key = ${key}`.execute(ctx.db);
}

/** What every step that is done answered, by its key. */
export async function doneSteps(ctx: ReadCtx, loadId: string): Promise<Map<string, unknown>> {
  const { rows } = await sql<{ key: string; result: unknown }>`select key, result from load_step
    where city_id = ${ctx.actor.cityId} and load_id = ${loadId}`.execute(ctx.db);
  return new Map(rows.map((row) => [row.key, row.result]));
}

export async function tookByKind(ctx: ReadCtx, loadId: string): Promise<Record<string, number>> {
  const { rows } = await sql<{
    kind: string;
    ms: number;
  }>`select kind, sum(took_ms)::float8 as ms from load_step
    where city_id = ${ctx.actor.cityId} and load_id = ${loadId} group by kind order by kind`.execute(ctx.db);
  return Object.fromEntries(rows.map((row) => [row.kind, row.ms]));
}
