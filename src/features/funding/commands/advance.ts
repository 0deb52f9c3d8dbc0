import type { PlainDate, PlainMonth } from "#core/dates.ts";
import { formatYuan } from "#core/money.ts";
import { markRemitted as markBatches, markPaid } from "#features/enrolment/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { obstacle, type PeriodState } from "../rules/period.ts";
import { batchesOf, noteReceipts, ownShares, reimbursementsOf } from "../store/bills.ts";
import { moneyIsIn, oweMoney } from "../store/duties.ts";
import { expectMoney, moneyOf } from "../store/money.ts";
import { lockPeriod, periods, recordEvent, savePeriodState, subsidiesDue } from "../store/periods.ts";
import { remittanceOf, saveRemitted } from "../store/remittances.ts";
import { askForReceipts, askForSubsidyReceipts } from "./ask-for-receipts.ts";
import { periodFacts } from "./facts.ts";
import { followGifts } from "./follow-gifts.ts";
import { payRefunds } from "./pay-refunds.ts";

/**
 * After lines were matched: which bills are in full now, every month that waits for the bank moves on as far as it can,
 * and what the province has sent back goes to its payers. Answers the states of those months.
 */
export async function advanceMonths(ctx: WriteCtx): Promise<Map<PlainMonth, PeriodState>> {
  await followReceipts(ctx);
  await followGifts(ctx);
  const states = new Map<PlainMonth, PeriodState>();
  for (const { month, state } of (await periods(ctx)).toReversed()) {
    if (state !== "open" && state !== "closed") states.set(month, await advancePeriod(ctx, month));
  }
  await payRefunds(ctx);
  return states;
}

/** Which bills, all that wait or those named, are in full now and since when; their batches are told. */
export async function followReceipts(ctx: WriteCtx, billIds?: readonly string[]): Promise<void> {
  const changed = await noteReceipts(ctx, billIds);
  await markPaid(ctx, changed);
  await followDuties(ctx, changed);
  await askForReceipts(ctx, [...new Set([...changed.map((each) => each.id), ...(billIds ?? [])])]);
}

/** What is in full is owed no more; what was taken off again is owed as before. */
async function followDuties(
  ctx: WriteCtx,
  changed: readonly { readonly id: string; readonly on: PlainDate | null }[],
): Promise<void> {
  const ids = (isIn: boolean) => changed.filter(({ on }) => (on !== null) === isIn).map(({ id }) => id);
  await moneyIsIn(ctx, "unit_share", ids(true));
  const again = await ownShares(ctx, ids(false));
  await oweMoney(
    ctx,
    again.map((share) => ({ ...share, kind: "unit_share" })),
  );
}

/** Moves a month on as far as the bank's lines allow, without anybody's decision. Safe to run at any time. */
export async function advancePeriod(ctx: WriteCtx, month: PlainMonth): Promise<PeriodState> {
  await followSubsidies(ctx, month);
  await markFunded(ctx, month);
  await markRemitted(ctx, month);
  await announceReimbursements(ctx, month);
  await askForSubsidyReceipts(ctx, month);
  return (await lockPeriod(ctx, month)).state;
}

async function followSubsidies(ctx: WriteCtx, month: PlainMonth): Promise<void> {
  const dues = await subsidiesDue(ctx, month);
  const money = await moneyOf(
    ctx,
    dues.map(({ id }) => id),
  );
  const isIn = dues.filter(({ id, cents }) => (money.get(id)?.received ?? 0n) >= cents);
  await moneyIsIn(
    ctx,
    "subsidy",
    isIn.map(({ id }) => id),
  );
}

/** `funded` as soon as every share that goes into the pool is in. Answers whether it is now. */
export async function markFunded(ctx: WriteCtx, month: PlainMonth): Promise<boolean> {
  const period = await lockPeriod(ctx, month);
  if (obstacle("mark_funded", await periodFacts(ctx, period), at(ctx))) return false;
  await savePeriodState(ctx, month, "funded");
  await recordEvent(ctx, month, "funded");
  return true;
}

/** `remitted` when the bank's statement shows the transfer to the province. */
export async function markRemitted(ctx: WriteCtx, month: PlainMonth): Promise<boolean> {
  const facts = await periodFacts(ctx, await lockPeriod(ctx, month));
  const paidOn = facts.remittance?.paidOn;
  if (obstacle("mark_remitted", facts, at(ctx)) || !paidOn) return false;
  const remittance = await remittanceOf(ctx, month);
  if (!remittance) return false;
  await saveRemitted(ctx, remittance.id, paidOn);
  await savePeriodState(ctx, month, "remitted", paidOn);
  await markBatches(ctx, await batchesOf(ctx, month), paidOn);
  await recordEvent(ctx, month, "remitted", { cents: formatYuan(remittance.cents), paid_on: paidOn });
  return true;
}

/** Once a union has paid what units advanced, the account owes it back to each of them. */
async function announceReimbursements(ctx: WriteCtx, month: PlainMonth): Promise<void> {
  const dues = (await subsidiesDue(ctx, month)).filter((due) => due.mode === "reimburse_unit");
  if (dues.length === 0) return;
  const money = await moneyOf(
    ctx,
    dues.map((due) => due.id),
  );
  const paid = dues.filter((due) => (money.get(due.id)?.received ?? 0n) >= due.cents).map((due) => due.payer);
  const owed = await reimbursementsOf(ctx, month, paid);
  await expectMoney(
    ctx,
    owed.map(({ billId: _bill, ...each }) => ({
      ...each,
      kind: "reimbursement" as const,
      fund: "reimbursement" as const,
      month,
    })),
  );
}

const at = (ctx: WriteCtx) => ({ today: ctx.today, actor: ctx.actor.id });
