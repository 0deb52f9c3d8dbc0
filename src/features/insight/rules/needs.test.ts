import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { needs } from "./needs.ts";

const one = { n: 1, units: 1, cents: 3_045_000n, first: "2025-01" };
const days = { base: plainDate("2025-01-10"), subsidy: plainDate("2025-01-25") };

describe("what needs somebody now", () => {
  test("nothing waits: nothing is shown", () => {
    expect(needs({}, days)).toEqual([]);
  });
  test("what has a day comes first, the soonest at the top", () => {
    expect(needs({ bank: one, subsidies: one, owing: one }, days).map((need) => need.key)).toEqual([
      "owing",
      "subsidies",
      "bank",
    ]);
  });
  test("money is told to the cent and leads to the month it belongs to", () => {
    expect(needs({ owing: one }, days)[0]).toMatchObject({
      detail: "共差30,450.00元。",
      to: "/months/2025-01",
    });
  });
  test("one roster leads to itself, several to the list", () => {
    const roster = { n: 1, units: 1, cents: 13n, first: "b1" };
    expect(needs({ rosters: roster }, days)[0]?.to).toBe("/rosters/b1");
    expect(needs({ rosters: { ...roster, n: 2 } }, days)[0]?.to).toBe("/rosters");
  });
  test("one batch to release leads to itself, several to the list", () => {
    const batch = { n: 1, units: 0, cents: 95_000n, first: "b1" };
    expect(needs({ releases: batch }, days)[0]).toMatchObject({
      detail: "共950.00元。放行后才能交给银行。",
      to: "/payment-batches/b1",
    });
    expect(needs({ releases: { ...batch, n: 2 } }, days)[0]?.to).toBe("/payment-batches");
  });
  test("never more than seven", () => {
    const all = Object.fromEntries(
      [
        "owing",
        "subsidies",
        "bank",
        "checks",
        "remit",
        "acknowledgements",
        "closings",
        "reviews",
        "rosters",
      ].map((key) => [key, one]),
    );
    expect(needs(all, days)).toHaveLength(7);
  });
});
