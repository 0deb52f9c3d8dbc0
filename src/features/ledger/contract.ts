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

export const MappingList = z.object({
  rows: z.array(
    z.object({
      account: z.string(),
      /** What we call it. */
      ours: z.string(),
      code: z.string().nullable(),
      name: z.string().nullable(),
    }),
  ),
  allowed: z.array(z.string()),
});
export const MappingInput = z
  .object({
    code: z
      .string()
      .trim()
      .max(40, "最多40个字。")
      .regex(/^[0-9A-Za-z.\-_]*$/, "科目编码只能有数字、字母、点和横线。"),
    name: z.string().trim().max(80, "最多80个字。"),
  })
  .refine(({ code, name }) => (code === "") === (name === ""), {
    message: "编码和名称要一起填，或一起清空。",
    path: ["name"],
  });
export const Mapped = z.object({ done: z.literal(true) });

/** The vouchers of a month from one number to another, at most 200, as they are printed. */
export const SheetQuery = z.object({
  from: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const VoucherSheets = z.object({
  month: z.string(),
  total: z.number(),
  rows: z.array(Voucher.omit({ allowed: true })),
});
