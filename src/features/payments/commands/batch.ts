import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { lockBatch, movePayments, paymentsOfBatch, saveWithdrawn } from "../store.ts";

/**
 * Takes a batch apart before it is released: its maker thought better of it, or its checker sends it back. Its payments
 * wait for another. Refuses `not_found`, `batch_already_released`, `batch_already_withdrawn`.
 */
export async function withdrawBatch(ctx: WriteCtx, batchId: string, reason: string): Promise<void> {
  const batch = await lockBatch(ctx, batchId);
  if (!batch) throw new Refusal("not_found", "not_found");
  if (batch.state === "released") throw new Refusal("conflict", "batch_already_released");
  if (batch.state === "withdrawn") throw new Refusal("conflict", "batch_already_withdrawn");
  const payments = await paymentsOfBatch(ctx, batchId);
  await movePayments(
    ctx,
    payments.map((payment) => payment.id),
    "unbatch",
    null,
  );
  await saveWithdrawn(ctx, batchId, reason);
  await ctx.record("payment.batch_withdrawn", { batchId, payments: payments.length });
}
