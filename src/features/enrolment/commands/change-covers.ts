import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { organisationById } from "#features/organisations/index.ts";
import { employPeople } from "#features/people/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { type Batch, lockBatch } from "../store/batches.ts";
import {
  deleteCovers,
  type KeptCover,
  lockCover,
  noteRemoval,
  setCoverUnit,
} from "../store/cover-changes.ts";
import { giveBackGift } from "./gift.ts";

/**
 * Moves a person's cover to another unit from a day within it: one cover, two units one after the other. Both units must
 * lie in the actor's part of the tree, so it is the union above both that moves people.
 * Refusals: `not_found`, `move_outside_cover`, `unit_not_registered`, `move_to_same_unit`.
 */
export async function moveCover(
  ctx: WriteCtx,
  coverId: string,
  move: { readonly organisationId: string; readonly on: PlainDate; readonly reason: string },
): Promise<void> {
  const cover = await lockCover(ctx, coverId);
  const to = await organisationById(ctx, move.organisationId);
  if (!to) throw new Refusal("not_found", "not_found");
  if (to.state !== "registered") throw new Refusal("conflict", "unit_not_registered");
  if (move.organisationId === cover.organisationId) throw new Refusal("invalid", "move_to_same_unit");
  if (move.on < cover.from || move.on >= cover.until)
    throw new Refusal("invalid", "move_outside_cover", { from: cover.from, until: cover.until });
  await setCoverUnit(ctx, cover, move);
  await employPeople(ctx, move.organisationId, [cover.personId], move.on);
  await ctx.record("enrolment.cover_moved", {
    coverId,
    from: cover.organisationId,
    to: move.organisationId,
    on: move.on,
  });
}

/** A cover and the batch it stands in, held until the transaction ends. */
export type HeldCover = { readonly cover: KeptCover; readonly batch: Batch };

/** Holds a cover whose person is to be taken off. Refusals: `not_found`, `batch_remitted`. */
export async function holdCover(ctx: WriteCtx, coverId: string): Promise<HeldCover> {
  const cover = await lockCover(ctx, coverId);
  const batch = await lockBatch(ctx, cover.batchId);
  if (batch.remittedOn) throw new Refusal("conflict", "batch_remitted");
  return { cover, batch };
}

/**
 * Takes a person off a confirmed batch before its money is remitted; a batch that loses its last person is withdrawn.
 * Whoever has billed the batch makes its bill anew in the same transaction. Answers how many are left.
 */
export async function removeCover(
  ctx: WriteCtx,
  { cover, batch }: HeldCover,
  reason: string,
): Promise<number> {
  await deleteCovers(ctx, sql`cover.id = ${cover.id}`);
  await noteRemoval(ctx, cover, reason);
  await giveBackGift(ctx, batch, 1);
  const left = batch.confirmed - 1;
  await sql`update enrolment_batch set confirmed = ${left}, version = version + 1
      ${left === 0 ? sql`, state = 'withdrawn', withdrawn_at = ${ctx.now}` : sql``}
    where city_id = ${ctx.actor.cityId} and id = ${batch.id}`.execute(ctx.db);
  await ctx.record("enrolment.cover_removed", { coverId: cover.id, batchId: batch.id });
  return left;
}

/** Why a cover cannot be cancelled, from a later feature that has used it: throws a refusal. */
export type CoverBar = (ctx: WriteCtx, coverId: string) => Promise<void>;
const bars: CoverBar[] = [];
export const addCoverBar = (bar: CoverBar): void => void bars.push(bar);

/** Holds a cover that was remitted. Refusals: `not_found`, `batch_not_remitted`, and those of later features. */
export async function holdRemitted(ctx: WriteCtx, coverId: string): Promise<HeldCover> {
  const cover = await lockCover(ctx, coverId);
  const batch = await lockBatch(ctx, cover.batchId);
  if (!batch.remittedOn) throw new Refusal("conflict", "batch_not_remitted");
  for (const bar of bars) await bar(ctx, coverId);
  return { cover, batch };
}

/** Cancels a remitted cover from its first day: it never was. The list that was remitted keeps its line. */
export async function cancelCover(ctx: WriteCtx, { cover, batch }: HeldCover, reason: string): Promise<void> {
  await noteRemoval(ctx, cover, reason, true);
  await deleteCovers(ctx, sql`cover.id = ${cover.id}`);
  await sql`update enrolment_batch set confirmed = confirmed - 1, version = version + 1
    where city_id = ${ctx.actor.cityId} and id = ${batch.id}`.execute(ctx.db);
  await ctx.record("enrolment.cover_cancelled", { coverId: cover.id, batchId: batch.id });
}
