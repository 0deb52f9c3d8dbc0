import type { PlainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { type ConfirmedBatch, lockUnbilled, markBilled, markPaid } from "#features/enrolment/index.ts";
import { type PlanVersion, priceIn, publishedVersions } from "#features/plans/index.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { checkRule, ruleOn } from "../rules/funding-rule.ts";
import { type BillShare, billShares, fromUnion, fromUnit, giftShares } from "../rules/shares.ts";
import { insertBills, type NewBill, type UnitOnDay, unitsOnDays } from "../store/bills.ts";
import { expectMoney } from "../store/money.ts";
import { openPeriods } from "../store/periods.ts";
import { rulesOfCity, type SetRule } from "../store/rules.ts";
import { followGifts } from "./follow-gifts.ts";

/** Bills one confirmed batch; one that is billed already is left as it is. Refusals: as `billBatches`. */
export const billBatch = async (ctx: WriteCtx, batchId: string): Promise<string | undefined> =>
  (await bill(ctx, await lockUnbilled(ctx, { ids: [batchId] })))[0];

/**
 * Bills every confirmed batch of a month that has no bill yet, all or none. Answers the new bills.
 * Refusals: `no_funding_rule`, `no_county_union`, `plan_version_unknown`, `plan_without_price`,
 * `shares_do_not_add_up` (the price has changed since the rule was set).
 */
export const billBatches = async (ctx: WriteCtx, month: PlainMonth): Promise<string[]> =>
  bill(ctx, await lockUnbilled(ctx, { month }));

async function bill(ctx: WriteCtx, batches: readonly ConfirmedBatch[]): Promise<string[]> {
  if (batches.length === 0) return [];
  const units = await unitsOnDays(
    ctx,
    batches.map((batch) => ({ organisationId: batch.organisationId, day: batch.coverFrom })),
  );
  const rules = await rulesOfCity(ctx);
  const versions = await publishedVersions(ctx);
  const bills = batches.map((batch, at) => {
    const unit = units[at];
    if (!unit) throw new Error("A unit for every batch.");
    return newBill(ctx, batch, unit, rules, versions);
  });
  await insertBills(ctx, bills);
  await markBilled(
    ctx,
    batches.map((batch) => batch.id),
  );
  await openPeriods(ctx, [...new Set(bills.map((each) => each.month))]);
  // What a gift pays is expected of its funder, once for the whole gift.
  const owing = bills.filter((each) => each.giftId === null && each.fromUnit > 0n);
  await expectMoney(
    ctx,
    owing.map((each) => ({
      id: each.id,
      kind: "unit_share" as const,
      fund: "advance" as const,
      organisationId: each.unit.organisationId,
      month: each.month,
      cents: each.fromUnit,
      heads: each.heads,
    })),
  );
  // Where unions bear the whole price nobody waits for the unit.
  const free = bills.filter((each) => each.fromUnit === 0n);
  await markPaid(
    ctx,
    free.map(({ batchId }) => ({ batchId, on: ctx.today })),
  );
  if (bills.some((each) => each.giftId !== null)) await followGifts(ctx);
  await ctx.record("funding.billed", {
    bills: bills.length,
    heads: bills.reduce((heads, each) => heads + each.heads, 0),
    from_units: formatYuan(bills.reduce((total, each) => total + each.fromUnit, 0n) as NewBill["fromUnit"]),
  });
  return bills.map((each) => each.id);
}

function newBill(
  ctx: WriteCtx,
  batch: ConfirmedBatch,
  unit: UnitOnDay,
  rules: readonly SetRule[],
  versions: readonly PlanVersion[],
): NewBill {
  const { planCode, planVersion, coverFrom, month, heads } = batch;
  const { rule, price, shares } = shareOut(ctx, batch, unit, rules, versions);
  return {
    id: newId(),
    batchId: batch.id,
    giftId: batch.gift?.id ?? null,
    unit,
    ruleId: rule.id,
    planCode,
    planVersion,
    price,
    heads,
    month,
    coverFrom,
    fromUnit: fromUnit(shares),
    fromCounty: fromUnion(shares, "county_union"),
    fromCity: fromUnion(shares, "city_union"),
    shares,
  };
}

/** Who pays how much for so many people of a unit, by the rule of its category on the day their cover is to start. */
export function shareOut(
  ctx: ReadCtx,
  batch: Pick<ConfirmedBatch, "planCode" | "planVersion" | "coverFrom" | "heads" | "gift">,
  unit: UnitOnDay,
  rules: readonly SetRule[],
  versions: readonly PlanVersion[],
): { readonly rule: SetRule; readonly price: Cents; readonly shares: BillShare[] } {
  const { planCode, planVersion, coverFrom } = batch;
  const version = versions.find((each) => each.code === planCode && each.version === planVersion);
  if (!version) {
    throw new Refusal("invalid", "plan_version_unknown", { plan: planCode, version: planVersion });
  }
  const rule = ruleOn(rules, batch, unit.category, coverFrom);
  if (!rule) {
    const facts = { unit: unit.code, category: unit.category ?? "", day: coverFrom, plan: planCode };
    throw new Refusal("conflict", "no_funding_rule", facts);
  }
  const price = priceIn(ctx, version, coverFrom);
  checkRule(rule, price);
  const shares = batch.gift
    ? giftShares(batch.gift.organisationId, price, batch.heads)
    : billShares(rule, unit, batch.heads);
  return { rule, price, shares };
}
