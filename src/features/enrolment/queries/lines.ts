import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import type { AnswerView, LineList, LineQuery, LineView } from "../contract.ts";
import { isOwnUnit, presentLine } from "../present.ts";
import { alsoOf, codeOf, type Finding, type LineCode, type WarningCode } from "../rules/index.ts";
import { type Batch, findBatch } from "../store/batches.ts";
import { type KeptLine, lineColumns } from "../store/lines.ts";

type Shown = z.output<typeof LineQuery>["show"];

const shownAs: Record<Shown, RawBuilder<boolean>> = {
  to_handle: sql`line.outcome <> 'accepted' and line.decision is null`,
  rejected: sql`line.outcome = 'rejected'`,
  review: sql`line.outcome = 'review' and line.decision is null`,
  warned: sql`line.outcome = 'accepted' and line.warnings is not null`,
  accepted: sql`line.outcome = 'accepted'`,
  all: sql`true`,
};

/** The lines of a roster in the order of the file. Refuses `not_found`. */
export async function rosterLines(
  ctx: ReadCtx,
  batchId: string,
  query: z.output<typeof LineQuery>,
): Promise<z.input<typeof LineList>> {
  const batch = await findBatch(ctx, batchId);
  const inFilter = sql`line.city_id = ${ctx.actor.cityId} and line.batch_id = ${batchId}
    and ${withinPart(ctx, sql.ref("line.organisation_id"))} and ${shownAs[query.show]}
    ${query.code ? sql`and (line.code = ${query.code} or ${query.code} = any(line.warnings))` : sql``}
    ${query.search ? searched(query.search) : sql``}`;
  const isCounted = !query.code && !query.search;
  const { ids, total } = isCounted
    ? { ids: undefined, total: countedAs[query.show](batch) }
    : await hits(ctx, inFilter, query);
  const { rows } = await sql<KeptLine & { papersBrought: number }>`select ${lineColumns},
      (select count(*)::int from line_evidence as paper
        where paper.city_id = line.city_id and paper.line_id = line.id) as "papersBrought"
    from roster_line as line
    where ${ids ? sql`line.city_id = ${ctx.actor.cityId} and line.id = any(${ids}::uuid[])` : inFilter}
      and line.line > ${Number(query.after ?? 0) || 0}
    order by line.line limit ${query.limit + 1}`.execute(ctx.db);
  const page = rows.slice(0, query.limit);
  const units = await unitNames(
    ctx,
    page.flatMap(({ findings }) => coveringUnits(findings)),
  );
  const isOwn = isOwnUnit(ctx, batch.organisationId);
  return {
    rows: page.map((line) => presentLine(line, isOwn, units)),
    total,
    next: rows.length > query.limit ? String(page.at(-1)?.line) : null,
  };
}

/** One line as its list shows it. */
export async function presentOneLine(ctx: ReadCtx, line: KeptLine): Promise<z.input<typeof LineView>> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from line_evidence
    where city_id = ${ctx.actor.cityId} and line_id = ${line.id}`.execute(ctx.db);
  const units = await unitNames(ctx, coveringUnits(line.findings));
  const isOwn = isOwnUnit(ctx, line.organisationId);
  return presentLine({ ...line, papersBrought: rows[0]?.n ?? 0 }, isOwn, units);
}

const searched = (text: string): RawBuilder<unknown> =>
  /^\d{1,7}$/.test(text) ? sql`and line.line = ${Number(text)}` : sql`and position(${text} in line.name) > 0`;

/** The batch keeps these counts itself. */
const countedAs: Record<Shown, (batch: Batch) => number> = {
  to_handle: (batch) => batch.rejected + batch.review - batch.approved - batch.denied,
  rejected: (batch) => batch.rejected,
  review: (batch) => batch.review - batch.approved - batch.denied,
  warned: (batch) => batch.warned,
  accepted: (batch) => batch.accepted,
  all: (batch) => batch.rows,
};

/** What a search or a reason finds: each line looked at once, for the page and for the total. */
async function hits(
  ctx: ReadCtx,
  inFilter: RawBuilder<unknown>,
  query: z.output<typeof LineQuery>,
): Promise<{ ids: string[]; total: number }> {
  const { rows } = await sql<{ id: string | null; total: number }>`with hit as materialized (
      select line.id, line.line from roster_line as line where ${inFilter})
    select page.id, counted.total from (select count(*)::int as total from hit) as counted
    left join lateral (select id, line from hit where line > ${Number(query.after ?? 0) || 0}
      order by line limit ${query.limit + 1}) as page on true`.execute(ctx.db);
  return { ids: rows.flatMap(({ id }) => id ?? []), total: rows[0]?.total ?? 0 };
}

export const coveringUnits = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ code, facts }) => (code === "already_covered" ? [String(facts.unit)] : []));

/** The names of those of the units that the actor may see. */
export async function unitNames(ctx: ReadCtx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`select id, name from organisation
    where city_id = ${ctx.actor.cityId} and id = any(${[...new Set(ids)]}::uuid[])
      and ${withinPart(ctx, sql.ref("organisation.id"))}`.execute(ctx.db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The whole answer to a roster, as `roster check` gives it and with what only the city knows. Refuses `not_found`. */
export async function rosterAnswer(ctx: ReadCtx, batchId: string): Promise<z.input<typeof AnswerView>> {
  const batch = await findBatch(ctx, batchId);
  const files = await sql<{
    name: string;
    reading: Pick<z.input<typeof AnswerView>, "sheet" | "columns" | "ignoredColumns">;
  }>`select name, reading from roster_file where city_id = ${ctx.actor.cityId} and id = ${batch.fileId}`.execute(
    ctx.db,
  );
  const lines = await sql<{
    line: number;
    outcome: "accepted" | "review" | "rejected";
    findings: Finding[];
    warnings: WarningCode[];
  }>`select line.line, line.outcome, coalesce(line.findings, '[]') as findings, coalesce(line.warnings, '{}') as warnings
    from roster_line as line where line.city_id = ${ctx.actor.cityId} and line.batch_id = ${batchId}
      and (line.outcome <> 'accepted' or line.warnings is not null) order by line.line`.execute(ctx.db);
  const file = files.rows[0];
  return {
    batchId,
    file: file?.name ?? "",
    sheet: file?.reading.sheet ?? null,
    columns: file?.reading.columns ?? {},
    ignoredColumns: file?.reading.ignoredColumns ?? [],
    rows: batch.rows,
    accepted: batch.accepted,
    review: batch.review,
    rejected: batch.rejected,
    approvedOnReview: batch.approved,
    confirmed: batch.confirmed,
    notAccepted: lines.rows.flatMap((line) => {
      if (line.outcome === "accepted") return [];
      const also = alsoOf(line);
      const codes = [codeOf(line) as LineCode];
      return [{ line: line.line, outcome: line.outcome, codes, ...(also.length > 0 && { also }) }];
    }),
    warnings: lines.rows
      .filter(({ warnings }) => warnings.length > 0)
      .map(({ line, warnings }) => ({ line, codes: warnings })),
  };
}
