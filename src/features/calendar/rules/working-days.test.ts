import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween, plainDate, plainMonth, weekdayOf } from "#core/dates.ts";
import {
  addWorkingDays,
  calendarDay,
  cutOffDay,
  isWorkingDay,
  workingDayFrom,
  workingDaysBetween,
} from "./index.ts";
import { officialYears } from "./official-days.ts";

const day = plainDate;
const dayIn2025 = fc.integer({ min: 10, max: 350 }).map((n) => addDays(day("2025-01-01"), n));

describe("the notices", () => {
  // Days off and worked weekends, counted by hand from the notices of the State Council.
  test.each([
    [2020, 30, 6],
    [2021, 31, 7],
    [2022, 32, 7],
    [2023, 26, 7],
    [2024, 28, 8],
    [2025, 28, 5],
    [2026, 33, 6],
  ])("%i has %i days off and %i worked weekend days", (year, off, work) => {
    const notice = officialYears[year];
    const days = notice?.off.reduce(
      (count, [from, to]) => count + daysBetween(plainDate(from), plainDate(to)) + 1,
      0,
    );
    expect([days, notice?.work.length]).toEqual([off, work]);
  });

  test("every worked day of a notice is a Saturday or Sunday outside its days off", () => {
    for (const { off, work } of Object.values(officialYears)) {
      for (const worked of work) {
        expect(weekdayOf(plainDate(worked)), worked).toBeGreaterThan(5);
        expect(off.some(([from, to]) => from <= worked && worked <= to)).toBe(false);
      }
    }
  });
});

describe("a working day", () => {
  test.each([
    ["2025-01-10", true, "a Friday"],
    ["2025-05-10", false, "a Saturday"],
    ["2025-05-25", false, "a Sunday"],
    ["2025-01-26", true, "a Sunday worked for Spring Festival"],
    ["2025-02-08", true, "a Saturday worked for Spring Festival"],
    ["2025-10-11", true, "a Saturday worked for National Day"],
    ["2025-01-28", false, "a Tuesday of Spring Festival"],
    ["2025-10-08", false, "a Wednesday of National Day"],
    ["2026-02-14", true, "a Saturday worked for Spring Festival"],
  ])("%s is one: %s (%s)", (text, expected) => {
    expect(isWorkingDay(day(text))).toBe(expected);
  });

  test("a day off says what is celebrated", () => {
    expect(calendarDay(day("2025-10-06"))).toMatchObject({ isWorking: false, holiday: "中秋、国庆节" });
    expect(calendarDay(day("2025-01-26"))).toMatchObject({ isWorking: true, isWorkedWeekend: true });
  });

  test.each(["2019-05-10", "2027-01-08"])("%s lies in a year without a notice and is refused", (text) => {
    expect(() => isWorkingDay(day(text))).toThrow("calendar_year_unknown");
  });
});

describe("a cut-off day", () => {
  test.each([
    ["2024-12", 10, "2024-12-10", "2024-12-10"],
    ["2025-01", 10, "2025-01-10", "2025-01-10"],
    ["2025-05", 10, "2025-05-12", "2025-05-09"], // a Saturday
    ["2025-05", 25, "2025-05-26", "2025-05-23"], // a Sunday
    ["2025-01", 25, "2025-01-26", "2025-01-24"], // a Saturday, and the Sunday after it is worked
    ["2026-10", 10, "2026-10-10", "2026-10-10"], // a Saturday that is worked
    ["2026-02", 25, "2026-02-25", "2026-02-25"],
    ["2025-02", 31, "2025-02-28", "2025-02-28"], // a short month ends earlier
  ])("%s on the %ith: next %s, previous %s", (month, nth, next, previous) => {
    expect(cutOffDay(plainMonth(month), nth, "next")).toBe(next);
    expect(cutOffDay(plainMonth(month), nth, "previous")).toBe(previous);
  });

  test("stands where it is not moved, and needs no notice then", () => {
    expect(cutOffDay(plainMonth("2025-05"), 10, "same")).toBe("2025-05-10");
    expect(cutOffDay(plainMonth("2031-05"), 10, "same")).toBe("2031-05-10");
  });

  test("a holiday of several days is stepped over whole", () => {
    expect(workingDayFrom(day("2025-10-01"), "next")).toBe("2025-10-09");
    expect(workingDayFrom(day("2025-10-08"), "previous")).toBe("2025-09-30");
  });
});

describe("counting working days", () => {
  test.each([
    ["2025-05-09", 1, "2025-05-12"],
    ["2025-01-24", 2, "2025-01-27"], // the worked Sunday counts
    ["2025-01-27", 1, "2025-02-05"],
    ["2025-02-05", -1, "2025-01-27"],
    ["2025-05-10", 0, "2025-05-10"],
  ])("%s and %i working days is %s", (from, count, expected) => {
    expect(addWorkingDays(day(from), count)).toBe(expected);
  });

  test("adding and counting agree", () => {
    fc.assert(
      fc.property(dayIn2025, fc.integer({ min: 1, max: 10 }), (from, count) => {
        const to = addWorkingDays(from, count);
        expect(isWorkingDay(to)).toBe(true);
        expect(workingDaysBetween(from, to)).toBe(count);
      }),
    );
  });
});
