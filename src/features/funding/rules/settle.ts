import { addMonthsTo, firstOf, monthOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { cutOffDay, type Shift } from "#features/calendar/rules/index.ts";

/** The days by which a month's money must be in; a city may set its own. */
export type FundingDays = { readonly baseDay: number; readonly subsidyDay: number; readonly shift: Shift };

export const usualDays: FundingDays = { baseDay: 10, subsidyDay: 25, shift: "next" };

/** The last day for own shares (会费截止日): money dated on it is in time. */
export const baseCutOff = (month: PlainMonth, days: FundingDays): PlainDate =>
  cutOffDay(month, days.baseDay, days.shift);

/** The last day for subsidies (补助到账日). */
export const subsidyCutOff = (month: PlainMonth, days: FundingDays): PlainDate =>
  cutOffDay(month, days.subsidyDay, days.shift);

/**
 * The first month, not before the one asked for, by whose cut-off the own share was in full. `firstOpen` is the first
 * month whose base is still open: a line that is explained late cannot enter a list that is already made.
 */
export function settlesIn(
  asked: PlainMonth,
  inFullOn: PlainDate,
  days: FundingDays,
  firstOpen?: PlainMonth,
): PlainMonth {
  let month = asked;
  // A cut-off lies in its own month or, shifted, at the edge of a neighbour: start one month before the payment.
  for (const least of [addMonthsTo(monthOf(inFullOn), -1), firstOpen]) {
    if (least !== undefined && least > month) month = least;
  }
  while (inFullOn > baseCutOff(month, days)) month = addMonthsTo(month, 1);
  return month;
}

/** By which day money that has not come yet must be in, and in which month it settles then. */
export function payBy(
  asked: PlainMonth,
  today: PlainDate,
  days: FundingDays,
): { readonly month: PlainMonth; readonly day: PlainDate } {
  const month = settlesIn(asked, today, days);
  return { month, day: baseCutOff(month, days) };
}

/** Paid in time, the cover starts when the batch asked; paid late, on the first after the month that settled it. */
export function coverStart(coverFrom: PlainDate, asked: PlainMonth, settled: PlainMonth): PlainDate {
  if (settled <= asked) return coverFrom;
  const later = firstOf(addMonthsTo(settled, 1));
  return later > coverFrom ? later : coverFrom;
}
