import { formatYuan } from "#core/money.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { ClaimSettings } from "../rules/settings.ts";
import { insertSettings } from "../store/settings.ts";

/** Sets how claims are dealt with from now on; what held before stays on record. */
export async function setClaimSettings(ctx: WriteCtx, settings: ClaimSettings): Promise<void> {
  await insertSettings(ctx, settings);
  const { cityFinalUpTo, straight } = settings;
  await ctx.record("claim.settings_set", {
    cityFinalUpTo: cityFinalUpTo === undefined ? null : formatYuan(cityFinalUpTo),
    straightUpTo: straight.upTo === undefined ? null : formatYuan(straight.upTo),
    sampleBp: straight.sampleBp,
  });
}
