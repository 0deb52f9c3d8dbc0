import { z } from "zod";
import { type Cents, parseYuan } from "#core/money.ts";
import { grantStates } from "./rules/grant.ts";

const Yuan = z.string().regex(/^-?\d+\.\d{2}$/);

export const Made = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.boolean() });
export const WorkGrantParams = z.object({ grantId: z.uuid() });
export const workGrantFilters = ["open", "all"] as const;
export const WorkGrantQuery = z.object({
  show: z.enum(workGrantFilters).default("open"),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const WorkGrantRow = z.object({
  id: z.uuid(),
  number: z.string(),
  unit: z.string(),
  amount: Yuan,
  reason: z.string(),
  state: z.enum(grantStates),
  proposedBy: z.string(),
  proposedOn: z.string(),
  decidedBy: z.string().nullable(),
  decision: z.string().nullable(),
  paidOn: z.string().nullable(),
  allowed: z.array(z.enum(["decide", "pay_again"])),
});
export const WorkGrantList = z.object({
  rows: z.array(WorkGrantRow),
  total: z.int(),
  next: z.uuid().nullable(),
  counts: z.object({ open: z.int(), all: z.int() }),
  /** What the fund has by the books; null for whom it is not theirs to see. */
  balance: Yuan.nullable(),
  paid: Yuan,
  allowed: z.array(z.enum(["propose"])),
});
export const WorkGrantRequest = z.object({
  organisationId: z.uuid(),
  amount: z
    .string()
    .refine((text) => (parseYuan(text) ?? 0n) > 0n, "请填写大于0的金额，最多两位小数。")
    .transform((text) => parseYuan(text) as Cents),
  reason: z.string().trim().min(2, "请写明理由。").max(300),
});
export const DecisionRequest = z.object({ approves: z.boolean(), words: z.string().trim().min(2).max(300) });
