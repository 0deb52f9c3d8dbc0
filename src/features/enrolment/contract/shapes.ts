import { z } from "zod";
import { parseDate, parseMonth } from "#core/dates.ts";
import { lineCodes, warningCodes } from "../rules/index.ts";

export const Day = z
  .string()
  .refine((text) => parseDate(text) !== undefined, "请填写日期，例如2025-01-10。")
  .transform((text) => parseDate(text) as NonNullable<ReturnType<typeof parseDate>>);
export const Month = z
  .string()
  .refine((text) => parseMonth(text) !== undefined, "请填写月份，例如2025-01。")
  .transform((text) => parseMonth(text) as NonNullable<ReturnType<typeof parseMonth>>);
export const Yuan = z.string().regex(/^-?\d+\.\d{2}$/);

export const paging = {
  after: z.string().max(120).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
export const listOf = <T extends z.ZodType>(row: T) => ({
  rows: z.array(row),
  total: z.number(),
  next: z.string().nullable(),
});

export const Outcome = z.enum(["accepted", "review", "rejected"]);
export const LineCode = z.enum(lineCodes);
export const WarningCode = z.enum(warningCodes);

export const BatchParams = z.object({ batchId: z.uuid() });
export const LineParams = z.object({ batchId: z.uuid(), lineId: z.uuid() });
export const Done = z.object({ done: z.literal(true) });
