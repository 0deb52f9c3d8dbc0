import type { z } from "zod";
import { formatYuan } from "#core/money.ts";
import type { ComparisonView, ExampleView, PlanCheck } from "./contract.ts";
import { readPlanFile } from "./formats/plan-file.ts";
import { compare, type Term, termsOf } from "./rules/compare.ts";
import { compilePlan } from "./rules/index.ts";
import type { PlanDocument } from "./rules/plan-document.ts";
import { lacksToPublish } from "./rules/publishable.ts";
import { type WorkedExample, workExamples } from "./rules/work-example.ts";
import { sayOutcome, sayStep } from "./text/index.ts";
import { sayTermKey, sayTermValue } from "./text/terms.ts";
import { sayExpected, sayLack, sayProblem } from "./text.ts";

/** A plan file judged: what is wrong with it, what it lacks, what its examples come to. */
export function presentCheck(text: string): PlanCheck {
  const { plan, problems } = readPlanFile(text);
  return {
    problems: problems.map(({ key, line, code }) => ({ key, line, text: sayProblem(code) })),
    lacks: plan ? lacksToPublish(plan).map(sayLack) : [],
    examples: plan ? workExamples(plan, compilePlan(plan)).map(presentExample) : [],
  };
}

const presentExample = ({ example, worked, differs }: WorkedExample): ExampleView => ({
  name: example.name,
  expected: sayExpected(example),
  outcome: sayOutcome(worked),
  isRight: differs.length === 0,
  steps: worked.steps.map((step) => ({
    clause: step.clause,
    title: sayStep(step),
    formula: step.formula,
    amount: step.amount,
    isReason: step.reason !== undefined,
  })),
});

/** What a version states, term by term, in words. */
export const presentTerms = (plan: PlanDocument) =>
  termsOf(plan)
    .filter(
      ({ key }) => !key.endsWith("clause") && !/^(code|version|name|source|documents|exclusions)\b/.test(key),
    )
    .map(({ key, value, clause }) => ({
      key,
      label: sayTermKey(key),
      value: sayTermValue(key, value),
      clause: clause ?? "",
    }));

type Side = {
  readonly version: string;
  readonly state: ComparisonView["before"]["state"];
  readonly plan: PlanDocument;
};

export function presentComparison(before: Side, after: Side): z.input<typeof ComparisonView> {
  const { terms, clauses, examples } = compare(before.plan, after.plan);
  const said = (term: Term | undefined) => (term === undefined ? null : sayTermValue(term.key, term.value));
  return {
    code: after.plan.code,
    before: { version: before.version, state: before.state },
    after: { version: after.version, state: after.state },
    terms: terms
      .filter(({ key }) => key !== "version")
      .map(({ key, before: a, after: b }) => ({
        key,
        label: sayTermKey(key),
        before: said(a),
        after: said(b),
        clause: b?.clause ?? a?.clause ?? "",
      })),
    clauses: clauses.map(({ key, before: a, after: b }) => ({
      key,
      label: key,
      before: a ?? null,
      after: b ?? null,
      clause: key,
    })),
    examples: examples
      .filter(({ isSame }) => !isSame)
      .map(({ name, before: a, after: b }) => ({
        name,
        before: sayOutcome(a),
        after: sayOutcome(b),
        change: a.benefit === b.benefit ? null : formatYuan((b.benefit - a.benefit) as typeof a.benefit),
      })),
    sameExamples: examples.filter(({ isSame }) => isSame).length,
  };
}
