import { addDays, contains, daysBetween } from "#core/dates.ts";
import { sayShare, sayYuan } from "./amount.ts";
import type { Plan } from "./compile-plan.ts";
import type { ClaimEvent, CoverFacts, Settlement } from "./event.ts";
import type { Reason, Rule, Step } from "./step.ts";

/** The part of a benefit that the waiting period leaves. */
export type Factor = { readonly bp: number; readonly clause: string };
const inFull: Factor = { bp: 10_000, clause: "" };

export const judged = (
  rule: Rule,
  clause: string | undefined,
  formula: string,
  inputs: Readonly<Record<string, string>>,
  amount: string,
  reason: Reason | undefined,
): Step => ({
  clause: clause ?? "",
  benefit: undefined,
  rule,
  formula,
  inputs,
  amount,
  reason,
});

/** Out of scope, pre-self-pay and in scope make up the total, within one cent. */
export function addsUp(plan: Plan, settlement: Settlement, steps: Step[] | undefined): boolean {
  const { total, outOfScope, preSelfPay, inScope } = settlement;
  const sum = outOfScope + preSelfPay + inScope;
  const fits = Math.abs(total - sum) <= 1;
  // A diagnosis or a death comes without a settlement: nothing there to show.
  if (steps && total + sum > 0) {
    const inputs = {
      out_of_scope: sayYuan(outOfScope),
      pre_self_pay: sayYuan(preSelfPay),
      in_scope: sayYuan(inScope),
      total: sayYuan(total),
    };
    const parts = `${inputs.out_of_scope} + ${inputs.pre_self_pay} + ${inputs.in_scope} = ${sayYuan(sum)}`;
    const formula = total === sum ? parts : `${parts} ${fits ? "≈" : "≠"} ${inputs.total}`;
    const reason = fits ? undefined : "settlement_inconsistent";
    steps.push(judged("settlement", plan.stated.settlement, formula, inputs, inputs.total, reason));
  }
  return fits;
}

/** All of 1–4 that fail, in their order, and the factor that the waiting period leaves. */
export function check(
  plan: Plan,
  cover: CoverFacts,
  event: ClaimEvent,
  steps: Step[] | undefined,
): { readonly failed: Reason[]; readonly factor: Factor } {
  const failed: Reason[] = [];
  const isCovered = contains(cover, event.on);
  if (!isCovered) failed.push("not_covered");
  if (steps) {
    const inputs = { from: cover.from, to: addDays(cover.until, -1), on: event.on };
    const before = `${inputs.from} ${event.on < cover.from ? ">" : "≤"} ${event.on}`;
    const formula = `${before} ${event.on >= cover.until ? ">" : "≤"} ${inputs.to}`;
    const reason = isCovered ? undefined : "not_covered";
    steps.push(judged("cover_period", plan.stated.cover_period, formula, inputs, "", reason));
  }
  checkSex(plan, cover, failed, steps);
  checkFiling(plan, event, failed, steps);
  const factor = isCovered ? waitingFactor(plan, cover, event, steps) : inFull;
  if (factor.bp === 0) failed.push("waiting_period");
  return { failed, factor };
}

const sexes = { female: "女", male: "男" };

function checkSex({ sex }: Plan, cover: CoverFacts, failed: Reason[], steps: Step[] | undefined): void {
  if (!sex) return;
  const fits = cover.sex === sex.value;
  if (!fits) failed.push("not_eligible");
  if (steps) {
    const inputs = { sex: cover.sex === undefined ? "未登记" : sexes[cover.sex], required: sexes[sex.value] };
    const formula = `${inputs.sex} ${fits ? "=" : "≠"} ${inputs.required}`;
    steps.push(judged("sex", sex.clause, formula, inputs, "", fits ? undefined : "not_eligible"));
  }
}

function checkFiling(plan: Plan, event: ClaimEvent, failed: Reason[], steps: Step[] | undefined): void {
  if (!plan.filingDays) return;
  const { value, clause } = plan.filingDays;
  const passed = daysBetween(event.endedOn, event.filedOn);
  const inTime = passed <= value;
  if (!inTime) failed.push("filed_too_late");
  if (steps) {
    const inputs = { ended: event.endedOn, filed: event.filedOn, days: String(value) };
    const formula = `${inputs.filed} − ${inputs.ended} = ${passed} ${inTime ? "≤" : ">"} ${value}`;
    steps.push(judged("filing", clause, formula, inputs, "", inTime ? undefined : "filed_too_late"));
  }
}

/** The first step whose last day is not before the day of cover. Accidents never wait, nor renewals after a short gap. */
function waitingFactor(plan: Plan, cover: CoverFacts, event: ClaimEvent, steps: Step[] | undefined): Factor {
  const [first] = plan.waiting;
  if (!first) return inFull;
  const waived = plan.waivedGapDays;
  const gap = cover.renewalGapDays;
  if (event.cause === "accident") {
    steps?.push(judged("waiting", first.clause, "意外", { cause: "accident" }, "100%", undefined));
    return inFull;
  }
  if (waived && gap !== undefined && gap <= waived.value) {
    const inputs = { renewal_gap: String(gap), waived_up_to: String(waived.value) };
    const formula = `${gap} ≤ ${waived.value}`;
    steps?.push(judged("waiting", waived.clause, formula, inputs, "100%", undefined));
    return inFull;
  }
  const day = daysBetween(cover.from, event.on) + 1;
  const step = plan.waiting.find(({ throughDay }) => day <= throughDay);
  const last = step ?? plan.waiting[plan.waiting.length - 1] ?? first;
  const factor = step ?? inFull;
  if (steps) {
    const inputs = {
      from: cover.from,
      on: event.on,
      day: String(day),
      through_day: String(last.throughDay),
      factor: sayShare(factor.bp),
    };
    const formula = `${event.on} − ${cover.from} + 1 = ${day} ${step ? "≤" : ">"} ${last.throughDay}`;
    const reason = factor.bp === 0 ? "waiting_period" : undefined;
    steps.push(judged("waiting", last.clause, formula, inputs, inputs.factor, reason));
  }
  return factor;
}
