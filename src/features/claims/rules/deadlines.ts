import { addDays, daysBetween, type PlainDate, weekdayOf, yearOf } from "#core/dates.ts";
import { addWorkingDays, isKnownYear, workingDaysBetween } from "#features/calendar/rules/index.ts";
import type { ClaimState } from "./claim.ts";

/** How long each step may take. Working days, except for appeals, which count days. */
export type ClaimDays = {
  readonly certification: number;
  readonly first: number;
  readonly second: number;
  readonly final: number;
  /** For papers that were asked for. */
  readonly supplement: number;
  /** Days after a decision within which it may be objected to, and within which the objection is decided. */
  readonly appealWithin: number;
  readonly appealDecision: number;
};

/** What holds until a city says otherwise ☆. */
export const usualDays: ClaimDays = {
  certification: 3,
  first: 3,
  second: 2,
  final: 3,
  supplement: 15,
  appealWithin: 60,
  appealDecision: 30,
};

/** What becomes of a claim whose deadline has passed. Papers that never came end it; a unit that says nothing is passed over. */
export type Lateness = "pass_unheard" | "lapse" | "escalate";

const days: Partial<Record<ClaimState, keyof ClaimDays>> = {
  certification: "certification",
  first_review: "first",
  second_review: "second",
  final_review: "final",
  returned: "supplement",
  appealed: "appealDecision",
};

/** The last day for the step that a claim is in since a day; undefined where nothing runs out. */
export function dueOn(state: ClaimState, since: PlainDate, allowed: ClaimDays): PlainDate | undefined {
  const kind = days[state];
  if (!kind) return undefined;
  return kind === "appealDecision"
    ? addDays(since, allowed.appealDecision)
    : workingDaysOn(since, allowed[kind]);
}

/** What happens on the day after the last one. */
export function whenLate(state: ClaimState): Lateness | undefined {
  if (state === "certification") return "pass_unheard";
  if (state === "returned") return "lapse";
  return days[state] ? "escalate" : undefined;
}

export const isLate = (due: PlainDate | null, today: PlainDate): boolean => due !== null && due < today;

/** ☆ So many working days before papers are too late, whoever owes them is told again. */
const warnWorkingDays = 3;

export const isLapsingSoon = (due: PlainDate, today: PlainDate): boolean =>
  due >= today && workingDaysLeft(due, today) <= warnWorkingDays;

/** The last day on which a decision may be objected to. */
export const appealUntil = (decidedOn: PlainDate, allowed: ClaimDays): PlainDate =>
  addDays(decidedOn, allowed.appealWithin);

/**
 * A claim's deadline may fall into a year whose holidays are not announced yet: it then counts Mondays to Fridays. Unlike
 * a cut-off day, nothing but a reminder hangs on it.
 */
function workingDaysOn(since: PlainDate, count: number): PlainDate {
  if (isKnownYear(yearOf(since)) && isKnownYear(yearOf(addDays(since, count * 3 + 12))))
    return addWorkingDays(since, count);
  let day = since;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (weekdayOf(day) <= 5) left -= 1;
  }
  return day;
}

/** Working days left: negative where the day is past, 0 on the day itself. */
export function workingDaysLeft(due: PlainDate, today: PlainDate): number {
  const count = (from: PlainDate, to: PlainDate): number => {
    if (isKnownYear(yearOf(from)) && isKnownYear(yearOf(to))) return workingDaysBetween(from, to);
    let n = 0;
    for (let i = 1; i <= daysBetween(from, to); i++) if (weekdayOf(addDays(from, i)) <= 5) n += 1;
    return n;
  };
  return due >= today ? count(today, due) : -count(due, today);
}
