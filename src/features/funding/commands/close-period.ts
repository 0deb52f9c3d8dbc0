import { type PlainMonth, sayMonth } from "#core/dates.ts";
import { formatYuan, sum } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { markUnsettled } from "#features/enrolment/index.ts";
import { closeMonth, reopenMonth, reverse } from "#features/ledger/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { demand, mayCheck, type PeriodState } from "../rules/period.ts";
import { unsettleBills } from "../store/bills.ts";
import { releaseMoney, withdraw } from "../store/money.ts";
import {
  baseEntry,
  deleteSubsidies,
  lockPeriod,
  recordEvent,
  saveBaseEntry,
  savePeriodState,
} from "../store/periods.ts";
import { insertReopening, openReopening, saveReopening } from "../store/reopenings.ts";
import { periodFacts, reimbursementsOpen, subsidyStates } from "./facts.ts";

const at = (ctx: WriteCtx) => ({ today: ctx.today, actor: ctx.actor.id });

/**
 * Closes a month for good. Refusals: `period_in_another_state`, `reimbursements_open` (units wait for what they
 * advanced), `month_already_closed`. The books of the month are locked with it.
 */
export async function closePeriod(ctx: WriteCtx, month: PlainMonth): Promise<void> {
  demand("close", await periodFacts(ctx, await lockPeriod(ctx, month)), at(ctx));
  const open = await reimbursementsOpen(ctx, month);
  if (open > 0n) throw new Refusal("conflict", "reimbursements_open", { cents: formatYuan(open) });
  await savePeriodState(ctx, month, "closed");
  await closeMonth(ctx, month);
  await recordEvent(ctx, month, "closed");
}

/**
 * Asks for a month to be reopened; somebody else decides.
 * Refusals: `period_in_another_state`, `remittance_already_made`, `reopening_already_asked`.
 */
export async function askReopening(ctx: WriteCtx, month: PlainMonth, reason: string): Promise<void> {
  demand("reopen", await periodFacts(ctx, await lockPeriod(ctx, month)), at(ctx));
  if (await openReopening(ctx, month)) throw new Refusal("conflict", "reopening_already_asked", { month });
  await insertReopening(ctx, month, reason);
  await recordEvent(ctx, month, "reopening_asked", { reason });
}

/**
 * A second person reopens the month, or does not. A closed month goes back to `confirmed`; one whose list has not gone
 * out goes back to `open`, its bills wait again and its subsidies are no longer asked for.
 * Refusals: `reopening_not_asked`, `maker_is_checker`, `subsidy_already_received`.
 */
export async function decideReopening(
  ctx: WriteCtx,
  month: PlainMonth,
  agree: boolean,
): Promise<PeriodState> {
  const period = await lockPeriod(ctx, month);
  const asked = await openReopening(ctx, month);
  if (!asked) throw new Refusal("conflict", "reopening_not_asked", { month });
  if (!mayCheck(asked.askedBy, ctx.actor.id)) throw new Refusal("forbidden", "maker_is_checker");
  await saveReopening(ctx, asked.id, agree ? "reopened" : "refused");
  if (!agree) {
    await recordEvent(ctx, month, "reopening_refused", { reason: asked.reason });
    return period.state;
  }
  demand("reopen", await periodFacts(ctx, period), at(ctx));
  const state = period.state === "closed" ? "confirmed" : "open";
  if (state === "open") await takeBack(ctx, month);
  else await reopenMonth(ctx, month);
  await savePeriodState(ctx, month, state);
  await recordEvent(ctx, month, "reopened", { reason: asked.reason });
  return state;
}

/** Undoes the base closing. Money a union has already paid for these people cannot be un-asked for. */
async function takeBack(ctx: WriteCtx, month: PlainMonth): Promise<void> {
  const subsidies = await subsidyStates(ctx, month);
  const received = sum(subsidies.map((subsidy) => subsidy.received));
  if (received > 0n) {
    throw new Refusal("conflict", "subsidy_already_received", { cents: formatYuan(received) });
  }
  await withdraw(
    ctx,
    subsidies.map((subsidy) => subsidy.id),
  );
  await deleteSubsidies(ctx, month);
  const entry = await baseEntry(ctx, month);
  if (entry) await reverse(ctx, entry, `重开${sayMonth(month)}`);
  await saveBaseEntry(ctx, month, null);
  const bills = await unsettleBills(ctx, month);
  await markUnsettled(
    ctx,
    bills.map((bill) => bill.batchId),
  );
  await releaseMoney(
    ctx,
    bills.map((bill) => bill.id),
  );
}
