/** A day as `YYYY-MM-DD`, without a time or zone. Plain dates compare as text. */
export type PlainDate = string & { readonly plainDate: unique symbol };

/** A month as `YYYY-MM`. */
export type PlainMonth = string & { readonly plainMonth: unique symbol };

/** Days from `from` up to, not including, `until`. */
export type Period = { readonly from: PlainDate; readonly until: PlainDate };

const daysInMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const pad = (n: number, width: number) => String(n).padStart(width, "0");

export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (daysInMonths[month - 1] ?? 0);

/** The day of these parts, or undefined where the calendar has none (13 月, 30 February). */
export function dayOf(year: number, month: number, day: number): PlainDate | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as PlainDate;
}

/** `"2025-01-10"` as a day, or undefined where it is none. */
export function parseDate(text: string): PlainDate | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match ? dayOf(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

export function plainDate(text: string): PlainDate {
  const day = parseDate(text);
  if (!day) throw new RangeError("Not a calendar day.");
  return day;
}

export function parseMonth(text: string): PlainMonth | undefined {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? (text as PlainMonth) : undefined;
}

export function plainMonth(text: string): PlainMonth {
  const month = parseMonth(text);
  if (!month) throw new RangeError("Not a calendar month.");
  return month;
}

export const monthOf = (day: PlainDate): PlainMonth => day.slice(0, 7) as PlainMonth;
export const firstOf = (month: PlainMonth): PlainDate => `${month}-01` as PlainDate;
export const yearOf = (day: string): number => Number(day.slice(0, 4));
export const monthNumberOf = (day: string): number => Number(day.slice(5, 7));
export const dayOfMonth = (day: PlainDate): number => Number(day.slice(8, 10));

/** The nth day of a month, the last one where the month is shorter. */
export function dayInMonth(month: PlainMonth, day: number): PlainDate {
  const last = daysInMonth(yearOf(month), monthNumberOf(month));
  return `${month}-${pad(Math.min(day, last), 2)}` as PlainDate;
}

export function addMonthsTo(month: PlainMonth, months: number): PlainMonth {
  const count = yearOf(month) * 12 + monthNumberOf(month) - 1 + months;
  return `${pad(Math.floor(count / 12), 4)}-${pad((count % 12) + 1, 2)}` as PlainMonth;
}

/** The same day that many months on, clamped to the month's last day (31 January + 1 = 28 February). */
export const addMonths = (day: PlainDate, months: number): PlainDate =>
  dayInMonth(addMonthsTo(monthOf(day), months), dayOfMonth(day));

const digit = (day: string, place: number): number => day.charCodeAt(place) - 48;

/** Days since 1970-01-01, by whole-number arithmetic over years that begin in March: rules ask for it by the million. */
function epochDay(day: PlainDate): number {
  const month = digit(day, 5) * 10 + digit(day, 6);
  const year =
    digit(day, 0) * 1000 + digit(day, 1) * 100 + digit(day, 2) * 10 + digit(day, 3) - (month < 3 ? 1 : 0);
  const ofYear = Math.floor((153 * (month < 3 ? month + 9 : month - 3) + 2) / 5);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return year * 365 + leapDays + ofYear + digit(day, 8) * 10 + digit(day, 9) - 719_469;
}

/** The day so many days after 1970-01-01: the way back. */
function dayOfEpoch(days: number): PlainDate {
  const since = days + 719_468;
  const inCycle = since - Math.floor(since / 146_097) * 146_097;
  const leaps = Math.floor(inCycle / 1_460) - Math.floor(inCycle / 36_524) + Math.floor(inCycle / 146_096);
  const year = Math.floor((inCycle - leaps) / 365);
  const ofYear = inCycle - (year * 365 + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * month + 2) / 5) + 1;
  const ofCycles = Math.floor(since / 146_097) * 400 + year + (month < 10 ? 0 : 1);
  return `${pad(ofCycles, 4)}-${pad(month < 10 ? month + 3 : month - 9, 2)}-${pad(day, 2)}` as PlainDate;
}

export const addDays = (day: PlainDate, days: number): PlainDate => dayOfEpoch(epochDay(day) + days);

/** Days from `a` to `b`; negative where `b` is earlier. */
export const daysBetween = (a: PlainDate, b: PlainDate): number => epochDay(b) - epochDay(a);

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: PlainDate): number => ((epochDay(day) + 3) % 7) + 1;

export const contains = (period: Period, day: PlainDate): boolean => period.from <= day && day < period.until;
export const overlaps = (a: Period, b: Period): boolean => a.from < b.until && b.from < a.until;

/** The plan's months from a day: half-open, so that the last covered day is the one before `until`. */
export const monthsFrom = (from: PlainDate, months: number): Period => ({
  from,
  until: addMonths(from, months),
});

const chinaDay = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** The only place where an instant becomes a day: in Asia/Shanghai, summer time of 1986–1991 included. */
export const dayInChina = (instant: Instant): PlainDate => plainDate(chinaDay.format(instant));

/** 1月10日; with the year where it is not the year of `today`. */
export function sayDay(day: PlainDate, today: PlainDate): string {
  const said = `${monthNumberOf(day)}月${dayOfMonth(day)}日`;
  return yearOf(day) === yearOf(today) ? said : `${yearOf(day)}年${said}`;
}

/** 2025年1月10日. */
export const sayFullDay = (day: PlainDate): string =>
  `${yearOf(day)}年${monthNumberOf(day)}月${dayOfMonth(day)}日`;
export const sayMonth = (month: PlainMonth): string => `${yearOf(month)}年${monthNumberOf(month)}月`;

/** Something that happened, or will: a point in time wherever one is. */
export type Instant = Date;

/** The instant of a minute of a day in China, which has kept one time, eight hours ahead, since 1992: not for days before. */
export const instantInChina = (day: PlainDate, minute: number): Instant =>
  new Date(epochDay(day) * 86_400_000 + (minute - 480) * 60_000);

/** Minutes since midnight in China, with their fraction. */
export const minuteInChina = (at: Instant): number =>
  (at.getTime() - instantInChina(dayInChina(at), 0).getTime()) / 60_000;

/** The last instant of a day in China. */
export const endOfDay = (day: PlainDate): Instant => new Date(instantInChina(day, 1_440).getTime() - 1);
