import type { z } from "zod";
import type { WriteCtx } from "#platform/context.ts";
import type { KeepRequest } from "./contract.ts";
import { outcome } from "./queries/outcome.ts";
import { deleteTrial, insertTrial, setShared } from "./store.ts";

/** Keeps up to five variants with what comes out of them today. Refuses `variant_wrong`, `not_found` (no such version). */
export async function keepTrial(ctx: WriteCtx, request: z.output<typeof KeepRequest>): Promise<string> {
  const outcomes = [];
  for (const variant of request.variants) outcomes.push(await outcome(ctx, request, variant));
  const { share, ...trial } = request;
  const id = await insertTrial(ctx, { ...trial, outcomes, isShared: share });
  await ctx.record("trial.kept", {
    trialId: id,
    plan: request.plan,
    version: request.version,
    shared: share,
  });
  return id;
}

/** Shows a trial to the others of the city, or no longer. Only whoever kept it. Refuses `not_found`. */
export async function shareTrial(ctx: WriteCtx, id: string, isShared: boolean): Promise<void> {
  await setShared(ctx, id, isShared);
  await ctx.record("trial.shared", { trialId: id, shared: isShared });
}

/** Refuses `not_found`. */
export async function removeTrial(ctx: WriteCtx, id: string): Promise<void> {
  await deleteTrial(ctx, id);
  await ctx.record("trial.removed", { trialId: id });
}
