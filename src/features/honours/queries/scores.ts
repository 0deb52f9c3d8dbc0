import { sql } from "kysely";
import type { z } from "zod";
import { Refusal } from "#core/refusal.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { SheetList, SheetPage, SheetQuery, SheetRow } from "../contract.ts";
import { type ScoreInputs, sheetOf } from "../rules/score.ts";
import { scoreRuleOn } from "./inputs.ts";

const isUnit = sql<boolean>`o.kind in ('member_unit', 'joint_union')`;
const columns = sql`s.id, s.organisation_id as "organisationId", o.name, above.name as union, ${isUnit} as "isUnit", s.score, s.weight,
  exists (select from model_unit as m where m.city_id = s.city_id and m.sheet_id = s.id and m.state = 'published') as "isModel"`;
const tables = sql`score_sheet as s
  join organisation as o on o.city_id = s.city_id and o.id = s.organisation_id
  join organisation as above on above.city_id = o.city_id and above.id = o.union_id`;
const within = (ctx: ReadCtx) =>
  sql`s.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("s.organisation_id"))}`;

/** Sheets of a day, the best first; what could not be scored last. Pages by key. */
export async function sheetList(
  ctx: ReadCtx,
  query: z.output<typeof SheetQuery>,
): Promise<z.input<typeof SheetList>> {
  const taken = await sql<{
    day: string;
  }>`select distinct s.as_of::text as day from score_sheet as s where ${within(ctx)}
    order by 1 desc limit 24`.execute(ctx.db);
  const days = taken.rows.map(({ day }) => day);
  const asOf = query.asOf ?? days[0] ?? null;
  const { version: _, ...weights } = await scoreRuleOn(ctx, ctx.today);
  const mayManage = allows(ctx.actor, "honours.manage");
  const base = {
    asOf,
    days,
    weights,
    allowed: mayManage ? (["take", "set_rule", "propose"] as const).slice() : [],
  };
  if (!asOf) return { ...base, rows: [], total: 0, next: null };
  const here = sql`${within(ctx)} and s.as_of = ${asOf}::date and ${query.level === "units" ? isUnit : sql`not (${isUnit})`}`;
  const [score = "", id = ""] = query.after?.split("~") ?? [];
  const key = sql`-coalesce(s.score, -1)`;
  const after = query.after ? sql`and (${key}, s.id) > (${-Number(score)}::int, ${id}::uuid)` : sql``;
  const { rows } = await sql<z.input<typeof SheetRow>>`select ${columns} from ${tables} where ${here} ${after}
    order by ${key}, s.id limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ n: number }>`select count(*)::int as n from ${tables} where ${here}`.execute(
    ctx.db,
  );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    ...base,
    rows: page,
    total: counted.rows[0]?.n ?? 0,
    next: rows.length > query.limit && last ? `${last.score ?? -1}~${last.id}` : null,
  };
}

type Whole = z.input<typeof SheetRow> & {
  readonly asOf: string;
  readonly takenBy: string;
  readonly inputs: ScoreInputs;
};

/** One sheet with what each part was computed from, and what followed from it. Refuses `sheet_unknown`. */
export async function sheetPage(ctx: ReadCtx, id: string): Promise<z.input<typeof SheetPage>> {
  const { rows } =
    await sql<Whole>`select ${columns}, s.as_of::text as "asOf", s.taken_by_name as "takenBy", s.inputs
    from ${tables} where ${within(ctx)} and s.id = ${id}::uuid`.execute(ctx.db);
  const [found] = rows;
  if (!found) throw new Refusal("not_found", "sheet_unknown");
  const { inputs, ...row } = found;
  const incentives = await sql<
    z.input<typeof SheetPage>["incentives"][number]
  >`select kind, words, given_on::text as "on", noted_by_name as "by" from incentive
    where city_id = ${ctx.actor.cityId} and sheet_id = ${id}::uuid order by given_on, id`.execute(ctx.db);
  const may = allows(ctx.actor, "honours.manage");
  return {
    ...row,
    ruleVersion: inputs.rule.version,
    parts: sheetOf(inputs).parts.map(({ share, ...part }) => ({
      ...part,
      got: share?.got ?? null,
      of: share?.of ?? null,
    })),
    incentives: incentives.rows,
    allowed: may ? (row.isUnit ? ["note_incentive", "propose"] : ["note_incentive"]) : [],
  };
}
