import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMonthsTo, type PlainMonth, plainDate, plainMonth } from "#core/dates.ts";
import { baseCutOff, coverStart, payBy, settlesIn, subsidyCutOff, usualDays } from "./settle.ts";

const month = plainMonth;
const day = plainDate;

describe("the month's days", () => {
  test.each([
    ["2025-01", "2025-01-10", "2025-01-26"],
    ["2025-05", "2025-05-12", "2025-05-26"],
  ])("of %s", (of, base, subsidy) => {
    expect(baseCutOff(month(of), usualDays)).toBe(base);
    expect(subsidyCutOff(month(of), usualDays)).toBe(subsidy);
  });
});

describe("a bill settles", () => {
  test.each([
    ["on the cut-off day", "2025-01", "2025-01-10", "2025-01"],
    ["one day later", "2025-01", "2025-01-11", "2025-02"],
    ["long before it was asked", "2025-03", "2024-12-31", "2025-03"],
    ["months late", "2025-01", "2025-04-11", "2025-05"],
    ["on the Monday after a Saturday 10th", "2025-05", "2025-05-12", "2025-05"],
    ["on the Tuesday after it", "2025-05", "2025-05-13", "2025-06"],
  ])("%s: asked for %s, in full on %s, in %s", (_when, asked, inFull, expected) => {
    expect(settlesIn(month(asked), day(inFull), usualDays)).toBe(expected);
  });

  test("by the city's own reading of a Saturday 10th", () => {
    const on = (shift: "previous" | "same", paid: string) =>
      settlesIn(month("2025-05"), day(paid), { ...usualDays, shift });
    expect([on("previous", "2025-05-09"), on("previous", "2025-05-10")]).toEqual(["2025-05", "2025-06"]);
    expect([on("same", "2025-05-10"), on("same", "2025-05-11")]).toEqual(["2025-05", "2025-06"]);
  });

  test("not in a month whose list is already made, though its money was in time", () => {
    expect(settlesIn(month("2025-01"), day("2025-01-09"), usualDays, month("2025-02"))).toBe("2025-02");
  });

  test("in the first such month and no other", () => {
    const paid = fc.integer({ min: 0, max: 500 }).map((n) => addDays(day("2024-11-01"), n));
    const asked = fc.integer({ min: 0, max: 14 }).map((n) => addMonthsTo(month("2024-11"), n));
    fc.assert(
      fc.property(asked, paid, (from, inFull) => {
        const settled = settlesIn(from, inFull, usualDays);
        expect(settled >= from && inFull <= baseCutOff(settled, usualDays)).toBe(true);
        const before = addMonthsTo(settled, -1) as PlainMonth;
        expect(before < from || inFull > baseCutOff(before, usualDays)).toBe(true);
      }),
    );
  });
});

test.each([
  ["2024-12-20", "2025-01", "2025-01-10"],
  ["2025-01-10", "2025-01", "2025-01-10"],
  ["2025-01-11", "2025-02", "2025-02-10"],
])("on %s January's money must be in for %s, by %s", (today, settles, by) => {
  expect(payBy(month("2025-01"), day(today), usualDays)).toEqual({ month: settles, day: by });
});

describe("cover starts", () => {
  test.each([
    ["as asked when paid in time", "2025-02-01", "2025-01", "2025-01", "2025-02-01"],
    ["as asked when that lies later", "2025-04-01", "2025-01", "2025-02", "2025-04-01"],
    ["a month later when paid a month late", "2025-02-01", "2025-01", "2025-02", "2025-03-01"],
    ["in the new year after December", "2025-01-01", "2024-11", "2024-12", "2025-01-01"],
  ])("%s", (_when, asked, monthAsked, settled, expected) => {
    expect(coverStart(day(asked), month(monthAsked), month(settled))).toBe(expected);
  });
});
