import { describe, expect, test } from "vitest";
import { plainMonth } from "#core/dates.ts";
import { type Assumptions, forecast, type MonthPast } from "./forecast.ts";

// A city of 10,000 people under cover that never changes: 20 claims of 1,000 yuan each a month.
const month = (name: string, change: Partial<MonthPast> = {}): MonthPast => ({
  month: plainMonth(name),
  covered: 10_000,
  claims: 20,
  cost: 20_000,
  squares: 20 * 1_000 ** 2,
  income: 0,
  ...change,
});
const past = ["2025-01", "2025-02", "2025-03", "2025-04"].map((name) => month(name));
const nobodyEnds = Array.from({ length: 12 }, () => 0);
const steady: Assumptions = { renewalBp: 10_000, joining: 0, price: 80, coverMonths: 12 };

describe("the next twelve months", () => {
  test("of a city that does not change are like the past", () => {
    const told = forecast(past, nobodyEnds, 500_000, steady);
    expect(told?.months).toHaveLength(12);
    expect(told?.months[0]?.month).toBe("2025-05");
    expect(told?.months.at(-1)?.month).toBe("2026-04");
    expect(told?.frequency).toBeCloseTo(2);
    expect(told?.severity).toBeCloseTo(1_000);
    expect(told?.cost.middle).toBeCloseTo(240_000);
    expect(told?.months.at(-1)?.reserve.middle).toBeCloseTo(260_000);
  });

  test("of a past without claims cannot be told", () => {
    expect(
      forecast([month("2025-01", { claims: 0, cost: 0, squares: 0 })], nobodyEnds, 0, steady),
    ).toBeUndefined();
    expect(forecast([], nobodyEnds, 0, steady)).toBeUndefined();
  });

  test("are less certain the further they are, and the shorter the past is", () => {
    const width = (told: ReturnType<typeof forecast>, at: number) => {
      const reserve = told?.months[at]?.reserve;
      return (reserve?.high ?? 0) - (reserve?.low ?? 0);
    };
    const long = forecast(past, nobodyEnds, 0, steady);
    const short = forecast(past.slice(0, 1), nobodyEnds, 0, steady);
    expect(width(long, 11)).toBeGreaterThan(width(long, 0));
    expect(width(short, 11)).toBeGreaterThan(width(long, 11));
  });

  test("count those who renew again when that cover ends in turn", () => {
    const ending = [6_000, ...nobodyEnds.slice(1)];
    const half = forecast(past, ending, 0, { ...steady, renewalBp: 5_000, coverMonths: 6 });
    expect(half?.months.map(({ covered }) => covered)).toEqual([
      7_000, 7_000, 7_000, 7_000, 7_000, 7_000, 5_500, 5_500, 5_500, 5_500, 5_500, 5_500,
    ]);
    expect(half?.months.map(({ income }) => income / 80)).toEqual([
      3_000, 0, 0, 0, 0, 0, 1_500, 0, 0, 0, 0, 0,
    ]);
  });

  test("never cost less than nothing in a month", () => {
    const rare = [month("2025-01", { claims: 1, cost: 10, squares: 100 })];
    expect(forecast(rare, nobodyEnds, 0, steady)?.months.every(({ cost }) => cost.low >= 0)).toBe(true);
  });
});

test("in four of five futures the money spent lies in the band", () => {
  // Futures are drawn from the same city by a generator of its own, seeded: counts by Poisson, claims of 500 or 1,500.
  let seed = 20_250_101;
  const random = () => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return seed / 4_294_967_296;
  };
  const poisson = (mean: number) => {
    let count = 0;
    for (let left = Math.exp(-mean), product = random(); product > left; product *= random()) count += 1;
    return count;
  };
  const drawn = (months: number) => {
    const all = { claims: 0, cost: 0, squares: 0 };
    for (let n = 0; n < months; n++) {
      const claims = poisson(20);
      for (let claim = 0; claim < claims; claim++) {
        const yuan = random() < 0.5 ? 500 : 1_500;
        all.claims += 1;
        all.cost += yuan;
        all.squares += yuan * yuan;
      }
    }
    return all;
  };
  let inside = 0;
  const tries = 400;
  for (let n = 0; n < tries; n++) {
    const told = forecast([month("2025-01", { covered: 120_000, ...drawn(12) })], nobodyEnds, 0, steady);
    // The past is one row of twelve months' exposure; the future has the last row's people, so a twelfth is drawn.
    const future = Array.from({ length: 12 }, () => drawn(12)).reduce((sum, { cost }) => sum + cost, 0);
    if (told && told.cost.low <= future && future <= told.cost.high) inside += 1;
  }
  expect(inside / tries).toBeGreaterThan(0.75);
  expect(inside / tries).toBeLessThan(0.86);
});
