import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { fileName, writeFile } from "../payment-files/index.ts";
import { findBatch } from "../store/batches.ts";
import { paymentsOfBatch } from "../store/payments.ts";
import { fileOf, knownLayout } from "./batch.ts";

/** The file for the bank: the same bytes whenever it is taken, every time on record. Refuses `not_found`, `batch_not_released`. */
export async function takeFile(ctx: WriteCtx, batchId: string): Promise<{ name: string; content: Buffer }> {
  const batch = await findBatch(ctx, batchId);
  if (!batch) throw new Refusal("not_found", "not_found");
  if (batch.state !== "released") throw new Refusal("conflict", "batch_not_released");
  const layout = knownLayout(batch.layout);
  const file = await fileOf(ctx, batch, await paymentsOfBatch(ctx, batchId), batch.releasedOn);
  await ctx.record("payment.file_taken", { batchId, payments: file.lines.length });
  return { name: fileName(layout, batch), content: Buffer.from(writeFile(layout, file)) };
}
