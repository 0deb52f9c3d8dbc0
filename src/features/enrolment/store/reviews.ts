import { type RawBuilder, sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import type { KeptLine } from "./lines.ts";

export const evidenceKinds = [
  "not_retired_statement",
  "archive_birth_date",
  "identity_papers",
  "other",
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];
export type ReviewStep = "approved" | "denied" | "taken_back" | "asked_province" | "province_answered";

export type Evidence = {
  readonly id: string;
  readonly kind: EvidenceKind;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: Buffer;
};

/** Keeps the paper's row; the same paper for the same line is the one there is. */
export async function saveEvidence(ctx: WriteCtx, line: KeptLine, evidence: Evidence): Promise<string> {
  const { cityId } = ctx.actor;
  await sql`insert into line_evidence (city_id, id, organisation_id, batch_id, line_id, kind, type, bytes, sha256, arrived_at,
      arrived_by)
    values (${cityId}, ${evidence.id}, ${line.organisationId}, ${line.batchId}, ${line.id}, ${evidence.kind}, ${evidence.type},
      ${evidence.bytes}, ${evidence.sha256}, ${ctx.now}, ${ctx.actor.id})
    on conflict on constraint line_evidence_once do nothing`.execute(ctx.db);
  const { rows } = await sql<{ id: string }>`select id from line_evidence
    where city_id = ${cityId} and line_id = ${line.id} and sha256 = ${evidence.sha256}`.execute(ctx.db);
  return rows[0]?.id ?? evidence.id;
}

export type FoundEvidence = Pick<Evidence, "id" | "type"> & {
  readonly batchId: string;
  readonly lineId: string;
};

export async function findEvidence(ctx: ReadCtx, evidenceId: string): Promise<FoundEvidence | undefined> {
  const { rows } = await sql<FoundEvidence>`
    select id, type, batch_id as "batchId", line_id as "lineId" from line_evidence
    where city_id = ${ctx.actor.cityId} and id = ${evidenceId}`.execute(ctx.db);
  return rows[0];
}

/** One step of a review, for good. */
export async function noteReview(
  ctx: WriteCtx,
  line: KeptLine,
  review: {
    readonly step: ReviewStep;
    readonly note: string;
    readonly evidenceKind?: EvidenceKind | undefined;
    readonly archiveBornOn?: PlainDate | undefined;
    /** The question that it answers. */
    readonly answersId?: string | undefined;
  },
): Promise<void> {
  await sql`insert into line_review (city_id, id, organisation_id, batch_id, line_id, step, note, evidence_kind, archive_born_on,
      answers_id, at, by_id, by_name)
    values (${ctx.actor.cityId}, ${newId()}, ${line.organisationId}, ${line.batchId}, ${line.id}, ${review.step}, ${review.note},
      ${review.evidenceKind ?? null}, ${review.archiveBornOn ?? null}, ${review.answersId ?? null}, ${ctx.now}, ${ctx.actor.id},
      ${ctx.actor.name})`.execute(ctx.db);
}

/** Cities of the actor's own province: what is asked of the province goes over all of them. */
export const ofProvince = (ctx: ReadCtx): RawBuilder<boolean> => sql<boolean>`city.province_id =
  (select own.province_id from city as own where own.city_id = ${ctx.actor.cityId})`;

/** A question to the province, with its line, and whether it has been answered. */
export type Question = {
  readonly id: string;
  readonly batchId: string;
  readonly lineId: string;
  readonly isAnswered: boolean;
};

const questionColumns = sql`question.id, question.batch_id as "batchId", question.line_id as "lineId",
  exists (select from line_review as answer where answer.city_id = question.city_id and answer.answers_id = question.id)
    as "isAnswered"`;

export async function findQuestion(ctx: ReadCtx, questionId: string): Promise<Question | undefined> {
  const { rows } = await sql<Question>`select ${questionColumns} from line_review as question
    where question.city_id = ${ctx.actor.cityId} and question.id = ${questionId} and question.step = 'asked_province'`.execute(
    ctx.db,
  );
  return rows[0];
}

/** The last question about a line. */
export async function lastQuestion(ctx: ReadCtx, lineId: string): Promise<Question | undefined> {
  const { rows } = await sql<Question>`select ${questionColumns} from line_review as question
    where question.city_id = ${ctx.actor.cityId} and question.line_id = ${lineId} and question.step = 'asked_province'
    order by question.id desc limit 1`.execute(ctx.db);
  return rows[0];
}
