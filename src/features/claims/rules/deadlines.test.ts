import { describe, expect, test } from "vitest";
import { plainDate as day } from "#core/dates.ts";
import { appealUntil, dueOn, isLate, usualDays, whenLate, workingDaysLeft } from "./deadlines.ts";

describe("a deadline", () => {
  // 2025-01-28 to 02-04 is Spring Festival; Sunday 01-26 is worked in return.
  test.each([
    ["certification", "2025-07-08", "2025-07-11"],
    ["first_review", "2025-07-11", "2025-07-16"],
    ["second_review", "2025-07-10", "2025-07-14"],
    ["final_review", "2025-01-24", "2025-02-05"],
    ["returned", "2025-07-01", "2025-07-22"],
    ["appealed", "2025-07-01", "2025-07-31"],
    ["paid", "2025-07-01", undefined],
  ] as const)("in %s since %s is %s", (state, since, due) => {
    expect(dueOn(state, day(since), usualDays)).toBe(due);
  });

  test("in a year whose holidays nobody knows counts Mondays to Fridays", () => {
    expect(dueOn("first_review", day("2039-12-30"), usualDays)).toBe("2040-01-04");
    expect(workingDaysLeft(day("2040-01-04"), day("2039-12-30"))).toBe(3);
  });

  test("is in time on its day and late the day after", () => {
    expect(isLate(day("2025-07-11"), day("2025-07-11"))).toBe(false);
    expect(isLate(day("2025-07-11"), day("2025-07-12"))).toBe(true);
    expect(isLate(null, day("2025-07-12"))).toBe(false);
  });

  test("that passes means something for each state", () => {
    expect(whenLate("certification")).toBe("pass_unheard");
    expect(whenLate("returned")).toBe("lapse");
    expect(whenLate("second_review")).toBe("escalate");
    expect(whenLate("appealed")).toBe("escalate");
    expect(whenLate("paying")).toBeUndefined();
  });

  test("leaves working days, none on its own day, fewer than none when late", () => {
    expect(workingDaysLeft(day("2025-07-14"), day("2025-07-11"))).toBe(1);
    expect(workingDaysLeft(day("2025-07-14"), day("2025-07-14"))).toBe(0);
    expect(workingDaysLeft(day("2025-07-11"), day("2025-07-14"))).toBe(-1);
  });

  test("to object lasts sixty days from the decision", () => {
    expect(appealUntil(day("2025-07-01"), usualDays)).toBe("2025-08-30");
  });
});
