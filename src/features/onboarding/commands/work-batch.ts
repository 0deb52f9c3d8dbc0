import { firstOf } from "#core/dates.ts";
import { confirmBatch, decideReview, findBatch, openBatch, takeRoster } from "#features/enrolment/index.ts";
import { billBatch } from "#features/funding/index.ts";
import { unitByCode } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { linesInReview } from "../queries/lines-in-review.ts";
import type { FolderBatch, FolderException } from "../rules/batches-file.ts";
import type { RosterShelf } from "./roster-shelf.ts";
import type { StepRunner } from "./run-steps.ts";

/** What the load remembers of a batch: which one it became. */
export type WorkedBatch = { readonly batchId: string; readonly order: number };

export const readStep = (order: number): string => `batch ${order} read`;

/**
 * One batch through the hands it takes: the clerk brings the roster, the reviewer decides what people decided about its
 * exceptions, the clerk confirms and bills. A batch in which nobody is accepted is not confirmed.
 */
export async function workBatch(
  steps: StepRunner,
  shelf: RosterShelf,
  batch: FolderBatch,
  exceptions: readonly FolderException[],
): Promise<void> {
  const on = firstOf(batch.settlementMonth);
  const key = readStep(batch.order);
  const roster = steps.isDone(key) ? undefined : await shelf.take(batch);
  const { batchId } = await steps.run<WorkedBatch>({
    key,
    kind: "read",
    as: "clerk",
    on,
    work: async (ctx) => {
      const unit = await unitByCode(ctx, batch.unit);
      if (!unit || !roster) throw new Error("A checked batch has its unit and its roster.");
      const { batchId } = await openBatch(ctx, {
        organisationId: unit.id,
        settlementMonth: batch.settlementMonth,
        coverFrom: batch.coverFrom,
        planCode: batch.plan,
      });
      await takeRoster(ctx, batchId, roster.file, { evenSo: true, ahead: roster });
      return { batchId, order: batch.order };
    },
  });
  if (exceptions.length > 0) {
    await steps.run({
      key: `batch ${batch.order} review`,
      kind: "review",
      as: "reviewer",
      on,
      work: (ctx) => review(ctx, batchId, exceptions),
    });
  }
  await steps.run({
    key: `batch ${batch.order} confirm`,
    kind: "confirm",
    as: "clerk",
    on,
    work: async (ctx) => {
      const read = await findBatch(ctx, batchId);
      if (read.accepted + read.approved === 0) return { confirmed: 0 };
      const { confirmed } = await confirmBatch(ctx, batchId);
      await billBatch(ctx, batchId);
      return { confirmed };
    },
  });
}

/** Decides what stands under review; a line that the city has rejected meanwhile has nothing to be decided. */
async function review(
  ctx: WriteCtx,
  batchId: string,
  exceptions: readonly FolderException[],
): Promise<{ readonly decided: number }> {
  const waiting = new Map((await linesInReview(ctx, batchId)).map(({ line, id }) => [line, id]));
  let decided = 0;
  for (const { rosterLine, decision, evidence } of exceptions) {
    const lineId = waiting.get(rosterLine);
    if (!lineId) continue;
    await decideReview(ctx, batchId, lineId, {
      decision: decision === "approve" ? "approved" : "denied",
      note: evidence,
    });
    decided += 1;
  }
  return { decided };
}
