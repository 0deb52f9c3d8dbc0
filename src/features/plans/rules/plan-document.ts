import { z } from "zod";
import { type PlainDate, parseDate } from "#core/dates.ts";

/**
 * A plan version as its file states it. Every object is strict: a key this schema does not know is an error, because
 * a misspelt limit that is silently ignored pays out money. What the benefits pay is worked out elsewhere.
 */
const clause = z.string().min(1);
const code = z.string().regex(/^[a-z][a-z0-9_]*$/, "code_shape");
const wholeCents = z.int().min(0);
const basisPoints = z.int().min(0).max(10_000);
const day = z.string().refine((text) => parseDate(text) !== undefined, "not_a_day");
const cityCode = z.int().min(110_000).max(659_999);
const term = <T extends z.ZodType>(value: T) => z.strictObject({ value, clause });

export const eventKinds = [
  "inpatient",
  "chronic_outpatient",
  "diagnosis",
  "accident_medical",
  "disability",
  "accidental_death",
  "sudden_death",
] as const;

export const bases = [
  "in_scope_self_pay",
  "in_scope_self_pay_after_deductible",
  "catalogue_self_pay",
  "total_after_other_payers",
] as const;

const benefit = { code, clause, triggers: z.array(z.enum(eventKinds)).min(1) };
const tier = z.strictObject({
  above_cents: wholeCents,
  to_cents: wholeCents.optional(),
  rate_bp: basisPoints,
});

const Benefit = z.discriminatedUnion("kind", [
  z.strictObject({
    ...benefit,
    kind: z.literal("reimbursement"),
    basis: z.enum(bases),
    deductible_cents: wholeCents,
    tiers: z.array(tier).min(1).superRefine(checkTiers),
    cap_event_cents: wholeCents.optional(),
    cap_cover_cents: wholeCents.optional(),
  }),
  z.strictObject({
    ...benefit,
    kind: z.literal("allowance"),
    daily_cents: wholeCents,
    from_day: z.int().min(1),
    max_days_cover: z.int().min(1).optional(),
  }),
  z.strictObject({
    ...benefit,
    kind: z.literal("lump_sum"),
    once_per: z.enum(["cover", "class"]),
    per_share: z.boolean(),
    classes: z
      .array(z.strictObject({ icd10: z.array(z.string().min(1)).min(1), cents: wholeCents }))
      .min(1)
      .superRefine(checkPrefixes),
  }),
  z.strictObject({
    ...benefit,
    kind: z.literal("disability"),
    sum_cents: wholeCents,
    percent_by_grade: z.record(z.string().regex(/^\d+$/), z.int().min(0).max(100)),
    cap_group: z.string().optional(),
  }),
  z.strictObject({
    ...benefit,
    kind: z.literal("death"),
    sum_cents: wholeCents,
    cap_group: z.string().optional(),
  }),
]);

const waitingStep = z.strictObject({ through_day: z.int().min(1), factor_bp: basisPoints, clause });

export const PlanDocument = z
  .strictObject({
    code: z.string().regex(/^[A-Z0-9][A-Z0-9-]*$/, "code_shape"),
    version: z.string().min(1),
    name: z.string().min(1),
    source: z.string().min(1),
    valid_from: day,
    valid_until: day.optional(),
    period_months: z.int().min(1),
    prices: z
      .array(z.strictObject({ city: cityCode.optional(), valid_from: day, cents: z.int().min(1) }))
      .min(1)
      .superRefine(checkPrices),
    shares: z.strictObject({ min: z.int().min(1), max: z.int().min(1) }),
    eligibility: z.strictObject({
      age_min: term(z.int().min(0)).optional(),
      age_max: term(z.int().min(0)).optional(),
      sex: term(z.enum(["female", "male"])).optional(),
    }),
    waiting: z.array(waitingStep).superRefine(checkWaiting).optional(),
    waiting_waived_up_to_gap_days: term(z.int().min(0)).optional(),
    filing_days: term(z.int().min(1)).optional(),
    benefits: z.array(Benefit).min(1),
    cap_groups: z.record(z.string(), z.strictObject({ cents: wholeCents, clause })).optional(),
    clauses: z.record(z.string(), z.string()).optional(),
    documents: z.array(z.unknown()).optional(),
    exclusions: z.array(z.unknown()).optional(),
    examples: z.array(z.unknown()).optional(),
  })
  .superRefine(checkCapGroups);

export type PlanDocument = z.output<typeof PlanDocument>;
export const dayIn = (text: string): PlainDate => text as PlainDate;

type Check = { addIssue(issue: { code: "custom"; path: PropertyKey[]; message: string }): void };
const complain = (check: Check, message: string, ...path: PropertyKey[]) =>
  check.addIssue({ code: "custom", path, message });

/** The first tier begins at 0, each goes on where the one before ended, and only the last is open. */
function checkTiers(tiers: readonly z.output<typeof tier>[], check: Check): void {
  let end: number | undefined = 0;
  for (const [place, { above_cents, to_cents }] of tiers.entries()) {
    if (above_cents !== end) {
      complain(
        check,
        end !== undefined && above_cents > end ? "tier_gap" : "tier_overlap",
        place,
        "above_cents",
      );
    }
    if (to_cents !== undefined && to_cents <= above_cents) complain(check, "tier_empty", place, "to_cents");
    end = to_cents;
  }
  if (end !== undefined) complain(check, "last_tier_not_open", tiers.length - 1, "to_cents");
}

function checkPrefixes(classes: readonly { icd10: string[] }[], check: Check): void {
  const seen = new Set<string>();
  for (const [place, { icd10 }] of classes.entries()) {
    for (const [at, prefix] of icd10.entries()) {
      if (seen.has(prefix)) complain(check, "prefix_twice", place, "icd10", at);
      seen.add(prefix);
    }
  }
}

function checkPrices(
  prices: readonly { city?: number | undefined; valid_from: string }[],
  check: Check,
): void {
  const seen = new Set<string>();
  for (const [place, { city, valid_from }] of prices.entries()) {
    const key = `${city ?? ""} ${valid_from}`;
    if (seen.has(key)) complain(check, "price_twice", place);
    seen.add(key);
  }
}

function checkWaiting(steps: readonly z.output<typeof waitingStep>[], check: Check): void {
  for (const [place, step] of steps.entries()) {
    if (place > 0 && step.through_day <= (steps[place - 1]?.through_day ?? 0)) {
      complain(check, "waiting_not_ascending", place, "through_day");
    }
  }
}

type CapUse = {
  benefits: readonly ({ kind: "disability" | "death"; cap_group?: string | undefined } | { kind: string })[];
  cap_groups?: object | undefined;
  shares: { min: number; max: number };
};

function checkCapGroups({ benefits, cap_groups, shares }: CapUse, check: Check): void {
  for (const [place, benefit] of benefits.entries()) {
    const cap_group = "cap_group" in benefit ? benefit.cap_group : undefined;
    if (cap_group && !(cap_group in (cap_groups ?? {}))) {
      complain(check, "cap_group_unknown", "benefits", place, "cap_group");
    }
  }
  if (shares.max < shares.min) complain(check, "shares_max_below_min", "shares", "max");
}
