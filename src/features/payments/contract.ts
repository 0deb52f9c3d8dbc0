import { z } from "zod";
import { type Cents, parseYuan } from "#core/money.ts";
import { purposes as viewPurposes } from "#core/purposes.ts";

const Yuan = z.string().regex(/^-?\d+\.\d{2}$/);
const Amount = z
  .string()
  .refine((text) => (parseYuan(text) ?? 0n) > 0n, "请填写大于0的金额，最多两位小数。")
  .transform((text) => parseYuan(text) as Cents);
const Reason = z.string().trim().min(2, "请写明原因。").max(200, "最多200个字。");
const After = z.string().max(60).optional();
const Limit = z.coerce.number().int().min(1).max(200).default(50);

export const paymentFilters = ["waiting", "under_way", "paid", "to_correct", "all"] as const;
export type PaymentFilter = (typeof paymentFilters)[number];

export const PaymentQuery = z.object({
  state: z.enum(paymentFilters).default("waiting"),
  purpose: z.enum(["benefit", "refund", "relief", "work_fund"]).optional(),
  fund: z.string().max(40).optional(),
  bank: z.string().max(80).optional(),
  batchId: z.uuid().optional(),
  /** Part of a payee's name, or a number. */
  q: z.string().trim().max(60).optional(),
  after: After,
  limit: Limit,
});
export const PaymentParams = z.object({ paymentId: z.uuid() });
export const BatchParams = z.object({ batchId: z.uuid() });

export const PaymentRow = z.object({
  id: z.uuid(),
  number: z.string(),
  payee: z.string(),
  account: z.string(),
  bank: z.string(),
  purpose: z.enum(["benefit", "refund", "relief", "work_fund"]),
  fund: z.string(),
  amount: Yuan,
  remark: z.string(),
  state: z.enum(["ordered", "batched", "released", "paid", "failed", "returned", "cancelled"]),
  /** Why it failed or was sent back. */
  reason: z.string(),
  orderedOn: z.string(),
  batch: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  isAgain: z.boolean(),
});

export const PaymentList = z.object({
  rows: z.array(PaymentRow),
  total: z.number(),
  /** Of the whole filter. */
  amount: Yuan,
  next: z.string().nullable(),
  counts: z.object({
    waiting: z.number(),
    under_way: z.number(),
    paid: z.number(),
    to_correct: z.number(),
    all: z.number(),
  }),
  /** What the waiting ones can be chosen by. */
  funds: z.array(z.object({ code: z.string(), name: z.string(), balance: Yuan })),
  banks: z.array(z.string()),
  layouts: z.array(z.object({ code: z.string(), label: z.string() })),
  /** From which accounts the city can pay, the one it paid from last first. */
  accounts: z.array(z.object({ id: z.uuid(), shown: z.string(), holder: z.string() })),
  limits: z.object({ payment: Yuan, batch: Yuan }),
  allowed: z.array(z.string()),
});

export const PaymentPage = z.object({
  payment: PaymentRow.extend({ bankCode: z.string(), settledOn: z.string().nullable() }),
  replaces: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  replacedBy: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  course: z.array(z.object({ at: z.string(), who: z.string(), what: z.string() })),
  allowed: z.array(z.string()),
});

export const RevealRequest = z.object({ purpose: z.enum(viewPurposes) });
export const Revealed = z.object({ value: z.string() });

export const ReplacementRequest = z.object({
  name: z.string().trim().min(1, "请填写户名。").max(60, "最多60个字。"),
  account: z.string().trim().min(6, "请填写账号。").max(40, "最多40位。"),
  bankName: z.string().trim().max(60).optional(),
  bankCode: z
    .string()
    .trim()
    .regex(/^(\d{12})?$/, "联行号是12位数字。")
    .optional(),
});
export const Replaced = z.object({ paymentId: z.uuid(), number: z.string() });

export const BatchRequest = z.object({
  layout: z.enum(["icbc", "ccb"]),
  paymentIds: z.array(z.uuid()).min(1, "请先选付款。").max(5000),
  /** From which of the city's accounts; the one paid from last unless told. */
  accountId: z.uuid().optional(),
});
export const BatchMade = z.object({ batchId: z.uuid() });

export const BatchQuery = z.object({ after: After, limit: Limit });

export const BatchRow = z.object({
  id: z.uuid(),
  number: z.string(),
  layout: z.string(),
  fund: z.string(),
  payments: z.number(),
  amount: Yuan,
  state: z.enum(["made", "released", "withdrawn"]),
  paid: z.number(),
  /** Failed or sent back. */
  failed: z.number(),
  madeBy: z.string(),
  madeAt: z.string(),
  releasedBy: z.string().nullable(),
  releasedOn: z.string().nullable(),
});

export const BatchList = z.object({
  rows: z.array(BatchRow),
  total: z.number(),
  next: z.string().nullable(),
  /** Wait for their release; wait for the bank's answer. */
  counts: z.object({ made: z.number(), unanswered: z.number() }),
});

export const BatchPage = z.object({
  batch: BatchRow.extend({
    hash: z.string(),
    fundName: z.string(),
    fundBalance: Yuan,
    payer: z.string(),
    withdrawnBy: z.string().nullable(),
    withdrawnReason: z.string().nullable(),
    /** What of it the bank's statement shows. */
    debited: Yuan,
  }),
  /** The batch released before it, for whoever compares. */
  last: z.object({ number: z.string(), payments: z.number(), amount: Yuan, on: z.string() }).nullable(),
  differences: z.array(z.object({ code: z.string(), said: z.string(), numbers: z.array(z.string()) })),
  results: z.array(
    z.object({
      id: z.uuid(),
      fileName: z.string(),
      paid: z.number(),
      failed: z.number(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  allowed: z.array(z.string()),
});

export const ReleaseRequest = z.object({
  payments: z.int().positive(),
  amount: Amount,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export const WithdrawalRequest = z.object({ reason: Reason });
export const Done = z.object({ done: z.literal(true) });

export const ResultReply = z.object({
  paid: z.number(),
  failed: z.number(),
  known: z.number(),
  open: z.number(),
});

export const PaymentLimits = z.object({ payment: Yuan, batch: Yuan });
export const LimitsRequest = z.object({ payment: Amount, batch: Amount });
