import { z } from "zod";
import { PlanDocument } from "#features/plans/rules/index.ts";

/**
 * A plan as somebody imagines it: the published version with some of its terms changed. Whatever it becomes must be a
 * plan that could be published: the same schema judges it.
 */
export const Variant = z.strictObject({
  name: z.string().trim().min(1).max(40),
  /** Terms by their place: `inpatient.deductible_cents`. null: no such limit. Whole cents, days, per cent. */
  terms: z.record(z.string(), z.int().min(0).nullable()).default({}),
  /** Tiers of a reimbursement, whole: `{ inpatient: [...] }`. */
  tiers: z
    .record(
      z.string(),
      z.array(
        z.strictObject({
          above_cents: z.int().min(0),
          to_cents: z.int().min(0).optional(),
          rate_bp: z.int().min(0).max(10_000),
        }),
      ),
    )
    .default({}),
  /** Steps of waiting by their last day; an empty list: no waiting. */
  waiting: z
    .array(z.strictObject({ through_day: z.int().min(1), factor_bp: z.int().min(0).max(10_000) }))
    .optional(),
});
export type Variant = z.output<typeof Variant>;

export type VariantProblem = { readonly at: string; readonly code: string };
export type Imagined =
  | { readonly plan: PlanDocument; readonly problems: readonly [] }
  | { readonly plan: undefined; readonly problems: readonly VariantProblem[] };

/** The plan of a variant, or everything that is wrong with it. */
export function imagine(published: PlanDocument, variant: Variant): Imagined {
  const draft = structuredClone(published) as Draft;
  const problems: VariantProblem[] = [];
  for (const [place, value] of Object.entries(variant.terms)) {
    if (!change(draft, place, value)) problems.push({ at: place, code: "term_unknown" });
  }
  for (const [code, tiers] of Object.entries(variant.tiers)) {
    const benefit = draft.benefits.find((each) => each.code === code);
    if (benefit?.kind === "reimbursement") benefit.tiers = tiers;
    else problems.push({ at: code, code: "term_unknown" });
  }
  if (variant.waiting) {
    const clause = published.waiting?.[0]?.clause ?? "试算";
    draft.waiting = variant.waiting.map((step) => ({ ...step, clause }));
  }
  const judged = PlanDocument.safeParse(draft);
  if (!judged.success)
    problems.push(
      ...judged.error.issues.map((issue) => ({
        at: placeOf(draft, issue.path),
        code: issue.code === "custom" ? issue.message : issue.code,
      })),
    );
  return judged.success && problems.length === 0
    ? { plan: judged.data, problems: [] }
    : { plan: undefined, problems };
}

type Draft = Omit<PlanDocument, "benefits" | "waiting"> & {
  benefits: (PlanDocument["benefits"][number] & Record<string, unknown>)[];
  waiting?: PlanDocument["waiting"];
};

/** Terms of the whole plan that carry a clause beside their value. */
const planTerms = ["filing_days", "waiting_waived_up_to_gap_days"] as const;

function change(draft: Draft, place: string, value: number | null): boolean {
  const [owner = "", key = ""] = place.split(".");
  if (owner === "cap_groups") {
    const group = draft.cap_groups?.[key];
    if (group && value !== null) group.cents = value;
    return group !== undefined && value !== null;
  }
  const term = planTerms.find((each) => each === place);
  if (term) {
    if (value === null) delete draft[term];
    else draft[term] = { value, clause: draft[term]?.clause ?? "试算" };
    return true;
  }
  const benefit = draft.benefits.find((each) => each.code === owner);
  if (!benefit || !(termsOf[benefit.kind] as readonly string[]).includes(key)) return false;
  if (value === null) delete benefit[key];
  else (benefit as Record<string, unknown>)[key] = value;
  return true;
}

/** What may be tried of each kind of benefit, beside tiers. */
export const termsOf = {
  reimbursement: ["deductible_cents", "cap_event_cents", "cap_cover_cents"],
  allowance: ["daily_cents", "from_day", "max_days_cover"],
  lump_sum: [],
  disability: ["sum_cents"],
  death: ["sum_cents"],
} as const satisfies Record<PlanDocument["benefits"][number]["kind"], readonly string[]>;

/** `benefits.0.tiers.1.above_cents` as people name it: `inpatient.tiers.1.above_cents`. */
const placeOf = (draft: Draft, path: readonly PropertyKey[]): string =>
  (path[0] === "benefits" && typeof path[1] === "number"
    ? [draft.benefits[path[1]]?.code ?? "", ...path.slice(2)]
    : path
  )
    .map(String)
    .join(".");
