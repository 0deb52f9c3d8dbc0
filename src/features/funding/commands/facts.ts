import type { PlainMonth } from "#core/dates.ts";
import { atLeastZero, type Cents, minus, sum, zero } from "#core/money.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { Due, PeriodFacts } from "../rules/period.ts";
import { baseCutOff } from "../rules/settle.ts";
import { reimbursementsOf, settledHeads } from "../store/bills.ts";
import { moneyOf } from "../store/money.ts";
import { type Period, subsidiesDue } from "../store/periods.ts";
import { remittanceOf } from "../store/remittances.ts";
import { fundingDays } from "../store/rules.ts";

/** What a union's money of one month is, and what the bank has shown of it. */
export type SubsidyState = Due & {
  readonly id: string;
  readonly mode: "direct_pool" | "reimburse_unit";
  readonly heads: number;
  readonly units: number;
};

export async function subsidyStates(ctx: ReadCtx, month: PlainMonth): Promise<SubsidyState[]> {
  const dues = await subsidiesDue(ctx, month);
  const money = await moneyOf(
    ctx,
    dues.map((due) => due.id),
  );
  return dues.map((due) => ({
    id: due.id,
    payer: due.payer,
    organisationId: due.organisationId,
    mode: due.mode,
    heads: due.heads,
    units: due.units,
    due: due.cents,
    received: money.get(due.id)?.received ?? zero,
  }));
}

/**
 * Everything a month's next step depends on. Only what goes into the pool holds a month up: a subsidy that is paid
 * back to units has been advanced by them.
 */
export async function periodFacts(ctx: ReadCtx, period: Period): Promise<PeriodFacts> {
  const { month, state } = period;
  const [days, subsidies, heads, remittance] = [
    await fundingDays(ctx),
    await subsidyStates(ctx, month),
    await settledHeads(ctx, month),
    await remittanceOf(ctx, month),
  ];
  const paid = remittance && (await moneyOf(ctx, [remittance.id])).get(remittance.id);
  return {
    state,
    baseCutOff: baseCutOff(month, days),
    heads,
    dues: subsidies.filter((subsidy) => subsidy.mode === "direct_pool"),
    remittance: remittance && {
      state: remittance.state === "made" ? "made" : "checked",
      madeBy: remittance.madeBy,
      paidOn: paid?.inFullOn,
    },
  };
}

/** What the account still owes to units of what they advanced for a union: nothing where nobody advances. */
export async function reimbursementsOpen(ctx: ReadCtx, month: PlainMonth): Promise<Cents> {
  const unions = (await subsidiesDue(ctx, month)).filter((due) => due.mode === "reimburse_unit");
  const owed = await reimbursementsOf(
    ctx,
    month,
    unions.map((due) => due.payer),
  );
  const paid = await moneyOf(
    ctx,
    owed.map((each) => each.id),
  );
  return sum(owed.map((each) => atLeastZero(minus(each.cents, paid.get(each.id)?.received ?? zero))));
}
