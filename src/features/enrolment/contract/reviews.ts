import { z } from "zod";
import { Day, LineCode, listOf, paging } from "./shapes.ts";

export const EvidenceKind = z.enum([
  "not_retired_statement",
  "archive_birth_date",
  "identity_papers",
  "other",
]);

export const EvidenceParams = z.object({ evidenceId: z.uuid() });

export const EvidenceQuery = z.object({ kind: EvidenceKind });
export const EvidenceReply = z.object({ evidenceId: z.uuid() });
const EvidenceView = z.object({
  id: z.uuid(),
  kind: EvidenceKind,
  type: z.string(),
  bytes: z.number(),
  arrivedAt: z.string(),
});

export const ReviewListQuery = z.object({
  ...paging,
  show: z.enum(["waiting", "decided"]).default("waiting"),
  code: LineCode.optional(),
  search: z.string().trim().max(40).optional(),
});
export const ReviewRow = z.object({
  lineId: z.uuid(),
  batchId: z.uuid(),
  line: z.number(),
  version: z.number(),
  organisationName: z.string(),
  organisationCode: z.string(),
  settlementMonth: z.string(),
  coverFrom: z.string(),
  name: z.string(),
  idNumber: z.string(),
  sex: z.enum(["male", "female"]).nullable(),
  post: z.string().nullable(),
  code: LineCode,
  title: z.string(),
  reason: z.string(),
  remedy: z.string(),
  decision: z.enum(["approved", "denied"]).nullable(),
  /** Whether the province has been asked about it, and has answered. */
  atProvince: z.enum(["asked", "answered"]).nullable(),
  evidence: z.array(EvidenceView),
  steps: z.array(
    z.object({
      step: z.enum(["approved", "denied", "taken_back", "asked_province", "province_answered"]),
      note: z.string(),
      evidenceKind: EvidenceKind.nullable(),
      archiveBornOn: z.string().nullable(),
      at: z.string(),
      by: z.string(),
    }),
  ),
});
export const ReviewList = z.object({
  ...listOf(ReviewRow),
  counts: z.object({ waiting: z.number(), decided: z.number(), units: z.number() }),
  allowed: z.array(z.string()),
});
export const ReviewRequest = z.object({
  decision: z.enum(["approved", "denied"]),
  note: z.string().trim().min(1, "请写明依据。").max(200),
  evidenceKind: EvidenceKind.optional(),
  archiveBornOn: Day.optional(),
  expectedVersion: z.number().int().optional(),
});
export const QuestionRequest = z.object({
  question: z.string().trim().min(1, "请写明要请示的问题。").max(500),
});

export const QuestionListQuery = z.object({ ...paging, show: z.enum(["open", "answered"]).default("open") });
/** What a city asks the province about a line under review, with all that is known of the line. */
export const QuestionRow = ReviewRow.extend({
  questionId: z.uuid(),
  cityId: z.number().int(),
  cityName: z.string(),
  question: z.string(),
  askedBy: z.string(),
  askedAt: z.string(),
  answer: z.string().nullable(),
});
export const QuestionList = z.object({
  ...listOf(QuestionRow),
  counts: z.object({ open: z.number(), answered: z.number(), cities: z.number() }),
});
export const QuestionParams = z.object({ cityId: z.coerce.number().int(), questionId: z.uuid() });
export const QuestionPaperParams = QuestionParams.extend({ evidenceId: z.uuid() });
export const AnswerRequest = z.object({
  answer: z.string().trim().min(1, "请写明答复。").max(500),
});
