import { createHash } from "node:crypto";
import type { z } from "zod";
import { capitals } from "#core/capitals.ts";
import { type PlainDate, sayFullDay } from "#core/dates.ts";
import { type Cents, formatYuan, parseYuan, showYuan } from "#core/money.ts";
import type { PlanDocument, Step } from "#features/plans/rules/index.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { PaperData } from "#platform/pdf/render.ts";
import type { ClaimPage, ResultView, StepView } from "./contract.ts";
import { thaw } from "./rules/frozen.ts";
import type { Result } from "./store/results.ts";
import { reasonNames } from "./text/reasons.ts";
import { isJudged, sayStep, sheetFields } from "./text/steps.ts";
import { kindNames, payeeNames, type SheetField, sheetNames } from "./text.ts";

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

type Page = z.input<typeof ClaimPage>;
type Shown = z.input<typeof StepView>;

/** What is printed beside what the page shows: who decided, when, and why it was refused. */
export type Decided = { readonly agency: string; readonly decidedOn: PlainDate; readonly refusal: string };

/** 核定明细 as it is printed: the claim's page as its reader sees it. Whoever sees no steps gets the sum alone. */
export function explanationData(page: Page, { agency, decidedOn, refusal }: Decided): PaperData {
  const { result } = page;
  const isPaid = page.decision === "payable" && page.state !== "rejected" && page.resumes !== "rejected";
  const cents = parseYuan(page.benefit ?? "") ?? (0n as Cents);
  const steps = result ? [...result.judged, ...result.worked] : [];
  return {
    ...{ title: `核定明细${page.number}`, number: page.number, agency, decidedOn: sayFullDay(decidedOn) },
    facts: factsOf(page),
    isPaid,
    isWhole: result !== null,
    amount: showYuan(cents),
    capitals: capitals(cents),
    refusal: refusal || "原因写在给本人的通知里。",
    judged: (result?.judged ?? []).map((step) => ({
      ...lineOf(step),
      verdict: step.reason ? "不符合" : "符合",
    })),
    // What the reviewer refused in spite of a sum is not worked out to one.
    worked: isPaid ? (result?.worked ?? []).map(lineOf) : [],
    sheet: result ? sheetOf(page.figures) : [],
    clauses: clausesOf(steps),
    plan: `${page.plan.name}（${page.plan.code}，${page.plan.version}版）`,
    appeal: page.appealUntil ? sayFullDay(page.appealUntil as PlainDate) : "",
    proof: result ? `第${result.number}次核算，输入、条款版本和结果的SHA-256：${result.sha256}` : "",
  };
}

const lineOf = ({ clause, title, detail, amount, isIdle }: Shown) => ({
  ...{ clause, title, detail },
  amount: isIdle ? "未超" : amount,
});

function factsOf({ person, unit, cover, kind, days, filedOn, payeeKind, told, ...page }: Page) {
  const [on, ended] = [page.on as PlainDate, page.endedOn as PlainDate];
  const period = `${sayFullDay(cover.from as PlainDate)}–${sayFullDay(cover.through as PlainDate)}`;
  return [
    ["申领人", `${person.name}　${person.idNumber}`],
    ["单位", unit.name],
    ["保障期", period],
    [
      "事项",
      `${kindNames[kind]}，${sayFullDay(on)}${ended === on ? "" : `–${sayFullDay(ended)}`}${days > 0 ? `，${days}天` : ""}`,
    ],
    ["提交", filedOn ? sayFullDay(filedOn as PlainDate) : ""],
    ...(told?.payee
      ? [
          [
            "收款",
            `${told.payee.name}（${payeeNames[payeeKind]}）　${told.payee.account}　${told.payee.bankName}`,
          ],
        ]
      : []),
  ];
}

/** The figures of the settlement sheet that are not nought. */
const sheetOf = (figures: Page["figures"]) =>
  (Object.keys(sheetNames) as SheetField[]).flatMap((field) => {
    const cents = parseYuan(figures[field]) ?? 0n;
    return cents === 0n ? [] : [[sheetNames[field], showYuan(cents as Cents)]];
  });

/** The words of every clause that a step names, each once. */
const clausesOf = (steps: readonly Shown[]) =>
  [...new Map(steps.map(({ clause, clauseText }) => [clause, clauseText]))]
    .filter(([, text]) => text !== "")
    .map(([clause, text]) => ({ clause, text }));
