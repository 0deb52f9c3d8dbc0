import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import type { Step } from "../contract.ts";
import { type Move, type PeriodFacts, type PeriodState, periodStates } from "../rules/period.ts";
import type { Period } from "../store/periods.ts";
import type { Remittance } from "../store/remittances.ts";

/** The move that a month waits for, whoever may make it. */
export function nextMove({ state, heads, remittance }: PeriodFacts): Move | undefined {
  const moves: Record<PeriodState, Move | undefined> = {
    open: "close_base",
    base_closed: heads === 0 ? "mark_funded" : "make_remittance",
    funded: heads === 0 ? "close" : remitting(remittance?.state),
    remitted: "acknowledge",
    confirmed: "close",
    closed: undefined,
  };
  return moves[state];
}

const remitting = (state: "made" | "checked" | undefined): Move =>
  state === undefined ? "make_remittance" : state === "made" ? "check_remittance" : "mark_remitted";

/** The six steps of a month with their days, done, present and to come. */
export function stepsOf(
  today: PlainDate,
  period: Period,
  due: { readonly base: PlainDate; readonly subsidies: PlainDate },
  remittance: Remittance | undefined,
): z.input<typeof Step>[] {
  const reached = periodStates.indexOf(period.state);
  const steps = [
    { code: "bills", done: reached >= 1 || today > due.base, on: undefined, until: undefined },
    { code: "base", done: reached >= 1, on: period.baseClosedOn && due.base, until: due.base },
    { code: "subsidies", done: reached >= 2, on: period.fundedOn, until: due.subsidies },
    {
      code: "remittance",
      done: reached >= 3,
      on: period.remittedOn ?? remittance?.remittedOn,
      until: undefined,
    },
    { code: "confirmation", done: reached >= 4, on: period.confirmedOn, until: undefined },
    { code: "closing", done: reached >= 5, on: period.closedOn, until: undefined },
  ] as const;
  const now = steps.findIndex((step) => !step.done);
  return steps.map((step, at) => ({
    code: step.code,
    state: step.done ? "done" : at === now ? "now" : "later",
    day: (step.done ? (step.on ?? step.until) : step.until) ?? null,
    isOverdue: !step.done && step.until !== undefined && today > step.until,
  }));
}
