import { z } from "zod";
import { addDays, daysBetween, monthsFrom, type PlainDate, parseDate } from "#core/dates.ts";
import { cents } from "#core/money.ts";
import { mostDays, mostShares } from "./amount.ts";
import { countedCents } from "./benefits/benefit.ts";
import { type ClaimEvent, type CoverFacts, causes, eventKinds } from "./event.ts";
import { reasons } from "./step.ts";

const day = z.string().refine((text) => parseDate(text) !== undefined, "not_a_day");
const amount = countedCents.optional();

const ExampleCover = z.strictObject({
  from: day,
  /** The last covered day; where it is missing, the plan's months are counted from the first. */
  to: day.optional(),
  sex: z.enum(["female", "male"]).optional(),
  renewal_gap_days: z.int().min(0).optional(),
  shares: z.int().min(1).max(mostShares).optional(),
});

const ExampleEvent = z.strictObject({
  kind: z.enum(eventKinds),
  cause: z.enum(causes).optional(),
  date: day,
  ended: day.optional(),
  filed: day.optional(),
  days: z.int().min(0).max(mostDays).optional(),
  total_cents: amount,
  out_of_scope_cents: amount,
  pre_self_pay_cents: amount,
  in_scope_cents: amount,
  fund_pay_cents: amount,
  deductible_paid_cents: amount,
  other_pay_cents: amount,
  icd10: z.string().optional(),
  grade: z.int().min(1).max(99).optional(),
  bill: z.string().optional(),
});

/** A case worked by people who know the plan, with what must come of it. `before` are earlier claims of the same cover. */
export const Example = z.strictObject({
  name: z.string().min(1),
  cover: ExampleCover,
  before: z.array(ExampleEvent).optional(),
  event: ExampleEvent,
  expect: z.strictObject({
    decision: z.enum(["payable", "declined", "returned"]),
    reason: z.enum(reasons).optional(),
    benefit_cents: z.int().min(0),
    lines: z.record(z.string(), z.int().min(0)).optional(),
  }),
});
export type Example = z.output<typeof Example>;

/**
 * The event an example states. What it leaves out: an illness, over on the day it began, filed that day, without money
 * beyond what lies in scope.
 */
export function exampleEvent(event: z.output<typeof ExampleEvent>): ClaimEvent {
  const amountOf = (n: number | undefined) => cents(n ?? 0);
  const on = event.date as PlainDate;
  const endedOn = (event.ended ?? event.date) as PlainDate;
  const inScope = event.in_scope_cents ?? 0;
  const parts = inScope + (event.pre_self_pay_cents ?? 0) + (event.out_of_scope_cents ?? 0);
  return {
    kind: event.kind,
    cause: event.cause ?? "illness",
    on,
    endedOn,
    filedOn: (event.filed ?? endedOn) as PlainDate,
    days: event.days ?? daysBetween(on, endedOn),
    total: amountOf(event.total_cents ?? parts),
    outOfScope: amountOf(event.out_of_scope_cents),
    preSelfPay: amountOf(event.pre_self_pay_cents),
    inScope: amountOf(inScope),
    fundPay: amountOf(event.fund_pay_cents),
    deductiblePaid: amountOf(event.deductible_paid_cents),
    otherPay: amountOf(event.other_pay_cents),
    diagnosis: event.icd10 ?? "",
    grade: event.grade,
    bill: event.bill ?? "",
  };
}

export function exampleCover(cover: z.output<typeof ExampleCover>, months: number): CoverFacts {
  const from = cover.from as PlainDate;
  return {
    from,
    until: cover.to === undefined ? monthsFrom(from, months).until : addDays(cover.to as PlainDate, 1),
    sex: cover.sex,
    renewalGapDays: cover.renewal_gap_days,
    shares: cover.shares ?? 1,
  };
}
