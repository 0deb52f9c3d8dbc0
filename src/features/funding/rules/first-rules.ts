import { plainDate } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import { everyCategory, type FundingRule, type RuleShare } from "./funding-rule.ts";

/** What a city starts with where its folder brings no `funding.csv`: the rules of 2025 as the cities report them. */
const direct = (payer: RuleShare["payer"], amount: number): RuleShare => ({
  payer,
  cents: yuan(amount),
  mode: "direct_pool",
});

const cities: Readonly<Record<number, Readonly<Record<string, readonly RuleShare[]>>>> = {
  410900: {
    municipal: [direct("own", 50), direct("city_union", 30)],
    county: [direct("own", 50), direct("county_union", 10), direct("city_union", 20)],
  },
  411100: { [everyCategory]: [direct("own", 80)] },
  410100: {
    [everyCategory]: [direct("own", 45), { payer: "city_union", cents: yuan(30), mode: "reimburse_unit" }],
  },
};

/** Empty where nothing is known of the city: it then sets its own rules before the first bill. */
export function firstRules(cityId: number, planCode: string, planVersion: string): FundingRule[] {
  const validFrom = plainDate("2025-01-01");
  return Object.entries(cities[cityId] ?? {}).map(([category, shares]) => ({
    planCode,
    planVersion,
    category,
    validFrom,
    shares,
  }));
}
