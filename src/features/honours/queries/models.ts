import { sql } from "kysely";
import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { CommendationList, CommendationRow, ModelList, MyModels, PageQuery } from "../contract.ts";
import { isOnNotice, publicationBar } from "../rules/model.ts";

type Page = z.output<typeof PageQuery>;
type Objection = z.input<typeof ModelList>["rows"][number]["objections"][number];
type Row = Omit<z.input<typeof ModelList>["rows"][number], "objections" | "allowed"> & {
  readonly proposedById: string;
};

/** Model units and those on notice, newest first; those dropped only for their own and the city. */
export async function modelList(ctx: ReadCtx, page: Page): Promise<z.input<typeof ModelList>> {
  const { cityId } = ctx.actor;
  const here = sql`m.city_id = ${cityId} and (m.state <> 'dropped' or ${withinPart(ctx, sql.ref("m.unit_id"))})`;
  const after = page.after ? sql`and m.id < ${page.after}::uuid` : sql``;
  const { rows } =
    await sql<Row>`select m.id, s.id as "sheetId", m.unit_name as unit, to_char(m.month, 'YYYY-MM') as month, m.reason,
      s.score, m.state, m.notice_until::text as "noticeUntil", m.proposed_by_name as "proposedBy",
      m.proposed_by as "proposedById", m.decided_by_name as "decidedBy", m.decided_on::text as "decidedOn"
    from model_unit as m
    left join score_sheet as s on s.city_id = m.city_id and s.id = m.sheet_id
      and ${withinPart(ctx, sql.ref("s.organisation_id"))}
    where ${here} ${after} order by m.id desc limit ${page.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ total: number; notice: number }>`select count(*)::int as total,
      (count(*) filter (where m.state = 'noticed'))::int as notice from model_unit as m where ${here}`.execute(
    ctx.db,
  );
  const shown = rows.slice(0, page.limit);
  const objections = await objectionsOf(
    ctx,
    shown.map(({ id }) => id),
  );
  return {
    rows: shown.map(({ proposedById, ...row }) => {
      const own = objections.get(row.id) ?? [];
      const open = own.filter(({ answer }) => answer === null).length;
      const notice = { state: row.state, noticeUntil: row.noticeUntil as PlainDate };
      const may = {
        object: isOnNotice(notice, ctx.today),
        answer: open > 0 && row.state === "noticed" && allows(ctx.actor, "honours.manage"),
        publish:
          allows(ctx.actor, "honours.manage") &&
          !publicationBar(
            { ...notice, proposedBy: proposedById, openObjections: open },
            ctx.today,
            ctx.actor.id,
          ),
        drop: row.state === "noticed" && allows(ctx.actor, "honours.manage"),
      };
      return {
        ...row,
        objections: own,
        allowed: (Object.keys(may) as (keyof typeof may)[]).filter((move) => may[move]),
      };
    }),
    total: counted.rows[0]?.total ?? 0,
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
    noticePath: `/public/honours/${cityId}`,
    onNotice: counted.rows[0]?.notice ?? 0,
  };
}

/** The city sees all that was said against somebody, others what they said themselves: the unit concerned does not learn who it was. */
async function objectionsOf(ctx: ReadCtx, modelIds: readonly string[]): Promise<Map<string, Objection[]>> {
  const mine =
    ctx.actor.reach === "part" || ctx.actor.reach === "self" ? sql`and by_id = ${ctx.actor.id}` : sql``;
  const { rows } = await sql<
    Omit<Objection, "at"> & { at: Date; modelId: string }
  >`select id, model_id as "modelId", words,
      by_name as "by", at, answer from model_objection
    where city_id = ${ctx.actor.cityId} and model_id = any(${modelIds}::uuid[]) ${mine} order by id`.execute(
    ctx.db,
  );
  const found = new Map<string, Objection[]>();
  for (const { modelId, at, ...row } of rows)
    found.set(modelId, [...(found.get(modelId) ?? []), { ...row, at: at.toISOString() }]);
  return found;
}

/** What a worker reads of model units, and what became of their own objections. */
export async function myModels(ctx: ReadCtx): Promise<z.input<typeof MyModels>> {
  const { rows } = await sql<
    Omit<z.input<typeof MyModels>["rows"][number], "isOnNotice" | "objections">
  >`select m.id, m.unit_name as unit, to_char(m.month, 'YYYY-MM') as month, m.reason, m.state, m.notice_until::text as "noticeUntil"
    from model_unit as m
    where m.city_id = ${ctx.actor.cityId} and m.state <> 'dropped' order by m.id desc limit 50`.execute(
    ctx.db,
  );
  const objections = await objectionsOf(
    ctx,
    rows.map(({ id }) => id),
  );
  return {
    rows: rows.map((row) => ({
      ...row,
      isOnNotice: isOnNotice({ state: row.state, noticeUntil: row.noticeUntil as PlainDate }, ctx.today),
      objections: (objections.get(row.id) ?? []).map(({ words, answer }) => ({ words, answer })),
    })),
  };
}

/** Whom the city praised, newest first: what is public, one's own, and all for the city. */
export async function commendationList(ctx: ReadCtx, page: Page): Promise<z.input<typeof CommendationList>> {
  const here = sql`c.city_id = ${ctx.actor.cityId} and (c.is_public or ${withinPart(ctx, sql.ref("c.organisation_id"))})`;
  const after = page.after ? sql`and c.id < ${page.after}::uuid` : sql``;
  const { rows } = await sql<
    z.input<typeof CommendationRow>
  >`select c.id, c.kind, coalesce(c.organisation_name, c.praised_name) as who, c.reason,
      c.on_day::text as "on", c.is_public as "isPublic"
    from commendation as c
    where ${here} ${after} order by c.id desc limit ${page.limit + 1}`.execute(ctx.db);
  const counted = await sql<{
    n: number;
  }>`select count(*)::int as n from commendation as c where ${here}`.execute(ctx.db);
  const shown = rows.slice(0, page.limit);
  return {
    rows: shown,
    total: counted.rows[0]?.n ?? 0,
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
    allowed: allows(ctx.actor, "honours.manage") ? ["note"] : [],
  };
}
