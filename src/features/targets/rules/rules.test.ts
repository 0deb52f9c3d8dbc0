import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { colourOf, completionBp, daysOf, daysWithin, type Inputs, paceBp, usualRule } from "./pace.ts";
import { spread } from "./spread.ts";

const inputs: Inputs = {
  ...{ goal: 1_000, people: 164, units: 3, unitGoal: null, staff: 2_000, paid: 150, expiring: 0, renewed: 0 },
  ...daysOf(plainDate("2025-03-01")),
  marks: [],
  rule: usualRule,
};
const colour = (change: Partial<Inputs>) => colourOf({ ...inputs, ...change });

describe("pace", () => {
  test("60 of 365 days are over with 1 March", () => {
    expect(daysOf(plainDate("2025-03-01"))).toEqual({ daysGone: 60, daysOfYear: 365 });
    expect(daysOf(plainDate("2024-12-31"))).toEqual({ daysGone: 366, daysOfYear: 366 });
  });

  test("164 of 1,000 people after 60 of 365 days are 99 % of what should be there, 16 % of the whole", () => {
    expect(paceBp(inputs)).toBe(9_976);
    expect(completionBp(inputs)).toBe(1_640);
  });
});

describe("a phase has days of its own", () => {
  const span = { startsOn: plainDate("2025-03-01"), endsOn: plainDate("2025-03-31") };
  test.each([
    ["2025-02-28", 0],
    ["2025-03-01", 1],
    ["2025-03-31", 31],
    ["2025-04-01", 31],
  ])("by %s %i of 31 days are over", (day, daysGone) => {
    expect(daysWithin(plainDate(day), span)).toEqual({ daysGone, daysOfYear: 31 });
  });

  test("before it begins nobody is behind", () => {
    expect(paceBp({ ...inputs, daysGone: 0 })).toBeNull();
  });
});

describe("colour", () => {
  test.each([
    [165, "green"],
    [164, "yellow"],
    [116, "yellow"],
    [115, "red"],
    [0, "red"],
  ] as const)("%i people: %s", (people, wanted) => {
    expect(colour({ people })).toBe(wanted);
  });

  test("a mark holds green at yellow, and does not make red better", () => {
    expect(colour({ people: 165, marks: ["awareness"] })).toBe("yellow");
    expect(colour({ people: 100, marks: ["findings"] })).toBe("red");
  });

  test("where nothing is to be reached nothing is behind", () => {
    expect(colour({ goal: 0, people: 0 })).toBe("green");
    expect(paceBp({ ...inputs, goal: 0 })).toBeNull();
  });
});

describe("spreading", () => {
  test("10 by 1 : 1 : 1 are 4, 3, 3; without weights all are alike", () => {
    expect(spread(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(spread(5, [0, 0])).toEqual([3, 2]);
  });

  test("parts always add up, and a larger weight never gets less", () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.array(fc.nat(10_000), { minLength: 1, maxLength: 30 }),
        (total, weights) => {
          const parts = spread(total, weights);
          expect(parts.reduce((all, part) => all + part, 0)).toBe(total);
          for (const [a, one] of weights.entries())
            for (const [b, other] of weights.entries())
              if (one > other) expect(parts[a] ?? 0).toBeGreaterThanOrEqual(parts[b] ?? 0);
        },
      ),
    );
  });
});
