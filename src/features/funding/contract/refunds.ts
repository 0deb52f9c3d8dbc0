import { z } from "zod";
import { refundGrounds, refundStates } from "../rules/refund.ts";

const Day = z.iso.date();
const Yuan = z.string().regex(/^-?\d+\.\d{2}$/);
const Instant = z.iso.datetime();

export const RefundParams = z.object({ refundId: z.uuid() });
export const RefundPaperParams = RefundParams.extend({ paperId: z.uuid() });

const PayerPart = z.object({ payerName: z.string(), amount: Yuan });

/** Before it is asked: whose cover, what it would give back to whom, and which grounds stand open today. */
export const RefundOffer = z.object({
  coverId: z.uuid(),
  name: z.string(),
  idNumber: z.string(),
  unit: z.string(),
  coverFrom: Day,
  coverThrough: Day,
  amount: Yuan,
  parts: z.array(PayerPart),
  /** The own share was the worker's: it goes back to the worker's account. */
  needsMemberAccount: z.boolean(),
  grounds: z.array(z.object({ ground: z.enum(refundGrounds), why: z.string().nullable() })),
  /** One that is under way or paid already. */
  refundId: z.uuid().nullable(),
});

export const RefundInput = z.object({
  ground: z.enum(refundGrounds),
  reason: z.string().trim().min(2).max(500),
  memberAccount: z.string().trim().max(40).optional(),
});
export const RefundDecision = z.object({ agree: z.boolean(), note: z.string().trim().max(500).default("") });

export const refundFilters = ["all", "to_decide", "under_way", "paid", "closed"] as const;
export const RefundQuery = z.object({
  state: z.enum(refundFilters).default("all"),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  billId: z.uuid().optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const RefundRow = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  unit: z.string(),
  month: z.string(),
  ground: z.enum(refundGrounds),
  amount: Yuan,
  state: z.enum(refundStates),
  askedAt: Instant,
  askedBy: z.string(),
});
export const RefundList = z.object({
  rows: z.array(RefundRow),
  total: z.int(),
  next: z.string().nullable(),
  counts: z.record(z.enum(refundFilters), z.int()),
  allowed: z.array(z.enum(["ask", "decide"])),
});

export const RefundPage = RefundRow.extend({
  idNumber: z.string(),
  coverFrom: Day,
  reason: z.string(),
  billId: z.uuid(),
  memberAccount: z.string().nullable(),
  shares: z.array(
    PayerPart.extend({
      payee: z.string(),
      /** waiting for the province; ordered; paid; came back and not yet put right. */
      state: z.enum(["waiting", "ordered", "paid", "came_back"]),
      paidOn: Day.nullable(),
      trouble: z.string().nullable(),
    }),
  ),
  papers: z.array(z.object({ id: z.uuid(), type: z.string(), by: z.string(), at: Instant })),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  decisionNote: z.string().nullable(),
  receivedOn: Day.nullable(),
  paidOn: Day.nullable(),
  allowed: z.array(z.enum(["paper", "withdraw", "decide"])),
  /** The actor asked: another person decides. */
  isOwn: z.boolean(),
});
export const RefundMade = z.object({ id: z.uuid() });
export const RefundPaperReply = z.object({ paperId: z.uuid() });
