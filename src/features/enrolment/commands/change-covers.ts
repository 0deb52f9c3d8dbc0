import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { organisationById } from "#features/organisations/index.ts";
import { employPeople } from "#features/people/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { lockBatch } from "../store/batches.ts";
import { deleteCovers, lockCover, noteRemoval, setCoverUnit } from "../store/cover-changes.ts";

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

/**
 * Takes a person off a confirmed batch before its money is remitted; afterwards cover runs to its end and is not refunded.
 * Refusals: `not_found`, `batch_remitted`, `batch_billed`.
 */
export async function removeCover(ctx: WriteCtx, coverId: string, reason: string): Promise<void> {
  const cover = await lockCover(ctx, coverId);
  const batch = await lockBatch(ctx, cover.batchId);
  if (batch.remittedAt) throw new Refusal("conflict", "batch_remitted");
  if (batch.billedAt) throw new Refusal("conflict", "batch_billed");
  await deleteCovers(ctx, sql`cover.id = ${coverId}`);
  await noteRemoval(ctx, cover, reason);
  await sql`update enrolment_batch set confirmed = confirmed - 1, version = version + 1
    where city_id = ${ctx.actor.cityId} and id = ${batch.id}`.execute(ctx.db);
  await ctx.record("enrolment.cover_removed", { coverId, batchId: batch.id });
}
