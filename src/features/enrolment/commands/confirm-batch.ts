import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import { addUnknown, welcomeKnown } from "#features/people/index.ts";
import { actingAs, planAnew, systemActor, type WriteCtx } from "#platform/context.ts";
import { type Batch, confirmable, lockBatch, recount } from "../store/batches.ts";
import { insertCovers, keepArchiveBirthDates, peopleOf, wouldBeCovered } from "../store/covers.ts";
import { drawOnGift } from "./gift.ts";
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
 * Refusals: `not_found`, `batch_not_read`, `batch_withdrawn`, `nothing_to_confirm`, `batch_changed_meanwhile`, and as `drawOnGift`.
 */
export async function confirmBatch(
  ctx: WriteCtx,
  batchId: string,
  expectedVersion?: number,
): Promise<Confirmation> {
  const batch = await lockBatch(ctx, batchId);
  if (batch.state === "confirmed") return { batchId, confirmed: batch.confirmed, coveredMeanwhile: 0 };
  demandReady(batch, expectedVersion);

  // Over the whole city: a unit's own wall would hide those who worked elsewhere before.
  const { confirmed, coveredMeanwhile } = await actingAs(
    ctx,
    systemActor("enrolment", ctx.actor.cityId),
    (city) => coverAll(city, batch),
  );
  if (confirmed === 0) throw new Refusal("conflict", "nothing_to_confirm", { coveredMeanwhile });
  await drawOnGift(ctx, batch, confirmed);
  const nowConfirmed = sql`, state = 'confirmed', confirmed = ${confirmed}, confirmed_at = ${ctx.now},
    confirmed_by = ${ctx.actor.id}`;
  const now = await recount(ctx, batchId, nowConfirmed);
  if (confirmed !== confirmable(now)) throw new Error("Covers and confirmable lines differ.");
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

/** Makes the people whom nobody knows, judges which of the others are covered already, and covers the rest; in the program's own name. */
async function coverAll(
  city: WriteCtx,
  batch: Batch,
): Promise<Pick<Confirmation, "confirmed" | "coveredMeanwhile">> {
  const { organisationId, coverFrom } = batch;
  const all = confirmable(batch);
  const source = peopleOf(city.actor.cityId, batch.id);
  await planAnew(city);
  const areAllNew = (await addUnknown(city, organisationId, coverFrom, source)) === all;
  const fallen = areAllNew ? 0 : await judgeStanding(city, batch, wouldBeCovered);
  if (!areAllNew) await welcomeKnown(city, organisationId, coverFrom, source);
  const confirmed = await insertCovers(city, batch, areAllNew);
  if (batch.approved > 0) await keepArchiveBirthDates(city, batch.id);
  const quicker = confirmed + fallen < all ? await judgeStanding(city, batch, uncovered) : 0;
  return { confirmed, coveredMeanwhile: fallen + quicker };
}
