import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import type { Outcome } from "./contract.ts";
import type { Variant } from "./rules/variant.ts";

/** What was tried, and what came out then. */
export type KeptTrial = {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly plan: string;
  readonly version: string;
  readonly planName: string;
  readonly year: number;
  readonly variants: readonly Variant[];
  readonly outcomes: readonly z.input<typeof Outcome>[];
  readonly isShared: boolean;
  readonly keptAt: Date;
  readonly keptBy: string;
  readonly keptByName: string;
};

/** Own ones, and those that somebody shares. */
const visible = (ctx: ReadCtx): RawBuilder<boolean> =>
  sql`trial.city_id = ${ctx.actor.cityId} and (trial.kept_by = ${ctx.actor.id} or trial.is_shared)`;

export async function insertTrial(
  ctx: WriteCtx,
  trial: Pick<
    KeptTrial,
    "name" | "note" | "plan" | "version" | "year" | "variants" | "outcomes" | "isShared"
  >,
): Promise<string> {
  const id = newId();
  await sql`insert into trial (city_id, id, name, note, plan_code, plan_version, year, variants, outcomes, is_shared, kept_at,
      kept_by, kept_by_name)
    values (${ctx.actor.cityId}, ${id}, ${trial.name}, ${trial.note}, ${trial.plan}, ${trial.version}, ${trial.year},
      ${JSON.stringify(trial.variants)}, ${JSON.stringify(trial.outcomes)}, ${trial.isShared}, ${ctx.now}, ${ctx.actor.id},
      ${ctx.actor.name})`.execute(ctx.db);
  return id;
}

type Page = { readonly after?: string | undefined; readonly limit: number };

export async function trialsPage(
  ctx: ReadCtx,
  { after, limit }: Page,
): Promise<{ rows: KeptTrial[]; total: number }> {
  const { rows } = await sql<KeptTrial & { total: number }>`select ${columns},
      (select count(*)::int from trial where ${visible(ctx)}) as total
    from trial join plan_version as version on version.plan_code = trial.plan_code and version.version = trial.plan_version
    where ${visible(ctx)} ${after ? sql`and trial.id < ${after}::uuid` : sql``}
    order by trial.id desc limit ${limit + 1}`.execute(ctx.db);
  return { rows, total: rows[0]?.total ?? 0 };
}

/** Refuses `not_found`. */
export async function trialById(ctx: ReadCtx, id: string): Promise<KeptTrial> {
  const { rows } = await sql<KeptTrial>`select ${columns} from trial
    join plan_version as version on version.plan_code = trial.plan_code and version.version = trial.plan_version
    where ${visible(ctx)} and trial.id = ${id}`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw new Refusal("not_found", "not_found");
  return row;
}

/** Only whoever kept it shares or removes it. Refuses `not_found`. */
export async function setShared(ctx: WriteCtx, id: string, isShared: boolean): Promise<void> {
  const { rows } = await sql`update trial set is_shared = ${isShared}
    where city_id = ${ctx.actor.cityId} and id = ${id} and kept_by = ${ctx.actor.id} returning id`.execute(
    ctx.db,
  );
  if (rows.length === 0) throw new Refusal("not_found", "not_found");
}

export async function deleteTrial(ctx: WriteCtx, id: string): Promise<void> {
  const { rows } = await sql`delete from trial
    where city_id = ${ctx.actor.cityId} and id = ${id} and kept_by = ${ctx.actor.id} returning id`.execute(
    ctx.db,
  );
  if (rows.length === 0) throw new Refusal("not_found", "not_found");
}

const columns = sql`trial.id, trial.name, trial.note, trial.plan_code as plan, trial.plan_version as version,
  version.name as "planName", trial.year, trial.variants, trial.outcomes, trial.is_shared as "isShared",
  trial.kept_at as "keptAt", trial.kept_by as "keptBy", trial.kept_by_name as "keptByName"`;
