import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { lockBatch } from "../store/batches.ts";
import { deleteCovers } from "../store/cover-changes.ts";
import { giveBackGift } from "./gift.ts";

/**
 * Takes a batch back: one that is not confirmed at any time, a confirmed one until it is billed (its covers go with it).
 * Withdrawing twice is one outcome.
 * Refusals: `not_found`, `batch_billed`.
 */
export async function withdrawBatch(ctx: WriteCtx, batchId: string): Promise<void> {
  const batch = await lockBatch(ctx, batchId);
  if (batch.state === "withdrawn") return;
  if (batch.billedAt) throw new Refusal("conflict", "batch_billed");
  if (batch.state === "confirmed") {
    await deleteCovers(ctx, sql`cover.batch_id = ${batchId}`);
    await giveBackGift(ctx, batch, batch.confirmed);
  }
  await sql`update enrolment_batch set state = 'withdrawn', withdrawn_at = ${ctx.now}, version = version + 1
    where city_id = ${ctx.actor.cityId} and id = ${batchId}`.execute(ctx.db);
  await ctx.record("enrolment.batch_withdrawn", { batchId, was: batch.state, confirmed: batch.confirmed });
}
