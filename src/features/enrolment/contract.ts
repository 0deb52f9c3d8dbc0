import { z } from "zod";
import { parseDate, parseMonth } from "#core/dates.ts";
import { lineCodes, warningCodes } from "./rules/index.ts";

const Day = z
  .string()
  .refine((text) => parseDate(text) !== undefined, "请填写日期，例如2025-01-10。")
  .transform((text) => parseDate(text) as NonNullable<ReturnType<typeof parseDate>>);
const Month = z
  .string()
  .refine((text) => parseMonth(text) !== undefined, "请填写月份，例如2025-01。")
  .transform((text) => parseMonth(text) as NonNullable<ReturnType<typeof parseMonth>>);
const paging = {
  after: z.string().max(120).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const listOf = <T extends z.ZodType>(row: T) => ({
  rows: z.array(row),
  total: z.number(),
  next: z.string().nullable(),
});

export const BatchState = z.enum(["draft", "read", "confirmed", "withdrawn"]);
export const BatchLabel = z.enum(["addition", "joint_union", "platform_workers", "gift"]);
export const EvidenceKind = z.enum([
  "not_retired_statement",
  "archive_birth_date",
  "identity_papers",
  "other",
]);
const Outcome = z.enum(["accepted", "review", "rejected"]);
const LineCode = z.enum(lineCodes);
const WarningCode = z.enum(warningCodes);

export const BatchParams = z.object({ batchId: z.uuid() });
export const LineParams = z.object({ batchId: z.uuid(), lineId: z.uuid() });
export const UnitParams = z.object({ organisationId: z.uuid() });
export const CoverParams = z.object({ coverId: z.uuid() });
export const EvidenceParams = z.object({ evidenceId: z.uuid() });

export const OpenBatchRequest = z.object({
  organisationId: z.uuid(),
  settlementMonth: Month,
  coverFrom: Day.optional(),
  planCode: z.string().min(1).max(40).default("HN-INP-80"),
  label: BatchLabel.optional(),
});

export const BatchRow = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  organisationCode: z.string(),
  organisationName: z.string(),
  unionName: z.string(),
  number: z.number(),
  planCode: z.string(),
  settlementMonth: z.string(),
  coverFrom: z.string(),
  coverUntil: z.string(),
  label: BatchLabel.nullable(),
  state: BatchState,
  rows: z.number(),
  accepted: z.number(),
  review: z.number(),
  rejected: z.number(),
  approved: z.number(),
  denied: z.number(),
  warned: z.number(),
  confirmed: z.number(),
  fileName: z.string().nullable(),
  readAt: z.string().nullable(),
  confirmedAt: z.string().nullable(),
});

export const BatchListQuery = z.object({
  ...paging,
  state: BatchState.optional(),
  month: Month.optional(),
  organisationId: z.uuid().optional(),
  search: z.string().trim().max(40).optional(),
});
export const BatchList = z.object({
  ...listOf(BatchRow),
  counts: z.object({
    all: z.number(),
    draft: z.number(),
    read: z.number(),
    confirmed: z.number(),
    withdrawn: z.number(),
  }),
  /** People on the rosters of the filter, and those confirmed. */
  people: z.object({ rows: z.number(), confirmed: z.number(), toHandle: z.number() }),
  months: z.array(z.string()),
  allowed: z.array(z.string()),
});

export const BatchPage = BatchRow.extend({
  version: z.number(),
  planName: z.string(),
  /** What one person costs, in yuan; null where the plan has no price in this city. */
  price: z.string().nullable(),
  /** Price × people who can be confirmed (or were). */
  sum: z.string().nullable(),
  confirmable: z.number(),
  file: z
    .object({
      name: z.string(),
      bytes: z.number(),
      sheet: z.string().nullable(),
      headerLine: z.number(),
      columns: z.record(z.string(), z.string()),
      ignoredColumns: z.array(z.string()),
      tookMs: z.number(),
      arrivedAt: z.string(),
    })
    .nullable(),
  counts: z.object({
    toHandle: z.number(),
    rejected: z.number(),
    review: z.number(),
    warned: z.number(),
    all: z.number(),
  }),
  reasons: z.array(z.object({ code: LineCode, title: z.string(), lines: z.number() })),
  nextStep: z.enum(["upload", "handle", "wait_for_review", "confirm", "bill", "done"]),
  billedAt: z.string().nullable(),
  remittedAt: z.string().nullable(),
  allowed: z.array(z.string()),
});

export const shownLines = ["to_handle", "rejected", "review", "warned", "accepted", "all"] as const;
export const LineQuery = z.object({
  ...paging,
  show: z.enum(shownLines).default("all"),
  code: z.union([LineCode, WarningCode]).optional(),
  search: z.string().trim().max(40).optional(),
});
const Said = z.object({ code: z.string(), title: z.string(), reason: z.string() });
export const LineView = z.object({
  id: z.uuid(),
  line: z.number(),
  name: z.string(),
  idNumber: z.string(),
  outcome: Outcome,
  decision: z.enum(["approved", "denied"]).nullable(),
  code: LineCode.nullable(),
  title: z.string(),
  reason: z.string(),
  remedy: z.string(),
  also: z.array(Said),
  warnings: z.array(Said),
  post: z.string().nullable(),
  phone: z.string(),
  card: z.string(),
  remark: z.string(),
  papers: z.number(),
  isCorrected: z.boolean(),
  version: z.number(),
  /** What helps here: correct the words, take the line out, or bring a paper. */
  action: z.enum(["correct", "remove", "evidence"]).nullable(),
});
export const LineList = z.object(listOf(LineView));

export const LineWordsView = z.object({
  id: z.uuid(),
  line: z.number(),
  name: z.string(),
  idNumber: z.string(),
  post: z.string(),
  phone: z.string(),
  card: z.string(),
  remark: z.string(),
  version: z.number(),
  /** The number whole, where only it was asked for. */
  value: z.string(),
});
export const OpenLineRequest = z.object({ purpose: z.string().trim().min(1).max(20) });
export const CorrectLineRequest = z.object({
  expectedVersion: z.number().int(),
  name: z.string().max(100).optional(),
  idNumber: z.string().max(40).optional(),
  post: z.string().max(40).optional(),
  phone: z.string().max(40).optional(),
  card: z.string().max(40).optional(),
  remark: z.string().max(200).optional(),
});

export const UploadQuery = z.object({
  dryRun: z.enum(["true", "false"]).optional(),
  /** Said once the person has been asked: yes, this is our roster. */
  evenSo: z.enum(["true", "false"]).optional(),
});
const Answered = z.object({
  line: z.number(),
  outcome: z.enum(["review", "rejected"]),
  codes: z.array(LineCode),
  also: z.array(LineCode).optional(),
});
export const AnswerView = z.object({
  batchId: z.uuid(),
  file: z.string(),
  sheet: z.string().nullable(),
  columns: z.record(z.string(), z.string()),
  ignoredColumns: z.array(z.string()),
  rows: z.number(),
  accepted: z.number(),
  review: z.number(),
  rejected: z.number(),
  approvedOnReview: z.number(),
  confirmed: z.number(),
  notAccepted: z.array(Answered),
  warnings: z.array(z.object({ line: z.number(), codes: z.array(WarningCode) })),
});
export const UploadReply = z.object({
  batchId: z.uuid(),
  /** The reading that has been queued; null where nothing had to be read again. */
  jobId: z.uuid().nullable(),
  isSame: z.boolean(),
  /** The whole answer, for a dry run. */
  answer: AnswerView.nullable(),
});
export const CorrectionsReply = z.object({ corrected: z.number(), unchanged: z.number() });

export const ConfirmRequest = z.object({ expectedVersion: z.number().int().optional() });
export const ConfirmReply = z.object({
  batchId: z.uuid(),
  confirmed: z.number(),
  coveredMeanwhile: z.number(),
});
export const Done = z.object({ done: z.literal(true) });

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
export const QuestionRequest = z.object({ question: z.string().trim().min(1).max(500) });

export const CoverListQuery = z.object({
  ...paging,
  organisationId: z.uuid().optional(),
  batchId: z.uuid().optional(),
  search: z.string().trim().max(40).optional(),
});
export const CoverRow = z.object({
  id: z.uuid(),
  name: z.string(),
  idNumber: z.string(),
  organisationId: z.uuid(),
  organisationName: z.string(),
  planCode: z.string(),
  from: z.string(),
  /** The last day of cover. */
  through: z.string(),
  batchId: z.uuid(),
  /** Unknown where the cover came from another unit. */
  settlementMonth: z.string().nullable(),
  isRemitted: z.boolean(),
});
export const CoverList = z.object({ ...listOf(CoverRow), allowed: z.array(z.string()) });
export const MoveRequest = z.object({
  organisationId: z.uuid(),
  on: Day,
  reason: z.string().trim().min(1, "请写明原因。").max(200),
});
export const RemovalRequest = z.object({ reason: z.string().trim().min(1, "请写明原因。").max(200) });
