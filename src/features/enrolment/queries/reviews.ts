import { sql } from "kysely";
import type { z } from "zod";
import { maskIdNumber, maskName } from "#core/mask.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { ReviewList, ReviewListQuery, ReviewRow } from "../contract.ts";
import { isOwnUnit, postNames } from "../present.ts";
import type { Finding, LineCode } from "../rules/index.ts";
import { type KeptLine, lineColumns, reopened } from "../store/lines.ts";
import { explainFinding } from "../text.ts";

export type ReviewedRow = KeptLine & {
  readonly organisationName: string;
  readonly organisationCode: string;
  readonly settlementMonth: string;
  readonly coverFrom: string;
  readonly evidence: z.input<typeof ReviewRow>["evidence"];
  readonly steps: z.input<typeof ReviewRow>["steps"];
};

/** What a line under review is shown with: its unit, its papers, what was done so far. */
export const besideReview = sql`unit.name as "organisationName", unit.code as "organisationCode",
  to_char(batch.settlement_month, 'YYYY-MM') as "settlementMonth", batch.cover_from as "coverFrom",
  coalesce((select json_agg(json_build_object('id', paper.id, 'kind', paper.kind, 'type', paper.type, 'bytes', paper.bytes,
      'arrivedAt', paper.arrived_at) order by paper.arrived_at, paper.id)
    from line_evidence as paper where paper.city_id = line.city_id and paper.line_id = line.id), '[]') as evidence,
  coalesce((select json_agg(json_build_object('step', step.step, 'note', step.note, 'evidenceKind', step.evidence_kind,
      'archiveBornOn', step.archive_born_on, 'at', step.at, 'by', step.by_name) order by step.at, step.id)
    from line_review as step where step.city_id = line.city_id and step.line_id = line.id), '[]') as steps`;

/** Lines under review whose batches are open, oldest first; or those decided. Names are masked: the agency is no unit. */
export async function reviewList(
  ctx: ReadCtx,
  query: z.output<typeof ReviewListQuery>,
): Promise<z.input<typeof ReviewList>> {
  const open = sql`line.city_id = ${ctx.actor.cityId} and line.outcome = 'review' and batch.state = 'read'
    and ${withinPart(ctx, sql.ref("line.organisation_id"))}
    ${query.code ? sql`and line.code = ${query.code}` : sql``}
    ${query.search ? sql`and (position(${query.search} in unit.name) > 0 or unit.code = upper(${query.search}))` : sql``}`;
  const tables = sql`roster_line as line
    join enrolment_batch as batch on batch.city_id = line.city_id and batch.id = line.batch_id
    join organisation as unit on unit.city_id = line.city_id and unit.id = line.organisation_id`;
  const ofKind = query.show === "waiting" ? sql`line.decision is null` : sql`line.decision is not null`;
  const { rows } = await sql<ReviewedRow>`select ${lineColumns}, ${besideReview} from ${tables}
    where ${open} and ${ofKind} ${query.after ? sql`and line.id > ${query.after}::uuid` : sql``}
    order by line.id limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ waiting: number; decided: number; units: number }>`
    select (count(*) filter (where line.decision is null))::int as waiting,
      (count(*) filter (where line.decision is not null))::int as decided,
      (count(distinct line.organisation_id) filter (where line.decision is null))::int as units
    from ${tables} where ${open}`.execute(ctx.db);
  const counts = counted.rows[0] ?? { waiting: 0, decided: 0, units: 0 };
  const page = rows.slice(0, query.limit);
  return {
    rows: page.map((row) => presentReview(ctx, row)),
    total: counts[query.show],
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    counts,
    allowed: allows(ctx.actor, "enrolment.review") ? ["decide"] : [],
  };
}

export function presentReview(ctx: ReadCtx, row: ReviewedRow): z.input<typeof ReviewRow> {
  const isOwn = isOwnUnit(ctx, row.organisationId);
  const finding = row.findings[0] as Finding;
  const asked = row.steps.findLast(({ step }) => step === "asked_province" || step === "province_answered");
  const { idNumber } = reopened(row);
  return {
    lineId: row.id,
    batchId: row.batchId,
    line: row.line,
    version: row.version,
    organisationName: row.organisationName,
    organisationCode: row.organisationCode,
    settlementMonth: row.settlementMonth,
    coverFrom: row.coverFrom,
    name: isOwn ? row.name : maskName(row.name),
    idNumber: maskIdNumber(idNumber),
    sex: row.sex,
    post: row.post ? postNames[row.post] : null,
    code: row.code as LineCode,
    ...explainFinding(finding, { name: isOwn ? row.name : "" }),
    decision: row.decision,
    atProvince: asked ? (asked.step === "asked_province" ? "asked" : "answered") : null,
    evidence: row.evidence,
    steps: row.steps,
  };
}
