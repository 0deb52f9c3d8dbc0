import type { PlainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import {
  type ClaimEvent,
  type CoverFacts,
  type Plan,
  type Used,
  type WorkedOut,
  workOut,
} from "#features/plans/rules/index.ts";
import { canonical, type Plain } from "./canonical.ts";

/** What a result was worked out from. */
export type Inputs = {
  readonly plan: { readonly code: string; readonly version: string };
  readonly cover: CoverFacts;
  readonly event: ClaimEvent;
  readonly used: Used;
};

/** Inputs and result as one text. The same inputs under the same version give the same text, years later. */
export const freeze = (inputs: Inputs, worked: WorkedOut): string =>
  canonical({ ...inputs, result: worked } as unknown as Plain);

export type Frozen = Inputs & { readonly result: WorkedOut };

/** What `freeze` wrote. */
export function thaw(content: string): Frozen {
  const { plan, cover, event, used, result } = JSON.parse(content) as Json;
  return {
    plan,
    cover: { ...cover, sex: cover.sex ?? undefined, renewalGapDays: cover.renewalGapDays ?? undefined },
    event: { ...event, ...centsOf(event), grade: event.grade ?? undefined },
    used: {
      benefits: Object.fromEntries(
        Object.entries(used.benefits).map(([code, use]) => [code, { ...use, cents: toCents(use.cents) }]),
      ),
      groups: Object.fromEntries(Object.entries(used.groups).map(([name, cents]) => [name, toCents(cents)])),
      isBillUsed: used.isBillUsed,
    },
    result: {
      ...result,
      reason: result.reason ?? undefined,
      benefit: toCents(result.benefit),
      lines: result.lines.map((line) => ({ ...line, cents: toCents(line.cents) })),
      steps: result.steps.map((step) => ({ ...step, benefit: step.benefit ?? undefined })),
    },
  };
}

/** Whether working it out again gives the same bytes. `plan` is the version it names. */
export function replays(content: string, plan: Plan): boolean {
  const { plan: named, cover, event, used } = thaw(content);
  return freeze({ plan: named, cover, event, used }, workOut(plan, cover, event, used)) === content;
}

const amounts = [
  "total",
  "outOfScope",
  "preSelfPay",
  "inScope",
  "fundPay",
  "deductiblePaid",
  "otherPay",
] as const;
type Amount = (typeof amounts)[number];

const toCents = (text: string): Cents => BigInt(text) as Cents;
const centsOf = (event: Record<Amount, string>) =>
  Object.fromEntries(amounts.map((name) => [name, toCents(event[name])])) as Record<Amount, Cents>;

type Texts<T> = { readonly [K in keyof T]: T[K] extends Cents ? string : T[K] };
type Json = {
  readonly plan: Inputs["plan"];
  readonly cover: CoverFacts;
  readonly event: Texts<Omit<ClaimEvent, "on" | "endedOn" | "filedOn">> & {
    readonly on: PlainDate;
    readonly endedOn: PlainDate;
    readonly filedOn: PlainDate;
  };
  readonly used: {
    readonly benefits: Readonly<Record<string, Texts<Used["benefits"][string]>>>;
    readonly groups: Readonly<Record<string, string>>;
    readonly isBillUsed: boolean;
  };
  readonly result: Texts<Omit<WorkedOut, "lines">> & {
    readonly lines: readonly Texts<WorkedOut["lines"][number]>[];
  };
};
