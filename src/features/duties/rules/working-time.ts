import {
  addDays,
  dayInChina,
  daysBetween,
  endOfDay,
  type Instant,
  instantInChina,
  minuteInChina,
  type PlainDate,
} from "#core/dates.ts";
import { addWorkingDays, isWorkingDay, workingDaysBetween } from "#features/calendar/rules/index.ts";

/** ☆ Minutes of the day between which somebody answers: 8:30–12:00 and 14:30–18:00, on working days. */
export const serviceHours: readonly (readonly [from: number, until: number])[] = [
  [510, 720],
  [870, 1_080],
];

/** How much time a duty gives. */
export type Clock =
  | { readonly workingMinutes: number }
  | { readonly workingDays: number }
  | { readonly days: number }
  | { readonly by: PlainDate };

export type ClockUnit = "working_minutes" | "working_days" | "days" | "day";

/**
 * That many minutes of service later. Asked outside the hours the clock begins at the next opening; time that is used up
 * as the doors close is due then. Refuses `calendar_year_unknown`.
 */
export function addWorkingMinutes(at: Instant, minutes: number): Instant {
  let left = minutes;
  let from = minuteInChina(at);
  for (let day = dayInChina(at); ; day = addDays(day, 1)) {
    if (isWorkingDay(day)) {
      for (const [opens, closes] of serviceHours) {
        const begins = Math.max(opens, from);
        if (begins >= closes) continue;
        if (left <= closes - begins) return instantInChina(day, begins + left);
        left -= closes - begins;
      }
    }
    from = 0;
  }
}

/** Minutes of service between two instants, whole; 0 where the second is not later. Refuses `calendar_year_unknown`. */
export function workingMinutesBetween(from: Instant, to: Instant): number {
  let minutes = 0;
  const [first, last] = [dayInChina(from), dayInChina(to)];
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (!isWorkingDay(day)) continue;
    const begins = day === first ? minuteInChina(from) : 0;
    const ends = day === last ? minuteInChina(to) : 1_440;
    for (const [opens, closes] of serviceHours)
      minutes += Math.max(0, Math.min(closes, ends) - Math.max(opens, begins));
  }
  return Math.floor(minutes);
}

export const unitOf = (clock: Clock): ClockUnit => {
  if ("workingMinutes" in clock) return "working_minutes";
  if ("workingDays" in clock) return "working_days";
  return "days" in clock ? "days" : "day";
};

/** How much a clock gives, in its unit; a fixed day gives the days until then. */
export function allowedBy(clock: Clock, since: Instant): number {
  if ("workingMinutes" in clock) return clock.workingMinutes;
  if ("workingDays" in clock) return clock.workingDays;
  if ("days" in clock) return clock.days;
  return Math.max(0, daysBetween(dayInChina(since), clock.by));
}

/** Until when: minutes to the minute, days to the last instant of the last day. Refuses `calendar_year_unknown`. */
export function dueAt(clock: Clock, since: Instant): Instant {
  if ("by" in clock) return endOfDay(clock.by);
  return timeOn(unitOf(clock), allowedBy(clock, since), since);
}

/** So much time on from an instant. A duty of a fixed day has, when it is moved on, so many days. */
export function timeOn(unit: ClockUnit, amount: number, since: Instant): Instant {
  if (unit === "working_minutes") return addWorkingMinutes(since, amount);
  const day = dayInChina(since);
  return endOfDay(unit === "working_days" ? addWorkingDays(day, amount) : addDays(day, amount));
}

/** Time between two instants in a duty's unit: what is left of it, or what it took. Never below 0. */
export function timeBetween(unit: ClockUnit, from: Instant, to: Instant): number {
  if (unit === "working_minutes") return workingMinutesBetween(from, to);
  const [first, last] = [dayInChina(from), dayInChina(to)];
  if (unit === "working_days") return workingDaysBetween(first, last);
  return Math.max(0, daysBetween(first, last));
}
