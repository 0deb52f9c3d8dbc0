import type { PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan, minus, sum } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";

/**
 * Who a rule asks for money. `own` is the unit's own share, borne by the unit or by its members as the unit's profile
 * says; `unit` and `member` name the one or the other where a rule splits it. `county_union` is the one above the unit.
 */
export const rulePayers = ["own", "unit", "member", "county_union", "city_union"] as const;
export type RulePayer = (typeof rulePayers)[number];

/**
 * How a union's share travels. `direct_pool`: it pays into the special account (直补). `reimburse_unit`: the unit
 * advances it with its own, and the union's money is paid back to the unit.
 */
export const modes = ["direct_pool", "reimburse_unit"] as const;
export type Mode = (typeof modes)[number];

export type RuleShare = { readonly payer: RulePayer; readonly cents: Cents; readonly mode: Mode };

/** The category that holds for every unit that no rule names. */
export const everyCategory = "all";

/** How one person's price is split in one city, for one plan version and subsidy category, from a day on. */
export type FundingRule = {
  readonly planCode: string;
  readonly planVersion: string;
  readonly category: string;
  readonly validFrom: PlainDate;
  readonly shares: readonly RuleShare[];
};

export const isOwn = (payer: RulePayer): boolean => payer === "own" || payer === "unit" || payer === "member";

/**
 * Refuses a rule that asks for more or less than the price, asks somebody twice, or asks for nothing.
 * Refusals: `share_not_positive`, `payer_asked_twice`, `own_share_not_paid_back`, `shares_do_not_add_up`.
 */
export function checkRule(rule: FundingRule, price: Cents): void {
  const { category, shares } = rule;
  const seen = new Set<RulePayer>();
  for (const { payer, cents, mode } of shares) {
    if (cents <= 0n) throw new Refusal("invalid", "share_not_positive", { category, payer });
    if (seen.has(payer)) throw new Refusal("invalid", "payer_asked_twice", { category, payer });
    if (mode === "reimburse_unit" && isOwn(payer)) {
      throw new Refusal("invalid", "own_share_not_paid_back", { category, payer });
    }
    seen.add(payer);
  }
  if (seen.has("own") && (seen.has("unit") || seen.has("member"))) {
    throw new Refusal("invalid", "payer_asked_twice", { category, payer: "own" });
  }
  const total = sum(shares.map((share) => share.cents));
  if (total !== price) {
    throw new Refusal("invalid", "shares_do_not_add_up", {
      category,
      valid_from: rule.validFrom,
      total: formatYuan(total),
      price: formatYuan(price),
      short: formatYuan(minus(price, total)),
    });
  }
}

/** The rule in force: of the unit's own category before `all`, and of those the one that came last. */
export function ruleOn<Rule extends Pick<FundingRule, "category" | "validFrom" | "planCode" | "planVersion">>(
  rules: readonly Rule[],
  plan: { readonly planCode: string; readonly planVersion: string },
  category: string | undefined,
  day: PlainDate,
): Rule | undefined {
  const latest = (of: string | undefined) =>
    rules
      .filter((rule) => rule.planCode === plan.planCode && rule.planVersion === plan.planVersion)
      .filter((rule) => rule.category === of && rule.validFrom <= day)
      .reduce<Rule | undefined>((a, b) => (a && a.validFrom >= b.validFrom ? a : b), undefined);
  return latest(category) ?? latest(everyCategory);
}
