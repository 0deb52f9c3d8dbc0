import { daysBetween, type PlainDate, plainDate, yearOf } from "#core/dates.ts";

/** actual ÷ goal in basis points, cut. */
export const completionBp = (actual: number, goal: number): number => Math.floor((actual * 10_000) / goal);

/** Whether as much is done as days until the due day have gone, from the first day of the year. */
export function isOnPace(actual: number, goal: number, asOf: PlainDate, dueOn: PlainDate): boolean {
  const first = plainDate(`${yearOf(dueOn)}-01-01`);
  const whole = daysBetween(first, dueOn) + 1;
  const gone = Math.min(whole, Math.max(0, daysBetween(first, asOf) + 1));
  return actual * whole >= goal * gone;
}
