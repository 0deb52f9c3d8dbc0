import { openItems, receivedBy, settleMoney } from "#features/banking/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { mayMove } from "../rules/payment.ts";
import { insertOutcomes } from "../store/outcomes.ts";
import { lockPayments, movePayments } from "../store/payments.ts";
import { tellSettled } from "./tell-settled.ts";

/**
 * 退汇: what the bank's lines brought back. A paid payment is returned and may be put right; one that failed before is
 * only seen to be back. Safe to run twice: what was dealt with is settled at the bank's desk. Answers how many returned.
 */
export async function takeReturns(ctx: WriteCtx): Promise<number> {
  const back = await openItems(ctx, { source: "payments_back", kind: "payment_return", onlyReceived: true });
  if (back.length === 0) return 0;
  const ids = back.map((item) => item.sourceId);
  const payments = await lockPayments(ctx, ids);
  const seen = await receivedBy(ctx, "payments_back", ctx.today, ids);
  const returned = ids
    .filter((id) => mayMove(payments.get(id)?.state ?? "cancelled", "return"))
    .map((paymentId) => {
      const on = seen.get(paymentId)?.inFullOn ?? ctx.today;
      return { paymentId, outcome: "returned" as const, on, reason: "收款银行退回" };
    });
  for (const each of returned) {
    const batchId = payments.get(each.paymentId)?.batchId ?? "";
    await insertOutcomes(ctx, batchId, "return", [each]);
  }
  await movePayments(
    ctx,
    returned.map((each) => each.paymentId),
    "return",
  );
  await settleMoney(ctx, "payments_back", ids);
  await ctx.record("payment.came_back", { payments: ids.length, returned: returned.length });
  await tellSettled(ctx, returned, payments);
  return returned.length;
}
