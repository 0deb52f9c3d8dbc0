import type { PlainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { publishedVersion, saveRetired } from "../store/versions.ts";

/**
 * Retires a version: from that day on no cover begins under it. Covers that began before keep it to their end.
 * Refusals: `plan_version_unknown`, `plan_version_retired`, `retirement_in_the_past`.
 */
export async function retireVersion(
  ctx: WriteCtx,
  { code, version, on }: { readonly code: string; readonly version: string; readonly on: PlainDate },
): Promise<void> {
  const name = { plan: code, version };
  const found = await publishedVersion(ctx, code, version);
  if (!found) throw new Refusal("not_found", "plan_version_unknown", name);
  if (found.state === "retired") throw new Refusal("conflict", "plan_version_retired", name);
  if (on < ctx.today) throw new Refusal("invalid", "retirement_in_the_past", { ...name, today: ctx.today });
  await saveRetired(ctx, code, version, on);
  await ctx.record("plan.retired", { ...name, on });
}
