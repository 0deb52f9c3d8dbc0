import { describe, expect, test } from "vitest";
import { type Cents, cents } from "#core/money.ts";
import { reachOf, warningOf } from "./reach.ts";

const months = (...sums: number[]): Cents[] => sums.map((sum) => cents(BigInt(sum)));

describe("how far a budget reaches", () => {
  test("names the month in which the money ends", () => {
    // 300 a month: 1,000 are gone in April (1,200 > 1,000).
    expect(reachOf(cents(1_000n), months(300, 300), 2)).toEqual({
      ...{ used: 600n, left: 400n, pace: 300n },
      ...{ endsInMonth: 4, yearNeed: 3_600n, nextYearNeed: 3_600n },
    });
    expect(reachOf(cents(1_200n), months(300, 300), 2).endsInMonth).toBe(5);
  });

  test("money that lasts to the last cent of December lasts the year; a cent less does not", () => {
    expect(reachOf(cents(3_600n), months(300, 300), 2).endsInMonth).toBeNull();
    expect(reachOf(cents(3_599n), months(300, 300), 2).endsInMonth).toBe(12);
  });

  test("months before the first that took anything do not slow the pace; a month without does", () => {
    expect(reachOf(cents(10_000n), months(0, 0, 500), 3)).toMatchObject({
      ...{ pace: 500n, yearNeed: 5_000n, nextYearNeed: 6_000n },
    });
    expect(reachOf(cents(10_000n), months(0, 500, 0), 3).pace).toBe(250n);
    expect(reachOf(cents(10_000n), months(0, 501, 0), 3).pace).toBe(251n);
    expect(reachOf(cents(10_000n), [], 3)).toMatchObject({ pace: 0n, endsInMonth: null });
  });

  test("what came back lowers what was used", () => {
    expect(reachOf(cents(1_000n), months(300, -30), 2)).toMatchObject({ used: 270n, left: 730n, pace: 135n });
  });

  test.each([
    [2, "over"],
    [3, "over"],
    [4, "soon"],
    [6, "soon"],
    [7, "this_year"],
    [null, null],
  ] as const)("in March an end in month %s is %s", (endsInMonth, wanted) => {
    expect(warningOf({ endsInMonth }, 3)).toBe(wanted);
  });
});
