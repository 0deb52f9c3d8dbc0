import { z } from "zod";
import { type Exact, halfUp, mostCents, sayShare, sayYuan, timesFactor } from "../amount.ts";
import { eventKinds, type Settlement } from "../event.ts";
import type { Reason, Rule, StatedRule, Step } from "../step.ts";
import type { BenefitUse } from "../used.ts";

/** What every kind of benefit states in a plan file. */
export const clauseText = z.string().min(1);
export const anyCents = z.int().min(0);
/** An amount that is multiplied: within the bounds of `amount.ts`. */
export const countedCents = z.int().min(0).max(mostCents);
export const basisPoints = z.int().min(0).max(10_000);
export const benefitShape = {
  code: z.string().regex(/^[a-z][a-z0-9_]*$/, "code_shape"),
  clause: clauseText,
  triggers: z.array(z.enum(eventKinds)).min(1),
};

/** One benefit being worked out for one event. */
export type Working = {
  readonly settlement: Settlement;
  readonly days: number;
  readonly diagnosis: string;
  readonly grade: number | undefined;
  readonly bill: string;
  readonly shares: number;
  /** Of the waiting period; 10,000 where none applies. */
  readonly factor: { readonly bp: number; readonly clause: string };
  readonly used: BenefitUse;
  readonly isBillUsed: boolean;
  /** What the bill leaves to the person, and what other reimbursements of this event have paid of it. */
  readonly borne: number;
  readonly reimbursed: number;
  /** The cap that the benefit shares with others, and what of it is used. */
  readonly group: { readonly cap: number; readonly clause: string; readonly used: number } | undefined;
  /** Steps are written here; undefined where nobody will read them. */
  readonly steps: Step[] | undefined;
  /** The clauses that state general rules. */
  readonly stated: Readonly<Partial<Record<StatedRule, string>>>;
};

/** What a benefit comes to: whole cents, what they use up, or why there is nothing. */
export type Answer = {
  readonly cents: number;
  readonly days?: number;
  readonly diagnosisClass?: string;
  readonly reason?: Reason;
};

export type Terms = { readonly code: string; readonly clause: string };

/** A step of a benefit. */
export const stepOf = (
  terms: Terms,
  rule: Rule,
  formula: string,
  inputs: Readonly<Record<string, string>>,
  amount: string,
  reason?: Reason,
): Step => ({
  clause: terms.clause,
  benefit: terms.code,
  rule,
  formula,
  inputs,
  amount,
  reason,
});

/** × factor of the waiting period, then the one rounding of this benefit. */
export function rounded(terms: Terms, gross: Exact, { factor, steps, stated }: Working): number {
  const exact = timesFactor(gross, factor.bp);
  const cents = halfUp(exact);
  if (steps && factor.bp !== 10_000) {
    const inputs = { amount: sayYuan(gross.cents, gross.rest), factor: sayShare(factor.bp) };
    const formula = `${inputs.amount} × ${inputs.factor}`;
    const by = { code: terms.code, clause: factor.clause };
    steps.push(stepOf(by, "factor", formula, inputs, sayYuan(exact.cents, exact.rest)));
  }
  if (steps && exact.rest !== 0) {
    const amount = sayYuan(exact.cents, exact.rest);
    const by = { code: terms.code, clause: stated.rounding ?? terms.clause };
    steps.push(stepOf(by, "rounding", `${amount} ≈ ${sayYuan(cents)}`, { amount }, sayYuan(cents)));
  }
  return cents;
}

/** A limit, what was used of it before, and why there is nothing where nothing of it is left. */
type Limit = {
  readonly rule: Rule;
  readonly clause: string;
  readonly cap: number;
  readonly used: number;
  readonly reason?: Reason;
};

/** As much of an amount as a limit leaves, with its step. */
export function within(terms: Terms, amount: number, limit: Limit, steps: Step[] | undefined): number {
  const left = Math.max(0, limit.cap - limit.used);
  if (steps) {
    const inputs = {
      amount: sayYuan(amount),
      cap: sayYuan(limit.cap),
      used: sayYuan(limit.used),
      left: sayYuan(left),
    };
    const sum = limit.used === 0 ? inputs.cap : `${inputs.cap} − ${inputs.used} = ${inputs.left}`;
    const formula = `${inputs.amount} ${amount > left ? ">" : "≤"} ${sum}`;
    const reason = amount > 0 && left === 0 ? limit.reason : undefined;
    const by = { code: terms.code, clause: limit.clause };
    steps.push(stepOf(by, limit.rule, formula, inputs, sayYuan(Math.min(amount, left)), reason));
  }
  return Math.min(amount, left);
}
