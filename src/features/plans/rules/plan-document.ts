import { z } from "zod";
import { type PlainDate, parseDate } from "#core/dates.ts";
import { mostShares } from "./amount.ts";
import { anyCents, basisPoints, clauseText } from "./benefits/benefit.ts";
import { Benefit } from "./benefits/index.ts";
import { Clause, DocumentNeeded, Exclusion, noneTwice } from "./clauses.ts";
import { Example } from "./example.ts";

/**
 * A plan version as its file states it. Every object is strict: a key this schema does not know is an error, because
 * a misspelt limit that is silently ignored pays out money. What the benefits pay is worked out in `work-out.ts`.
 */
const day = z.string().refine((text) => parseDate(text) !== undefined, "not_a_day");
const cityCode = z.int().min(110_000).max(659_999);
const term = <T extends z.ZodType>(value: T) => z.strictObject({ value, clause: clauseText });
const wholeDays = z.int().min(0);

const Price = z.strictObject({ city: cityCode.optional(), valid_from: day, cents: z.int().min(1) });
const WaitingStep = z.strictObject({
  through_day: z.int().min(1),
  factor_bp: basisPoints,
  clause: clauseText,
});

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
      .array(Price)
      .min(1)
      .superRefine(
        noneTwice(({ city, valid_from }) => `${city ?? ""} ${valid_from}`, "valid_from", "price_twice"),
      ),
    shares: z.strictObject({ min: z.int().min(1), max: z.int().min(1).max(mostShares) }),
    eligibility: z.strictObject({
      age_min: term(z.int().min(0)).optional(),
      age_max: term(z.int().min(0)).optional(),
      sex: term(z.enum(["female", "male"])).optional(),
    }),
    waiting: z.array(WaitingStep).superRefine(checkWaiting).optional(),
    waiting_waived_up_to_gap_days: term(wholeDays).optional(),
    filing_days: term(wholeDays).optional(),
    benefits: z
      .array(Benefit)
      .min(1)
      .superRefine(noneTwice(({ code }) => code, "code", "benefit_twice")),
    cap_groups: z.record(z.string(), z.strictObject({ cents: anyCents, clause: clauseText })).optional(),
    clauses: z
      .array(Clause)
      .superRefine(noneTwice(({ clause }) => clause, "clause", "clause_twice"))
      .optional(),
    documents: z
      .array(DocumentNeeded)
      .superRefine(noneTwice(({ code }) => code, "code", "document_twice"))
      .optional(),
    exclusions: z.array(Exclusion).optional(),
    examples: z
      .array(Example)
      .superRefine(noneTwice(({ name }) => name, "name", "example_twice"))
      .optional(),
  })
  .superRefine(checkTogether);

export type PlanDocument = z.output<typeof PlanDocument>;
export const dayIn = (text: string): PlainDate => text as PlainDate;

function checkWaiting(steps: readonly z.output<typeof WaitingStep>[], check: z.core.$RefinementCtx): void {
  for (const [place, step] of steps.entries()) {
    if (place > 0 && step.through_day <= (steps[place - 1]?.through_day ?? 0)) {
      check.addIssue({
        code: "custom",
        path: [place, "through_day"],
        message: "waiting_not_ascending",
      });
    }
  }
}

/** What two parts of a file must say of each other. */
function checkTogether(plan: PlanDocument, check: z.core.$RefinementCtx): void {
  const complain = (message: string, ...path: PropertyKey[]) =>
    check.addIssue({ code: "custom", path, message });
  const { age_min, age_max } = plan.eligibility;
  if (plan.shares.max < plan.shares.min) complain("shares_max_below_min", "shares", "max");
  if (age_min && age_max && age_max.value < age_min.value) {
    complain("age_max_below_min", "eligibility", "age_max");
  }
  if (plan.valid_until !== undefined && plan.valid_until <= plan.valid_from) {
    complain("valid_until_too_early", "valid_until");
  }
  for (const [place, benefit] of plan.benefits.entries()) {
    const group = "cap_group" in benefit ? benefit.cap_group : undefined;
    if (group !== undefined && !Object.hasOwn(plan.cap_groups ?? {}, group)) {
      complain("cap_group_unknown", "benefits", place, "cap_group");
    }
  }
  if (!plan.clauses) return;
  const known = new Set(plan.clauses.map(({ clause }) => clause));
  for (const { clause, path } of clausesNamed(plan)) {
    if (!known.has(clause)) complain("clause_unknown", ...path);
  }
}

/** Where the terms, papers and exclusions of a plan name a clause. */
export function clausesNamed(plan: PlanDocument): { clause: string; path: PropertyKey[] }[] {
  const found: { clause: string; path: PropertyKey[] }[] = [];
  const walk = (value: unknown, path: PropertyKey[]) => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const at = [...path, Array.isArray(value) ? Number(key) : key];
      if (key === "clause" && typeof inner === "string") found.push({ clause: inner, path: at });
      else walk(inner, at);
    }
  };
  const { clauses, examples, ...terms } = plan;
  walk(terms, []);
  return found;
}
