import {
  addDays,
  dayInMonth,
  daysBetween,
  type PlainDate,
  type PlainMonth,
  weekdayOf,
  yearOf,
} from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { type OfficialYear, officialYears } from "./official-days.ts";

/** What becomes of a day that is no working day: the one after, the one before, or it stands. */
export const shifts = ["next", "previous", "same"] as const;
export type Shift = (typeof shifts)[number];

/** A day as the State Council's notice has it. `holiday` names what is celebrated on a day off. */
export type CalendarDay = {
  readonly day: PlainDate;
  readonly isWorking: boolean;
  readonly holiday: string | undefined;
  /** A Saturday or Sunday worked in return for a day off (调休). */
  readonly isWorkedWeekend: boolean;
};

export const isKnownYear = (year: number): boolean => year in officialYears;

/** Refuses `calendar_year_unknown`: a guess would move a cut-off day, and with it somebody's cover. */
function official(day: PlainDate): OfficialYear {
  const year = officialYears[yearOf(day)];
  if (!year) throw new Refusal("invalid", "calendar_year_unknown", { year: yearOf(day) });
  return year;
}

export function calendarDay(day: PlainDate): CalendarDay {
  const year = official(day);
  const isWorkedWeekend = year.work.includes(day);
  const holiday = year.off.find(([from, to]) => from <= day && day <= to)?.[2];
  return { day, isWorking: isWorkedWeekend || (!holiday && weekdayOf(day) <= 5), holiday, isWorkedWeekend };
}

export const isWorkingDay = (day: PlainDate): boolean => calendarDay(day).isWorking;

/** The day itself where it is a working day, else the nearest one in the direction asked for. */
export function workingDayFrom(day: PlainDate, shift: Shift): PlainDate {
  if (shift === "same") return day;
  const step = shift === "next" ? 1 : -1;
  let moved = day;
  while (!isWorkingDay(moved)) moved = addDays(moved, step);
  return moved;
}

/** That many working days on; negative goes back. The first day counted is the one after (before) `day`. */
export function addWorkingDays(day: PlainDate, count: number): PlainDate {
  const step = count < 0 ? -1 : 1;
  let moved = day;
  for (let left = Math.abs(count); left > 0; ) {
    moved = addDays(moved, step);
    if (isWorkingDay(moved)) left -= 1;
  }
  return moved;
}

/** Working days after `from` up to and including `to`; 0 where `to` is not later. */
export function workingDaysBetween(from: PlainDate, to: PlainDate): number {
  let count = 0;
  for (let i = 1; i <= daysBetween(from, to); i++) if (isWorkingDay(addDays(from, i))) count += 1;
  return count;
}

/** The last day to pay in a month: its nth day, moved where that is no working day. */
export const cutOffDay = (month: PlainMonth, day: number, shift: Shift): PlainDate =>
  workingDayFrom(dayInMonth(month, day), shift);
