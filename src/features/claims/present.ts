import { createHash } from "node:crypto";
import type { z } from "zod";
import { formatYuan } from "#core/money.ts";
import type { PlanDocument, Step } from "#features/plans/rules/index.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { ResultView, StepView } from "./contract.ts";
import { thaw } from "./rules/frozen.ts";
import type { Result } from "./store/results.ts";
import { reasonNames } from "./text/reasons.ts";
import { isJudged, sayStep, sheetFields } from "./text/steps.ts";

/** People of one's own unit are shown by their names, and a worker to themselves; from outside names are masked. */
export const isNear = (
  { actor }: ReadCtx,
  claim: { readonly organisationId: string; readonly personId: string },
): boolean =>
  actor.role === "system" ||
  actor.personId === claim.personId ||
  (actor.reach === "part" && actor.organisationId === claim.organisationId);

/**
 * Who of those behind no wall – the city's own people – reads what is private of a claim: who reviews or audits it, and
 * who filed it. For all others the wall of the database has decided already.
 */
export const readsPrivate = ({ actor }: ReadCtx, claim: { readonly filedBy: string }): boolean =>
  actor.reach === "part" ||
  actor.reach === "self" ||
  actor.id === claim.filedBy ||
  allows(actor, "claims.review") ||
  allows(actor, "oversight.audit");

/** A frozen result as people read it: each line with its clause, its sum and the figures that went in. */
export function presentResult(result: Result, document: PlanDocument): z.input<typeof ResultView> {
  const { result: worked } = thaw(result.content);
  const steps = worked.steps.map((step) => presentStep(step, document));
  return {
    number: result.number,
    planVersion: result.planVersion,
    decision: worked.decision,
    benefit: formatYuan(worked.benefit),
    reasons: worked.failed.map((code) => ({ code, title: reasonNames[code] })),
    lines: worked.lines.map(({ benefit, cents }) => ({
      benefit,
      name: document.benefits.find(({ code }) => code === benefit)?.clause ?? benefit,
      amount: formatYuan(cents),
    })),
    judged: steps.filter((_, place) => isJudged(worked.steps[place] as Step)),
    worked: steps.filter((_, place) => !isJudged(worked.steps[place] as Step)),
    workedAt: result.workedAt.toISOString(),
    sha256: createHash("sha256").update(result.content).digest("hex"),
  };
}

const limits: readonly string[] = ["cap_event", "cap_cover", "cap_group", "no_gain"];

function presentStep(step: Step, document: PlanDocument): z.input<typeof StepView> {
  const terms = document.benefits.find(({ code }) => code === step.benefit);
  const basis = terms && "basis" in terms ? terms.basis : undefined;
  const { title, detail } = sayStep(step, { basis });
  return {
    rule: step.rule,
    clause: step.clause,
    clauseText: document.clauses?.find(({ clause }) => clause === step.clause)?.text ?? "",
    benefit: step.benefit ?? null,
    title,
    detail,
    formula: step.formula,
    amount: step.amount,
    isIdle: limits.includes(step.rule) && step.amount === step.inputs.amount,
    reason: step.reason ?? null,
    marks: Object.entries(sheetFields).flatMap(([name, field]) => {
      const amount = step.inputs[name];
      return amount === undefined ? [] : [{ field, amount }];
    }),
  };
}
