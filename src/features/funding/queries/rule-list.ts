import type { z } from "zod";
import { addDays, addMonthsTo, monthOf } from "#core/dates.ts";
import { type Cents, formatYuan, sum } from "#core/money.ts";
import { isKnownYear } from "#features/calendar/index.ts";
import { publishedVersions } from "#features/plans/index.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { RuleList } from "../contract.ts";
import { baseCutOff, type FundingDays, subsidyCutOff } from "../rules/settle.ts";
import { fundingDays, rulesOfCity, type SetRule } from "../store/rules.ts";

/** The city's rules, each with the last day on which it holds. */
export async function ruleList(ctx: ReadCtx): Promise<z.input<typeof RuleList>> {
  const rules = await rulesOfCity(ctx);
  const versions = await publishedVersions(ctx);
  const days = await fundingDays(ctx);
  const sameKind = (a: SetRule, b: SetRule) =>
    a.planCode === b.planCode && a.planVersion === b.planVersion && a.category === b.category;
  return {
    rows: rules.map((rule) => {
      const next = rules.find((other) => sameKind(rule, other) && other.validFrom > rule.validFrom);
      return {
        id: rule.id,
        planCode: rule.planCode,
        planVersion: rule.planVersion,
        planName:
          versions.find((each) => each.code === rule.planCode && each.version === rule.planVersion)?.name ??
          "",
        category: rule.category,
        validFrom: rule.validFrom,
        validThrough: next ? addDays(next.validFrom, -1) : null,
        price: formatYuan(sum(rule.shares.map((share) => share.cents as Cents))),
        setBy: rule.setBy,
        shares: rule.shares.map((share) => ({
          payer: share.payer,
          amount: formatYuan(share.cents),
          mode: share.mode,
        })),
      };
    }),
    total: rules.length,
    next: null,
    days,
    upcoming: upcoming(ctx, days),
    allowed: allows(ctx.actor, "funding.rules") ? ["set"] : [],
  };
}

/** Months whose working days are published: what is not known yet is not said. */
const upcoming = (ctx: ReadCtx, days: FundingDays) =>
  [0, 1, 2]
    .map((ahead) => addMonthsTo(monthOf(ctx.today), ahead))
    .filter((month) => days.shift === "same" || isKnownYear(Number(month.slice(0, 4))))
    .map((month) => ({ month, base: baseCutOff(month, days), subsidy: subsidyCutOff(month, days) }));
