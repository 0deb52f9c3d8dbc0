import { z } from "zod";
import { type PlainMonth, parseMonth } from "#core/dates.ts";

export const Month = z
  .string()
  .refine((text) => parseMonth(text) !== undefined, "请填写月份，例如2025-01。")
  .transform((text) => text as PlainMonth);
const Yuan = z.string().regex(/^-?\d+\.\d{2}$/);

export const MonthQuery = z.object({ month: Month.optional() });
export const MonthParams = z.object({ month: Month });
export const AccountParams = z.object({ code: z.string().max(40) });
export const EntryParams = z.object({ entryId: z.uuid() });
export const PageQuery = z.object({
  month: Month.optional(),
  after: z.string().max(120).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const TrialBalance = z.object({
  month: z.string().nullable(),
  /** Months with entries, newest first. */
  months: z.array(z.string()),
  isClosed: z.boolean(),
  isBalanced: z.boolean(),
  rows: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      nature: z.string(),
      opening: Yuan,
      debit: Yuan,
      credit: Yuan,
      closing: Yuan,
    }),
  ),
  debit: Yuan,
  credit: Yuan,
  allowed: z.array(z.string()),
});

export const AccountSheet = z.object({
  code: z.string(),
  name: z.string(),
  month: z.string().nullable(),
  months: z.array(z.string()),
  opening: Yuan,
  debit: Yuan,
  credit: Yuan,
  closing: Yuan,
  rows: z.array(
    z.object({
      id: z.string(),
      entryId: z.uuid(),
      voucher: z.string(),
      on: z.string(),
      summary: z.string(),
      other: z.string(),
      organisation: z.string().nullable(),
      debit: Yuan.nullable(),
      credit: Yuan.nullable(),
      balance: Yuan,
    }),
  ),
  total: z.number(),
  next: z.string().nullable(),
});

export const VoucherList = z.object({
  month: z.string().nullable(),
  months: z.array(z.string()),
  rows: z.array(
    z.object({
      id: z.uuid(),
      voucher: z.string(),
      on: z.string(),
      summary: z.string(),
      debitAccounts: z.string(),
      creditAccounts: z.string(),
      amount: Yuan,
      isReversal: z.boolean(),
      isReversed: z.boolean(),
    }),
  ),
  total: z.number(),
  next: z.string().nullable(),
});

export const Voucher = z.object({
  id: z.uuid(),
  voucher: z.string(),
  cityName: z.string(),
  on: z.string(),
  recordedAt: z.string(),
  recordedBy: z.string(),
  summary: z.string(),
  source: z.string(),
  lines: z.array(
    z.object({
      account: z.string(),
      organisation: z.string().nullable(),
      debit: Yuan.nullable(),
      credit: Yuan.nullable(),
    }),
  ),
  total: Yuan,
  totalInWords: z.string(),
  reverses: z.object({ id: z.uuid(), voucher: z.string() }).nullable(),
  reversedBy: z.object({ id: z.uuid(), voucher: z.string() }).nullable(),
  allowed: z.array(z.string()),
});

export const ReversalRequest = z.object({
  reason: z.string().trim().min(2, "请写明冲回的原因。").max(200, "最多200个字。"),
});
export const Reversed = z.object({ entryId: z.uuid() });

export const Verification = z.object({
  isSound: z.boolean(),
  checks: z.array(
    z.object({ code: z.string(), title: z.string(), isSound: z.boolean(), findings: z.array(z.string()) }),
  ),
});

export const Mapping = z.object({
  rows: z
    .array(
      z.object({
        account: z.string().max(40),
        code: z.string().trim().min(1, "请填写科目编码。").max(40),
        name: z.string().trim().min(1, "请填写科目名称。").max(80),
      }),
    )
    .max(100),
});
