import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import { firstRules } from "./first-rules.ts";
import { checkRule, type FundingRule, type RuleShare, ruleOn } from "./funding-rule.ts";

const plan = { planCode: "HN-INP-80", planVersion: "2025.1" };
const share = (payer: RuleShare["payer"], amount: number, mode: RuleShare["mode"] = "direct_pool") => ({
  payer,
  cents: yuan(amount),
  mode,
});
const rule: FundingRule = {
  ...plan,
  category: "county",
  validFrom: plainDate("2025-01-01"),
  shares: [share("own", 50), share("county_union", 10), share("city_union", 20)],
};

describe("a rule", () => {
  test("whose shares are the price stands", () => {
    expect(() => checkRule(rule, yuan(80))).not.toThrow();
  });

  test.each([
    ["asks too little", [share("own", 50), share("city_union", 29)], "shares_do_not_add_up"],
    ["asks too much", [share("own", 50), share("city_union", 31)], "shares_do_not_add_up"],
    ["asks nobody", [], "shares_do_not_add_up"],
    ["asks one payer twice", [share("own", 50), share("own", 30)], "payer_asked_twice"],
    ["asks the unit in two ways", [share("own", 50), share("member", 30)], "payer_asked_twice"],
    ["has a share of nothing", [share("own", 80), share("city_union", 0)], "share_not_positive"],
    ["pays the unit's own share back", [share("own", 80, "reimburse_unit")], "own_share_not_paid_back"],
  ])("that %s is refused", (_how, shares, code) => {
    expect(() => checkRule({ ...rule, shares }, yuan(80))).toThrow(code);
  });

  test("says by how much it misses the price", () => {
    const short = { ...rule, shares: [share("own", 50), share("city_union", 29)] };
    expect(() => checkRule(short, yuan(80))).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({ total: "79.00", price: "80.00", short: "1.00" }),
      }),
    );
  });
});

describe("the rules the cities start with", () => {
  test.each([
    [410900, ["municipal", "county"], yuan(80)],
    [411100, ["all"], yuan(80)],
    [410100, ["all"], yuan(75)],
  ])("of %i are for %j and add up to the city's price", (city, categories, price) => {
    const rules = firstRules(city, plan.planCode, plan.planVersion);
    expect(rules.map((each) => each.category)).toEqual(categories);
    for (const each of rules) checkRule(each, price);
  });

  test("of a city that nobody told us about are none", () => {
    expect(firstRules(411200, plan.planCode, plan.planVersion)).toEqual([]);
  });
});

describe("the rule in force", () => {
  const later = { ...rule, validFrom: plainDate("2025-07-01"), shares: [share("own", 80)] };
  const general = { ...rule, category: "all" };
  test.each([
    ["2024-12-31", "county", undefined],
    ["2025-06-30", "county", rule],
    ["2025-07-01", "county", later],
    ["2025-07-01", "municipal", general],
    ["2025-07-01", undefined, general],
  ])("on %s for %s", (day, category, expected) => {
    expect(ruleOn([later, general, rule], plan, category, plainDate(day))).toBe(expected);
  });

  test("of another plan version is none", () => {
    expect(ruleOn([rule], { ...plan, planVersion: "2026.1" }, "county", rule.validFrom)).toBeUndefined();
  });
});
