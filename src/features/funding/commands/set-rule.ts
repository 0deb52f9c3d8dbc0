import { formatYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { priceIn, publishedVersions } from "#features/plans/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { firstRules } from "../rules/first-rules.ts";
import { checkRule, type FundingRule } from "../rules/funding-rule.ts";
import type { FundingDays } from "../rules/settle.ts";
import { deleteRule, insertRule, isRuleUsed, rulesOfCity, saveDays } from "../store/rules.ts";

/**
 * Sets how the price is split, from a day on. A rule of the same day is replaced while no bill has used it.
 * Refusals: `plan_version_unknown`, `plan_without_price`, `funding_rule_used`, and those of `checkRule`.
 */
export async function setFundingRule(ctx: WriteCtx, rule: FundingRule): Promise<string> {
  const versions = await publishedVersions(ctx, rule.planCode);
  const version = versions.find((each) => each.version === rule.planVersion);
  if (!version) {
    throw new Refusal("invalid", "plan_version_unknown", { plan: rule.planCode, version: rule.planVersion });
  }
  checkRule(rule, priceIn(ctx, version, rule.validFrom));
  const same = (await rulesOfCity(ctx)).find(
    (known) =>
      known.planCode === rule.planCode &&
      known.planVersion === rule.planVersion &&
      known.category === rule.category &&
      known.validFrom === rule.validFrom,
  );
  if (same) {
    if (await isRuleUsed(ctx, same.id)) {
      const { category, validFrom } = rule;
      throw new Refusal("conflict", "funding_rule_used", { category, valid_from: validFrom });
    }
    await deleteRule(ctx, same.id);
  }
  const id = await insertRule(ctx, rule);
  await ctx.record("funding.rule_set", {
    rule: id,
    plan: rule.planCode,
    version: rule.planVersion,
    category: rule.category,
    valid_from: rule.validFrom,
    shares: rule.shares.map((share) => `${share.payer} ${formatYuan(share.cents)} ${share.mode}`),
  });
  return id;
}

/** Gives a new city the rules that are known of it, for every published version of a plan. Answers how many. */
export async function setFirstRules(ctx: WriteCtx): Promise<number> {
  const rules = (await publishedVersions(ctx)).flatMap((version) =>
    version.code === "HN-INP-80" ? firstRules(ctx.actor.cityId, version.code, version.version) : [],
  );
  for (const rule of rules) await setFundingRule(ctx, rule);
  return rules.length;
}

/** Sets the days of the month by which money must be in, and what a weekend does to them. */
export async function setFundingDays(ctx: WriteCtx, days: FundingDays): Promise<void> {
  if (days.baseDay >= days.subsidyDay) throw new Refusal("invalid", "funding_days_out_of_order");
  await saveDays(ctx, days);
  await ctx.record("funding.days_set", {
    base_day: days.baseDay,
    subsidy_day: days.subsidyDay,
    shift: days.shift,
  });
}
