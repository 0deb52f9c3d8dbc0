import { z } from "zod";
import { Variant } from "./rules/variant.ts";

const Yuan = z.string();
const Code = z.string().regex(/^[A-Z0-9][A-Z0-9-]*$/);

/** What may be tried, and on which years. */
export const TrialPlans = z.object({
  rows: z.array(
    z.object({
      code: z.string(),
      version: z.string(),
      name: z.string(),
      /** Years in which claims were filed under covers of this plan, the latest first. */
      years: z.array(z.object({ year: z.int(), claims: z.int() })),
    }),
  ),
});

/** The terms of a version as they stand: what a form begins with. Whole cents, days, per cent. */
export const TrialTerms = z.object({
  code: z.string(),
  version: z.string(),
  name: z.string(),
  benefits: z.array(
    z.object({
      code: z.string(),
      kind: z.enum(["reimbursement", "allowance", "lump_sum", "disability", "death"]),
      clause: z.string(),
      terms: z.array(z.object({ place: z.string(), value: z.int().nullable() })),
      tiers: z
        .array(z.object({ above_cents: z.int(), to_cents: z.int().optional(), rate_bp: z.int() }))
        .nullable(),
    }),
  ),
  groups: z.array(z.object({ place: z.string(), value: z.int() })),
  filingDays: z.int().nullable(),
  waiting: z.array(z.object({ through_day: z.int(), factor_bp: z.int() })),
});

export const TermsQuery = z.object({ plan: Code, version: z.string().min(1) });

const Sum = z.object({
  people: z.int(),
  claims: z.int(),
  before: Yuan,
  after: Yuan,
  gaining: z.int(),
  gained: Yuan,
  mostGained: Yuan,
  losing: z.int(),
  lost: Yuan,
  mostLost: Yuan,
});

export const Outcome = z.object({
  whole: Sum,
  segments: z.object({
    unit_kind: z.array(Sum.extend({ key: z.string() })),
    age_band: z.array(Sum.extend({ key: z.string() })),
    bill_size: z.array(Sum.extend({ key: z.string() })),
  }),
  /** Contributions of the covers that began in the year: what the loss ratio is measured by. */
  contributions: Yuan,
  covers: z.int(),
});

export const OutcomeQuery = TermsQuery.extend({
  year: z.coerce.number().int().min(2000).max(2200),
  /** A variant as JSON; without one the version itself. */
  variant: z.string().max(8_000).optional(),
});

export const KeepRequest = TermsQuery.extend({
  name: z.string().trim().min(1).max(60),
  note: z.string().trim().max(500).default(""),
  year: z.int().min(2000).max(2200),
  variants: z.array(Variant).min(1).max(5),
  share: z.boolean().default(false),
});

export const TrialRow = z.object({
  id: z.uuid(),
  name: z.string(),
  planName: z.string(),
  version: z.string(),
  year: z.int(),
  variants: z.int(),
  isShared: z.boolean(),
  keptAt: z.string(),
  keptBy: z.string(),
});
export const TrialList = z.object({ rows: z.array(TrialRow), total: z.int(), next: z.string().nullable() });

export const TrialPage = TrialRow.extend({
  note: z.string(),
  plan: z.string(),
  content: z.array(z.object({ variant: Variant, outcome: Outcome })),
  allowed: z.array(z.enum(["share", "remove"])),
});

export const TrialParams = z.object({ trialId: z.uuid() });
export const ShareRequest = z.object({ share: z.boolean() });

const Band = z.object({ low: z.number(), middle: z.number(), high: z.number() });

/** Estimates in yuan, rounded to whole yuan: nothing is booked from them. */
export const ForecastReply = z.object({
  planName: z.string(),
  asOf: z.string(),
  past: z.array(
    z.object({
      month: z.string(),
      covered: z.number(),
      claims: z.int(),
      cost: z.number(),
      income: z.number(),
    }),
  ),
  /** Null where the past is too short: no month with claims and people under cover. */
  ahead: z
    .object({
      months: z.array(
        z.object({ month: z.string(), covered: z.int(), income: z.number(), cost: Band, reserve: Band }),
      ),
      income: z.number(),
      cost: Band,
      frequency: z.number(),
      severity: z.number(),
    })
    .nullable(),
  assumed: z.object({
    renewalBp: z.int(),
    joining: z.int(),
    reserve: Yuan,
    price: Yuan,
    months: z.int(),
  }),
});

export const ForecastQuery = z.object({
  plan: Code,
  renewalBp: z.coerce.number().int().min(0).max(10_000).default(9_000),
  joining: z.coerce.number().int().min(0).max(10_000_000).optional(),
  reserve: z
    .string()
    .regex(/^\d{1,13}(\.\d{1,2})?$/)
    .optional(),
});
