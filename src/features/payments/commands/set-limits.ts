import { showYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { Limits } from "../rules/limits.ts";
import { saveLimits } from "../store/batches.ts";

/** Says how much one payment and one batch may be at most, from now on. Refuses `payment_limit_above_batch`. */
export async function setLimits(ctx: WriteCtx, limits: Limits): Promise<void> {
  if (limits.payment > limits.batch) throw new Refusal("invalid", "payment_limit_above_batch");
  await saveLimits(ctx, limits);
  await ctx.record("payment.limits_set", {
    payment: showYuan(limits.payment),
    batch: showYuan(limits.batch),
  });
}
