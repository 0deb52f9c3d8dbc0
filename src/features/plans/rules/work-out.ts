import { cents as asCents, zero } from "#core/money.ts";
import { sayYuan } from "./amount.ts";
import type { Answer } from "./benefits/benefit.ts";
import { addsUp, check, type Factor, judged } from "./checks.ts";
import type { Plan, ReadyBenefit } from "./compile-plan.ts";
import {
  assertBounded,
  borneOf,
  type ClaimEvent,
  type CoverFacts,
  type Settlement,
  settlementOf,
} from "./event.ts";
import { type Reason, reasons, type Step } from "./step.ts";
import { noUse, type Used } from "./used.ts";
import type { Line, WorkedOut } from "./worked-out.ts";

/**
 * What a claim comes to under a plan version, with every step. Pure: the same input gives the same bytes.
 * `used` is what claims filed earlier have used up. Throws a RangeError on amounts beyond what `amount.ts` proves exact.
 */
export function workOut(plan: Plan, cover: CoverFacts, event: ClaimEvent, used: Used): WorkedOut {
  const steps: Step[] = [];
  return work(plan, cover, event, used, steps);
}

/** The same without steps, for whoever works out a year of claims at once. */
export function workOutUnexplained(plan: Plan, cover: CoverFacts, event: ClaimEvent, used: Used): WorkedOut {
  return work(plan, cover, event, used, undefined);
}

function work(
  plan: Plan,
  cover: CoverFacts,
  event: ClaimEvent,
  used: Used,
  steps: Step[] | undefined,
): WorkedOut {
  assertBounded(event, cover);
  const settlement = settlementOf(event);
  if (!addsUp(plan, settlement, steps)) return nothing("returned", ["settlement_inconsistent"], steps);
  const { failed, factor } = check(plan, cover, event, steps);
  const benefits = plan.benefits.get(event.kind);
  if (!benefits) {
    failed.push("event_not_insured");
    steps?.push(judged("event", undefined, event.kind, { kind: event.kind }, "", "event_not_insured"));
  }
  if (failed.length > 0 || !benefits) return nothing("declined", failed, steps);
  return workBenefits(benefits, { plan, cover, event, used, settlement, factor, steps });
}

type Case = {
  readonly plan: Plan;
  readonly cover: CoverFacts;
  readonly event: ClaimEvent;
  readonly used: Used;
  readonly settlement: Settlement;
  readonly factor: Factor;
  readonly steps: Step[] | undefined;
};

function workBenefits(benefits: readonly ReadyBenefit[], of: Case): WorkedOut {
  const lines: Line[] = [];
  const why: Reason[] = [];
  const borne = borneOf(of.settlement);
  const inGroups = new Map<string, number>();
  let reimbursed = 0;
  let sum = 0;
  for (const benefit of benefits) {
    const { capGroup } = benefit;
    const groupUsed = capGroup
      ? Number(of.used.groups[capGroup.name] ?? 0n) + (inGroups.get(capGroup.name) ?? 0)
      : 0;
    const answer = benefit.work({
      settlement: of.settlement,
      days: of.event.days,
      diagnosis: of.event.diagnosis,
      grade: of.event.grade,
      bill: of.event.bill,
      shares: of.cover.shares,
      factor: of.factor,
      used: of.used.benefits[benefit.code] ?? noUse,
      isBillUsed: of.used.isBillUsed && of.event.bill !== "",
      borne,
      reimbursed,
      group: capGroup && { cap: capGroup.cap, clause: capGroup.clause, used: groupUsed },
      steps: of.steps,
      stated: of.plan.stated,
    });
    if (answer.reason) why.push(answer.reason);
    if (answer.cents === 0) continue;
    sum += answer.cents;
    if (benefit.kind === "reimbursement") reimbursed += answer.cents;
    if (capGroup) inGroups.set(capGroup.name, (inGroups.get(capGroup.name) ?? 0) + answer.cents);
    lines.push(lineOf(benefit, answer));
  }
  if (sum === 0)
    return nothing(
      "declined",
      reasons.filter((reason) => why.includes(reason)),
      of.steps,
    );
  if (of.steps && lines.length > 1) of.steps.push(totalOf(lines, sum));
  return {
    decision: "payable",
    reason: undefined,
    failed: [],
    benefit: asCents(sum),
    lines,
    steps: of.steps ?? [],
  };
}

const lineOf = (benefit: ReadyBenefit, { cents, days, diagnosisClass }: Answer): Line => ({
  benefit: benefit.code,
  kind: benefit.kind,
  cents: asCents(cents),
  days,
  diagnosisClass,
  capGroup: benefit.capGroup?.name,
});

function totalOf(lines: readonly Line[], sum: number): Step {
  const amounts = lines.map((line) => sayYuan(Number(line.cents)));
  const inputs = Object.fromEntries(lines.map((line, place) => [line.benefit, amounts[place] ?? ""]));
  return judged("total", undefined, amounts.join(" + "), inputs, sayYuan(sum), undefined);
}

const nothing = (
  decision: "declined" | "returned",
  failed: readonly Reason[],
  steps: readonly Step[] | undefined,
): WorkedOut => ({ decision, reason: failed[0], failed, benefit: zero, lines: [], steps: steps ?? [] });
