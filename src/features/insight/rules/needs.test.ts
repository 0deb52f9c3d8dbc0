import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { needs } from "./needs.ts";

const one = { n: 1, units: 1, cents: 3_045_000n, first: "2025-01" };
const days = {
  base: (month: string) => plainDate(`${month}-10`),
  subsidy: (month: string) => plainDate(`${month}-25`),
};

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
  test("what is missing of a later month is not yet due: two lines, each with its own day", () => {
    const later = { ...one, first: "2025-02" };
    expect(needs({ owing: one, owingLater: later, subsidies: one }, days)).toMatchObject([
      { key: "owing", due: "2025-01-10", title: "1家单位1月的会费还没到齐" },
      { key: "subsidies", due: "2025-01-25", title: "1家工会1月的补助还没到账" },
      { key: "owingLater", due: "2025-02-10", title: "1家单位2月的会费还没到齐", to: "/months/2025-02" },
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
  test("never more than nine", () => {
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
    expect(needs(all, days)).toHaveLength(9);
  });
});
