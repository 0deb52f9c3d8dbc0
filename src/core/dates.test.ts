import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  addMonths,
  dayInChina,
  daysBetween,
  monthsFrom,
  overlaps,
  parseDate,
  plainDate,
  sayDay,
  weekdayOf,
} from "./dates.ts";

describe("days", () => {
  test.each(["2025-02-29", "2025-13-01", "2025-00-10", "2025-1-1", "2100-02-29", ""])(
    "%j is no day",
    (text) => {
      expect(parseDate(text)).toBeUndefined();
    },
  );
  test.each([
    ["2024-01-31", 1, "2024-02-29"],
    ["2025-01-31", 1, "2025-02-28"],
    ["2025-03-31", -1, "2025-02-28"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2024-12-15", 1, "2025-01-15"],
  ])("%s and %i months is %s: the month's last day where it is shorter", (day, months, expected) => {
    expect(addMonths(plainDate(day), months)).toBe(expected);
  });
  test("an instant becomes the day it is in Shanghai, summer time of 1988 included", () => {
    expect(dayInChina(new Date("1988-07-01T15:30:00Z"))).toBe("1988-07-02");
    expect(dayInChina(new Date("2025-01-09T15:59:59Z"))).toBe("2025-01-09");
    expect(dayInChina(new Date("2025-01-09T16:00:00Z"))).toBe("2025-01-10");
  });
  test("the tenth of May 2025 is a Saturday", () => {
    expect(weekdayOf(plainDate("2025-05-10"))).toBe(6);
  });
  test("days added are days between", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), (n) => {
        const day = plainDate("2025-01-10");
        expect(daysBetween(day, addDays(day, n))).toBe(n);
      }),
    );
  });
  test("days added are those of the proleptic calendar, from the year 1 to 9999", () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (n) => {
        const day = addDays(plainDate("1970-01-01"), n);
        expect(day).toBe(new Date(n * 86_400_000).toISOString().slice(0, 10));
        expect(daysBetween(plainDate("1970-01-01"), day)).toBe(n);
      }),
      { numRuns: 2_000 },
    );
  });
  test("cover of twelve months ends the day before the same day, and the next may follow at once", () => {
    const first = monthsFrom(plainDate("2025-01-01"), 12);
    const second = monthsFrom(plainDate("2026-01-01"), 12);
    expect([first.until, overlaps(first, second)]).toEqual(["2026-01-01", false]);
  });
  test("a sentence names the year only where it is another", () => {
    const today = plainDate("2025-03-01");
    expect([sayDay(plainDate("2025-01-10"), today), sayDay(plainDate("2024-12-09"), today)]).toEqual([
      "1月10日",
      "2024年12月9日",
    ]);
  });
});
