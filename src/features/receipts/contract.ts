import { z } from "zod";
import { type Cents, parseYuan } from "#core/money.ts";

const Yuan = z.string().regex(/^-?\d+\.\d{2}$/);
const Amount = z
  .string()
  .refine((text) => (parseYuan(text) ?? 0n) > 0n, "请填写大于0的金额，最多两位小数。")
  .transform((text) => parseYuan(text) as Cents);
const Reason = z.string().trim().min(2, "请写明原因。").max(100, "最多100个字。");

export const receiptFilters = ["to_confirm", "to_draw", "to_check", "issued", "all"] as const;
export type ReceiptFilter = (typeof receiptFilters)[number];

export const ReceiptQuery = z.object({
  state: z.enum(receiptFilters).default("all"),
  /** Part of a payer's name or title, or a number. */
  q: z.string().trim().max(60).optional(),
  after: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const RequestParams = z.object({ requestId: z.uuid() });
export const PaperParams = z.object({ requestId: z.uuid(), receiptId: z.uuid() });

export const RequestRow = z.object({
  id: z.uuid(),
  organisation: z.string(),
  title: z.string(),
  uscc: z.string(),
  kind: z.enum(["contribution", "subsidy", "gift", "donation"]),
  item: z.string(),
  heads: z.number(),
  amount: Yuan,
  receivedOn: z.string(),
  state: z.enum(["requested", "confirmed", "drawn", "issued", "reversal_drawn", "withdrawn"]),
  /** What stands, where something does. */
  number: z.string().nullable(),
  issuedOn: z.string().nullable(),
  /** It was issued on another amount: it has to be reversed. */
  hasChanged: z.boolean(),
});

export const ReceiptList = z.object({
  rows: z.array(RequestRow),
  total: z.number(),
  next: z.string().nullable(),
  counts: z.object({
    to_confirm: z.number(),
    to_draw: z.number(),
    to_check: z.number(),
    issued: z.number(),
    all: z.number(),
  }),
  subsidyPaper: z.enum(["receipt", "transfer_note"]),
  allowed: z.array(z.string()),
});

export const ReceiptPage = z.object({
  request: RequestRow.extend({
    note: z.string().nullable(),
    confirmedBy: z.string().nullable(),
    confirmedAt: z.string().nullable(),
    drawnBy: z.string().nullable(),
    drawnAt: z.string().nullable(),
  }),
  receipts: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      paper: z.enum(["receipt", "transfer_note", "donation_receipt"]),
      kind: z.enum(["issued", "reversal"]),
      amount: Yuan,
      issuedOn: z.string(),
      drawnBy: z.string(),
      checkedBy: z.string(),
      reason: z.string(),
      isReversed: z.boolean(),
    }),
  ),
  allowed: z.array(z.string()),
});

export const ConfirmationRequest = z.object({
  title: z.string().trim().min(2, "请填写抬头。").max(60, "最多60个字。"),
  uscc: z.string().trim().max(30),
  amount: Amount,
});
export const ReasonRequest = z.object({ reason: Reason });
export const ChosenRequests = z.object({
  requestIds: z.array(z.uuid()).min(1, "请先选收据。").max(500),
});
export const SettingRequest = z.object({ subsidyPaper: z.enum(["receipt", "transfer_note"]) });
export const Done = z.object({ done: z.literal(true) });

/** What the public page takes: the code from the paper, by hand or by its QR code. */
export const CheckQuery = z.object({ code: z.string().max(60).optional() });
