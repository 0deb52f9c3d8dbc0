import { formatYuan } from "#core/money.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { ClaimSettings } from "../rules/settings.ts";
import { claimSettings, insertSettings } from "../store/settings.ts";

/** Sets how claims are dealt with from now on; what held before stays on record, and who pays stays as it is. */
export async function setClaimSettings(
  ctx: WriteCtx,
  settings: Omit<ClaimSettings, "provincePays">,
): Promise<void> {
  const { provincePays } = await claimSettings(ctx);
  await insertSettings(ctx, { ...settings, provincePays });
  const { cityFinalUpTo, straight } = settings;
  await ctx.record("claim.settings_set", {
    cityFinalUpTo: cityFinalUpTo === undefined ? null : formatYuan(cityFinalUpTo),
    straightUpTo: straight.upTo === undefined ? null : formatYuan(straight.upTo),
    sampleBp: straight.sampleBp,
  });
}

/** Whether the province pays what is approved from now on, or the city. What is on its way stays where it is. */
export async function setPayer(ctx: WriteCtx, provincePays: boolean): Promise<void> {
  const { setAt: _at, setByName: _by, ...settings } = await claimSettings(ctx);
  if (settings.provincePays === provincePays) return;
  await insertSettings(ctx, { ...settings, provincePays });
  await ctx.record("claim.payer_set", { provincePays });
}
