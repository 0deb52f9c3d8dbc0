import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { monthsWithout } from "./monthly.ts";
import { type Seat, seatFault, sitsOn } from "./seats.ts";

const day = plainDate;
const head = (from: string, until: string | null): Seat => ({
  seat: "head",
  fromOn: day(from),
  untilOn: until === null ? null : day(until),
});

describe("seats", () => {
  test.each([
    ["the day before the term", "2024-12-31", false],
    ["its first day", "2025-01-01", true],
    ["its last day", "2025-06-30", true],
    ["the day after", "2025-07-01", false],
  ])("somebody sits on %s: %s", (_name, on, is) => {
    expect(sitsOn(head("2025-01-01", "2025-06-30"), day(on))).toBe(is);
  });

  test.each([
    ["from the day the other leaves", "2025-06-30", "committee_has_head"],
    ["from the day after", "2025-07-01", undefined],
  ])("a second head %s", (_name, from, fault) => {
    expect(seatFault(head(from, null), [head("2025-01-01", "2025-06-30")])).toBe(fault);
  });

  test("a head before an open term ends the day before it begins", () => {
    expect(seatFault(head("2024-01-01", "2024-12-31"), [head("2025-01-01", null)])).toBeUndefined();
    expect(seatFault(head("2024-01-01", "2025-01-01"), [head("2025-01-01", null)])).toBe(
      "committee_has_head",
    );
    expect(seatFault(head("2024-01-01", null), [head("2025-01-01", null)])).toBe("committee_has_head");
  });

  test("deputies are many; a term of one day is a term, one that runs backwards is none", () => {
    const deputy = { ...head("2025-01-01", null), seat: "deputy" } as const;
    expect(seatFault(deputy, [head("2025-01-01", null), deputy])).toBeUndefined();
    expect(seatFault(head("2025-01-02", "2025-01-02"), [])).toBeUndefined();
    expect(seatFault(head("2025-01-02", "2025-01-01"), [])).toBe("committee_term_backwards");
  });
});

test.each([
  ["none was ever held", [], "2025-03-12", []],
  ["every month has one; this month may still", ["2025-01-10", "2025-02-28"], "2025-03-31", []],
  ["the month that has just ended has none", ["2025-01-10", "2025-02-28"], "2025-04-01", ["2025-03"]],
  ["over the turn of a year", ["2024-11-30", "2025-02-01"], "2025-02-01", ["2024-12", "2025-01"]],
])("months without a meeting: %s", (_name, held, today, missing) => {
  expect(monthsWithout(held.map(plainDate), plainDate(today))).toEqual(missing);
});
