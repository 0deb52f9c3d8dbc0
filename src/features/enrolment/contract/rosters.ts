import { z } from "zod";
import { CoverSaid } from "./covers.ts";
import { Day, LineCode, listOf, Month, paging, WarningCode, Yuan } from "./shapes.ts";

export const BatchState = z.enum(["draft", "read", "confirmed", "withdrawn"]);
export const BatchLabel = z.enum(["addition", "joint_union", "platform_workers", "gift"]);

export const UnitParams = z.object({ organisationId: z.uuid() });

export const OpenBatchRequest = z.object({
  organisationId: z.uuid(),
  settlementMonth: Month,
  coverFrom: Day.optional(),
  planCode: z.string().min(1).max(40).default("HN-INP-80"),
  label: BatchLabel.optional(),
  giftId: z.uuid().optional(),
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

const Share = z.object({ perHead: Yuan, amount: Yuan });
/** What a roster asks of whom, as funding answers it: of its bill, or worked out for those it would confirm now. */
export const RosterDues = z.object({
  heads: z.number().int(),
  billId: z.uuid().nullable(),
  /** What the unit itself transfers: its own share, and what it advances. */
  own: Share,
  /** Its members bear the unit's own share. */
  fromMembers: z.boolean(),
  others: z.array(
    Share.extend({
      name: z.string(),
      /** The unit advances it and gets it back. */
      isPaidBack: z.boolean(),
      /** It pays the whole price: the unit owes nothing. */
      isGift: z.boolean(),
    }),
  ),
  /** The last day for the unit's money; null where that year's calendar is not known. */
  due: z
    .object({
      day: z.string(),
      /** Where the month asked for is over: the month it settles in, and from when cover runs then. */
      later: z.object({ month: z.string(), coverFrom: z.string() }).nullable(),
    })
    .nullable(),
});

export const BatchPage = BatchRow.extend({
  version: z.number(),
  planName: z.string(),
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
  /** How its covers stand, once it is confirmed. */
  cover: CoverSaid.nullable(),
  nextStep: z.enum(["upload", "handle", "wait_for_review", "confirm", "bill", "done"]),
  billedAt: z.string().nullable(),
  allowed: z.array(z.string()),
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
