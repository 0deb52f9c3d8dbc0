import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import { enrolPeople } from "#features/people/index.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import { type Batch, confirmable, findBatch, lockBatch, recount } from "../store/batches.ts";
import { insertCovers, keepArchiveBirthDates, peopleOf, wouldBeCovered } from "../store/covers.ts";
import { judgeStanding } from "./judge-standing.ts";

export type Confirmation = {
  readonly batchId: string;
  readonly confirmed: number;
  /** Lines that were accepted when the roster was read and whose people were covered by somebody else since. */
  readonly coveredMeanwhile: number;
};

/**
 * The unit confirms what is accepted and what was approved on review. `already_covered` is judged again; people are found
 * or made, and each gets a cover. Confirming twice is one outcome. Two batches that name the same person at once: the
 * first to commit covers them, the other is told `already_covered`.
 * Refusals: `not_found`, `batch_not_read`, `batch_withdrawn`, `nothing_to_confirm`, `batch_changed_meanwhile`.
 */
export async function confirmBatch(
  ctx: WriteCtx,
  batchId: string,
  expectedVersion?: number,
): Promise<Confirmation> {
  const batch = await lockBatch(ctx, batchId);
  if (batch.state === "confirmed") return { batchId, confirmed: batch.confirmed, coveredMeanwhile: 0 };
  demandReady(batch, expectedVersion);

  let coveredMeanwhile = await judgeStanding(ctx, batch, wouldBeCovered);
  const { confirmed, isShort } = await cover(ctx, batch);
  if (isShort) coveredMeanwhile += await judgeStanding(ctx, batch, uncovered);

  await recount(ctx, batchId);
  const now = await findBatch(ctx, batchId);
  if (confirmed === 0 || confirmed !== confirmable(now)) {
    if (confirmed > 0) throw new Error("Covers and confirmable lines differ.");
    throw new Refusal("conflict", "nothing_to_confirm", { coveredMeanwhile });
  }
  await sql`update enrolment_batch set state = 'confirmed', confirmed = ${confirmed}, confirmed_at = ${ctx.now},
      confirmed_by = ${ctx.actor.id}
    where city_id = ${ctx.actor.cityId} and id = ${batchId}`.execute(ctx.db);
  await ctx.record("enrolment.batch_confirmed", { batchId, confirmed, coveredMeanwhile });
  return { batchId, confirmed, coveredMeanwhile };
}

function demandReady(batch: Batch, expectedVersion: number | undefined): void {
  if (batch.state === "withdrawn") throw new Refusal("conflict", "batch_withdrawn");
  if (batch.state === "draft") throw new Refusal("conflict", "batch_not_read");
  if (expectedVersion !== undefined && batch.version !== expectedVersion)
    throw new Refusal("conflict", "batch_changed_meanwhile");
  if (confirmable(batch) === 0) throw new Refusal("conflict", "nothing_to_confirm", { coveredMeanwhile: 0 });
}

/** Lines left without a cover, because another batch covered their people in this very moment. */
const uncovered = sql<boolean>`${wouldBeCovered} and not exists (select from cover
  where cover.city_id = line.city_id and cover.id = line.id)`;

/** People and covers, over the whole city: a unit's own wall would hide those who worked elsewhere before. */
async function cover(ctx: WriteCtx, batch: Batch): Promise<{ confirmed: number; isShort: boolean }> {
  const { cityId } = ctx.actor;
  return actingAs(ctx, systemActor("enrolment", cityId), async (city) => {
    const source = peopleOf(cityId, batch.id);
    const { all, known } = await enrolPeople(city, batch.organisationId, batch.coverFrom, source);
    const confirmed = await insertCovers(city, batch, known > 0);
    if (batch.approved > 0) await keepArchiveBirthDates(city, batch.id);
    return { confirmed, isShort: confirmed < all };
  });
}
