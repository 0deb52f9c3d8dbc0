import type { Answer, Working } from "./benefits/benefit.ts";
import { benefitWork } from "./benefits/index.ts";
import type { EventKind } from "./event.ts";
import type { PlanDocument } from "./plan-document.ts";
import type { StatedRule } from "./step.ts";
import type { BenefitKind } from "./worked-out.ts";

type CapGroup = { readonly name: string; readonly cap: number; readonly clause: string };

export type ReadyBenefit = {
  readonly code: string;
  readonly kind: BenefitKind;
  readonly capGroup: CapGroup | undefined;
  readonly work: (working: Working) => Answer;
};

type Term<T> = { readonly value: T; readonly clause: string };

/** A plan version made ready for working out claims. */
export type Plan = {
  readonly code: string;
  readonly version: string;
  readonly sex: Term<"female" | "male"> | undefined;
  readonly filingDays: Term<number> | undefined;
  readonly waiting: readonly { readonly throughDay: number; readonly bp: number; readonly clause: string }[];
  readonly waivedGapDays: Term<number> | undefined;
  readonly stated: Readonly<Partial<Record<StatedRule, string>>>;
  /** In the plan's order, by the kind of event that triggers them. */
  readonly benefits: ReadonlyMap<EventKind, readonly ReadyBenefit[]>;
};

export function compilePlan(document: PlanDocument): Plan {
  const benefits = new Map<EventKind, ReadyBenefit[]>();
  for (const terms of document.benefits) {
    const name = "cap_group" in terms ? terms.cap_group : undefined;
    const group = name === undefined ? undefined : document.cap_groups?.[name];
    const ready: ReadyBenefit = {
      code: terms.code,
      kind: terms.kind,
      capGroup: name === undefined || !group ? undefined : { name, cap: group.cents, clause: group.clause },
      work: benefitWork(terms),
    };
    for (const kind of new Set(terms.triggers)) benefits.set(kind, [...(benefits.get(kind) ?? []), ready]);
  }
  const stated: Partial<Record<StatedRule, string>> = {};
  for (const { clause, states } of document.clauses ?? []) {
    for (const rule of states ?? []) stated[rule] ??= clause;
  }
  return {
    code: document.code,
    version: document.version,
    sex: document.eligibility.sex,
    filingDays: document.filing_days,
    waiting: (document.waiting ?? []).map(({ through_day, factor_bp, clause }) => ({
      throughDay: through_day,
      bp: factor_bp,
      clause,
    })),
    waivedGapDays: document.waiting_waived_up_to_gap_days,
    stated,
    benefits,
  };
}
