import { compilePlan } from "./compile-plan.ts";
import { clausesNamed, type PlanDocument } from "./plan-document.ts";
import { type StatedRule, statedRules } from "./step.ts";
import { type WorkedExample, workExamples } from "./work-example.ts";

/** Why a plan version cannot be published yet. `what` names the part, the rule or the clause. */
export type Lack =
  | { readonly code: "part_missing"; readonly what: "clauses" | "documents" | "exclusions" | "examples" }
  | { readonly code: "rule_not_stated"; readonly what: StatedRule }
  | { readonly code: "clause_not_shown"; readonly what: string }
  | { readonly code: "example_differs"; readonly what: string; readonly worked: WorkedExample };

const parts = ["clauses", "documents", "exclusions", "examples"] as const;

/**
 * Everything that stands between a plan version and its publication: the parts it lacks, general rules that no clause
 * states, clauses that decide and that no example shows at work, and examples that come out otherwise than they say.
 */
export function lacksToPublish(document: PlanDocument): Lack[] {
  const examples = workExamples(document, compilePlan(document));
  const stated = new Set(document.clauses?.flatMap(({ states }) => states ?? []));
  const shown = new Set(examples.flatMap(({ worked }) => worked.steps.map(({ clause }) => clause)));
  const { documents, exclusions, eligibility, ...terms } = document;
  const decides = clausesNamed({ ...terms, eligibility: eligibility.sex ? { sex: eligibility.sex } : {} });
  const paysBills = document.benefits.some(({ kind }) => kind === "reimbursement");
  const needed = statedRules.filter((rule) => paysBills || (rule !== "bill" && rule !== "no_gain"));
  return [
    ...parts
      .filter((what) => (document[what] ?? []).length === 0)
      .map((what) => ({ code: "part_missing", what }) as const),
    ...needed
      .filter((rule) => document.clauses !== undefined && !stated.has(rule))
      .map((what) => ({ code: "rule_not_stated", what }) as const),
    ...[...new Set(decides.map(({ clause }) => clause))]
      .filter((clause) => examples.length > 0 && !shown.has(clause))
      .map((what) => ({ code: "clause_not_shown", what }) as const),
    ...examples
      .filter(({ differs }) => differs.length > 0)
      .map((worked) => ({ code: "example_differs", what: worked.example.name, worked }) as const),
  ];
}
