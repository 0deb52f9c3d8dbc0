import { monthsFrom, type PlainMonth, sayMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { formatYuan, sum } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { markSettled } from "#features/enrolment/index.ts";
import { post } from "#features/ledger/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { demand } from "../rules/period.ts";
import { coverStart, settlesIn } from "../rules/settle.ts";
import {
  lockWaitingBills,
  type Settlement,
  settleBills,
  subsidySums,
  type WaitingBill,
} from "../store/bills.ts";
import { expectMoney, holdMoney, moneyOf } from "../store/money.ts";
import {
  insertSubsidies,
  lockPeriod,
  openMonthsBefore,
  recordEvent,
  saveBaseEntry,
  savePeriodState,
} from "../store/periods.ts";
import { fundingDays } from "../store/rules.ts";
import { markFunded } from "./advance.ts";
import { askForReceipts } from "./ask-for-receipts.ts";
import { periodFacts } from "./facts.ts";
import { followGifts } from "./follow-gifts.ts";

export type BaseClosed = {
  readonly settled: number;
  readonly waiting: number;
  readonly funded: boolean;
};

/**
 * Closes a month's base once its cut-off day is over: bills whose own share was in full by then settle in it, the rest
 * wait for the next month, and the unions' subsidies are announced for exactly the people settled.
 * Refusals: `base_still_open`, `earlier_month_open`, `period_in_another_state`.
 */
export async function closeBase(ctx: WriteCtx, month: PlainMonth): Promise<BaseClosed> {
  const period = await lockPeriod(ctx, month);
  demand("close_base", await periodFacts(ctx, period), { today: ctx.today, actor: ctx.actor.id });
  const [earlier] = await openMonthsBefore(ctx, month);
  if (earlier) throw new Refusal("conflict", "earlier_month_open", { month: earlier });

  await followGifts(ctx);
  const bills = await lockWaitingBills(ctx, month);
  const settled = await settledNow(ctx, month, bills);
  await settleBills(ctx, month, settled);
  await markSettled(
    ctx,
    settled.map(({ batchId, inFullOn, covered }) => ({ batchId, paidOn: inFullOn, covered })),
  );
  await holdMoney(
    ctx,
    settled.map((each) => each.billId),
  );
  await askForReceipts(
    ctx,
    settled.map((each) => each.billId),
  );
  await postToPool(ctx, month, bills, settled);
  await announceSubsidies(ctx, month);
  await savePeriodState(ctx, month, "base_closed");
  await recordEvent(ctx, month, "base_closed", {
    settled: settled.length,
    waiting: bills.length - settled.length,
  });
  return {
    settled: settled.length,
    waiting: bills.length - settled.length,
    funded: await markFunded(ctx, month),
  };
}

async function settledNow(
  ctx: WriteCtx,
  month: PlainMonth,
  bills: readonly WaitingBill[],
): Promise<Settlement[]> {
  const days = await fundingDays(ctx);
  const money = await moneyOf(
    ctx,
    bills.map((bill) => bill.id),
  );
  return bills.flatMap((bill) => {
    const isOwed = bill.fromUnit > 0n && bill.giftId === null;
    const inFullOn = isOwed ? money.get(bill.id)?.inFullOn : bill.inFullOn;
    if (!inFullOn || settlesIn(bill.month, inFullOn, days, month) !== month) return [];
    const covered = monthsFrom(coverStart(bill.coverFrom, bill.month, month), bill.months);
    return [{ billId: bill.id, batchId: bill.batchId, inFullOn, covered }];
  });
}

/**
 * The own shares of the settled bills are the month's now: from what was paid ahead, or given, into the pool. Dated the day it is
 * done: a payment of the last days may have been explained only since, and no fund is below nought on any day.
 */
async function postToPool(
  ctx: WriteCtx,
  month: PlainMonth,
  bills: readonly WaitingBill[],
  settled: readonly Settlement[],
): Promise<void> {
  const ids = new Set(settled.map((each) => each.billId));
  const postings = bills
    .filter((bill) => ids.has(bill.id) && bill.fromUnit > 0n)
    .map((bill) => ({
      from: "pool",
      to: bill.giftId ? "gift" : "advance",
      amount: bill.fromUnit,
      organisationId: bill.organisationId,
    }));
  if (postings.length === 0) return;
  const summary = `${sayMonth(month)}会费截止：预收转代管`;
  const entry = {
    source: "funding_base",
    sourceId: newId(),
    kind: "base_closed",
    on: ctx.today,
    summary,
    postings,
  };
  await saveBaseEntry(ctx, month, await post(ctx, entry));
}

/** Tells the unions what they owe, and the bank what to expect. */
async function announceSubsidies(ctx: WriteCtx, month: PlainMonth): Promise<void> {
  const dues = await insertSubsidies(ctx, month, await subsidySums(ctx, month));
  await expectMoney(
    ctx,
    dues.map((due) => ({
      id: due.id,
      kind: "subsidy" as const,
      fund: due.mode === "direct_pool" ? ("pool" as const) : ("reimbursement" as const),
      organisationId: due.organisationId,
      month,
      cents: due.cents,
      heads: due.heads,
    })),
  );
  if (dues.length === 0) return;
  await recordEvent(ctx, month, "subsidies_announced", {
    payers: dues.length,
    cents: formatYuan(sum(dues.map((due) => due.cents))),
  });
}
