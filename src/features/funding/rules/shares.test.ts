import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { type Cents, cents, times, yuan } from "#core/money.ts";
import { checkRule, type FundingRule } from "./funding-rule.ts";
import { manifestOf } from "./remittance.ts";
import { type BilledUnit, billShares, fromUnit, isOwnShare, totalOf } from "./shares.ts";

const plan = { planCode: "HN-INP-80", planVersion: "2025.1" };
const county: FundingRule = {
  ...plan,
  category: "county",
  validFrom: plainDate("2025-01-01"),
  shares: [
    { payer: "own", cents: yuan(50), mode: "direct_pool" },
    { payer: "county_union", cents: yuan(10), mode: "direct_pool" },
    { payer: "city_union", cents: yuan(20), mode: "direct_pool" },
  ],
};
const zhengzhou: FundingRule = {
  ...county,
  category: "all",
  shares: [
    { payer: "own", cents: yuan(45), mode: "direct_pool" },
    { payer: "city_union", cents: yuan(30), mode: "reimburse_unit" },
  ],
};
const unit: BilledUnit = {
  organisationId: "unit",
  code: "U019",
  ownPayer: "unit",
  countyUnion: { organisationId: "county", code: "X410927" },
  cityUnionId: "city",
};

describe("a bill's shares", () => {
  test("are heads × share for each payer", () => {
    expect(billShares(county, unit, 117)).toEqual([
      { payer: "unit", organisationId: "unit", perHead: yuan(50), cents: yuan(5_850), mode: "direct_pool" },
      {
        payer: "county_union:X410927",
        organisationId: "county",
        perHead: yuan(10),
        cents: yuan(1_170),
        mode: "direct_pool",
      },
      {
        payer: "city_union",
        organisationId: "city",
        perHead: yuan(20),
        cents: yuan(2_340),
        mode: "direct_pool",
      },
    ]);
  });

  test("name the members where they bear the unit's own share; the money still comes from the unit", () => {
    const [own] = billShares(county, { ...unit, ownPayer: "member" }, 10);
    expect(own).toMatchObject({ payer: "member", organisationId: "unit", cents: yuan(500) });
  });

  test("need a county union above where the rule asks one", () => {
    expect(() => billShares(county, { ...unit, countyUnion: undefined }, 1)).toThrow("no_county_union");
  });

  test("that are paid back are advanced by the unit: 75 in, of which 30 come back", () => {
    const shares = billShares(zhengzhou, unit, 20);
    expect(fromUnit(shares)).toBe(yuan(1_500));
    expect(fromUnit(billShares(county, unit, 20))).toBe(yuan(1_000));
  });
});

describe("the parts add up", () => {
  const payers = ["own", "county_union", "city_union"] as const;
  const split = fc
    .tuple(fc.integer({ min: 3, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .chain(([price]) => fc.tuple(fc.constant(price), fc.integer({ min: 1, max: price - 2 })))
    .chain(([price, own]) =>
      fc.tuple(fc.constant(price), fc.constant(own), fc.integer({ min: 1, max: price - own - 1 })),
    );
  const ruleOf = (price: number, own: number, above: number, back: boolean): FundingRule => ({
    ...county,
    shares: [own, above, price - own - above].map((amount, at) => ({
      payer: payers[at] ?? "own",
      cents: cents(amount),
      mode: back && at > 0 ? "reimburse_unit" : "direct_pool",
    })),
  });

  test("any rule that adds up gives bills that add up, and so does the remittance", () => {
    const bill = fc.record({ split, heads: fc.integer({ min: 1, max: 500_000 }), back: fc.boolean() });
    fc.assert(
      fc.property(fc.array(bill, { minLength: 1, maxLength: 30 }), (bills) => {
        let total = 0n as Cents;
        const settled = bills.map(({ split: [price, own, above], heads, back }) => {
          const rule = ruleOf(price, own, above, back);
          checkRule(rule, cents(price));
          const shares = billShares(rule, unit, heads);
          expect(totalOf(shares)).toBe(times(cents(price), heads));
          const others = shares.filter((each) => !isOwnShare(each) && each.mode === "direct_pool");
          expect(fromUnit(shares) + totalOf(others)).toBe(totalOf(shares));
          total = (total + totalOf(shares)) as Cents;
          return { ...plan, price: cents(price), heads, shares };
        });
        const manifest = manifestOf(settled);
        expect(manifest.cents).toBe(total);
        expect(manifest.heads).toBe(bills.reduce((count, { heads }) => count + heads, 0));
      }),
    );
  });

  test("a bill that lost a cent on the way is a bug, never remitted", () => {
    const shares = [{ cents: cents(7_999) }];
    expect(() => manifestOf([{ ...plan, price: yuan(80), heads: 1, shares }])).toThrow("Broken assumption");
  });
});
