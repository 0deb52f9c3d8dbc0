import { z } from "zod";
import { type Cents, parseYuan } from "#core/money.ts";
import { causes, grantStates, routes } from "./rules/grant.ts";
import { categories } from "./rules/hardship.ts";

const Yuan = z.string().regex(/^-?\d+\.\d{2}$/);
const Amount = z
  .string()
  .refine((text) => (parseYuan(text) ?? 0n) > 0n, "请填写大于0的金额，最多两位小数。")
  .transform((text) => parseYuan(text) as Cents);
const State = z.enum(grantStates);
const Words = z.string().trim().min(2, "请写清楚，至少两个字。").max(500);

export const GrantRow = z.object({
  id: z.uuid(),
  number: z.string(),
  personId: z.uuid(),
  name: z.string(),
  unit: z.string(),
  /** Null to the units where it comes from a hardship list: who stands there is the city's to know. */
  route: z.enum(routes).nullable(),
  cause: z.enum(causes),
  isUrgent: z.boolean(),
  amount: Yuan,
  state: State,
  proposedOn: z.string(),
  noticeUntil: z.string().nullable(),
  paidOn: z.string().nullable(),
});
export const grantFilters = ["open", "done", "all"] as const;
export const GrantQuery = z.object({
  show: z.enum(grantFilters).default("open"),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const GrantList = z.object({
  rows: z.array(GrantRow),
  total: z.int(),
  next: z.uuid().nullable(),
  counts: z.object({ open: z.int(), done: z.int(), all: z.int() }),
  budget: z
    .object({ year: z.int(), amount: Yuan, committed: Yuan, left: Yuan, resolution: z.string() })
    .nullable(),
  allowed: z.array(z.enum(["propose", "set_budget", "match"])),
});

export const GrantParams = z.object({ grantId: z.uuid() });
export const GrantPage = GrantRow.extend({
  reason: z.string(),
  againReason: z.string().nullable(),
  claimNumber: z.string().nullable(),
  account: z.string(),
  happenedOn: z.string(),
  noticeFrom: z.string().nullable(),
  noticePath: z.string(),
  decision: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedOn: z.string().nullable(),
  proposedBy: z.string(),
  opinions: z.array(z.object({ agrees: z.boolean(), words: z.string(), by: z.string(), at: z.string() })),
  objections: z.array(
    z.object({
      id: z.uuid(),
      words: z.string(),
      by: z.string(),
      at: z.string(),
      answer: z.string().nullable(),
      answeredBy: z.string().nullable(),
    }),
  ),
  allowed: z.array(z.enum(["opine", "object", "answer", "decide", "withdraw", "correct_payee"])),
});

const Payee = z.object({
  name: z.string().trim().min(1).max(60),
  account: z.string().trim().min(6).max(40),
  bankName: z.string().trim().max(60).default(""),
});
export const ProposalRequest = z.object({
  personId: z.uuid(),
  route: z.enum(routes),
  claimId: z.uuid().optional(),
  cause: z.enum(causes),
  happenedOn: z.iso.date(),
  isUrgent: z.boolean().default(false),
  reason: z.string().trim().min(6, "请写明为什么要救助，至少六个字。").max(1_000),
  againReason: z.string().trim().min(4).max(300).optional(),
  amount: Amount,
  payee: Payee.optional(),
});
export const Made = z.object({ id: z.uuid() });
export const OpinionRequest = z.object({ agrees: z.boolean(), words: Words });
export const DecisionRequest = z.object({ approves: z.boolean(), words: Words });
export const WordsRequest = z.object({ words: Words });
export const PayeeRequest = Payee;
export const ObjectionParams = z.object({ objectionId: z.uuid() });
export const BudgetRequest = z.object({
  year: z.int().min(2000).max(2200),
  amount: Amount,
  resolution: z.string().trim().min(4, "请写明是哪次会议、哪份文件定的。").max(200),
});
export const Done = z.object({ done: z.boolean() });

export const ListReply = z.object({
  lines: z.int(),
  matched: z.int(),
  withoutConsent: z.int(),
  unknown: z.int(),
});
export const HardshipRow = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  name: z.string(),
  unit: z.string(),
  category: z.enum(categories),
  list: z.string(),
  receivedOn: z.string(),
  helpedOn: z.string().nullable(),
});
export const HardshipQuery = z.object({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const HardshipList = z.object({
  rows: z.array(HardshipRow),
  total: z.int(),
  next: z.uuid().nullable(),
  lists: z.array(ListReply.extend({ title: z.string(), receivedOn: z.string(), by: z.string() })),
});

export const PersonParams = z.object({ personId: z.uuid() });
export const Helped = z.object({
  personId: z.uuid(),
  name: z.string(),
  unit: z.string(),
  categories: z.array(z.enum(categories)),
  claims: z.array(
    z.object({
      id: z.uuid(),
      number: z.string().nullable(),
      state: z.string(),
      amount: Yuan.nullable(),
      eventOn: z.string(),
      route: z.enum(["paid_claim", "refused_claim"]).nullable(),
      reliefNumber: z.string().nullable(),
    }),
  ),
  grants: z.array(GrantRow),
  gifts: z.array(
    z.object({ id: z.uuid(), title: z.string(), funder: z.string(), from: z.string(), until: z.string() }),
  ),
  totals: z.object({ aid: Yuan, relief: Yuan }),
  allowed: z.array(z.enum(["propose"])),
});
export const PublicParams = z.object({ city: z.coerce.number().int().min(100_000).max(999_999) });
