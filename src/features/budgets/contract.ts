import { z } from "zod";

const Cents = z.string();
export const BudgetQuery = z.object({ year: z.coerce.number().int().min(2000).max(2200).optional() });
export const BudgetRow = z.object({
  organisationId: z.uuid(),
  name: z.string(),
  budget: Cents.nullable(),
  resolution: z.string().nullable(),
  used: Cents,
  left: Cents.nullable(),
  pace: Cents,
  endsInMonth: z.int().nullable(),
  warning: z.enum(["over", "soon", "this_year"]).nullable(),
  yearNeed: Cents,
  nextYearNeed: Cents,
  byMonth: z.array(Cents),
  allowed: z.array(z.enum(["set"])),
});
export const Budgets = z.object({
  year: z.int(),
  month: z.int(),
  rows: z.array(BudgetRow),
  total: z.int(),
  next: z.null(),
  allowed: z.array(z.enum(["warn"])),
});
export const BudgetRequest = z.object({
  organisationId: z.uuid(),
  year: z.int().min(2000).max(2200),
  yuan: z.string().regex(/^\d{1,10}(\.\d{1,2})?$/, "请填写金额，例如200000.00。"),
  resolution: z.string().trim().min(2).max(200),
});
export const Done = z.object({ done: z.boolean() });
export const Warned = z.object({ organisations: z.int() });
