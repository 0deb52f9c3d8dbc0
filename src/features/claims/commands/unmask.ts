import type { Purpose } from "#core/purposes.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { findClaim } from "../store/claims.ts";
import { privateOf } from "../store/private.ts";

/** Shows the account of a claim in full, for a purpose, on record. Refuses `not_found`. */
export async function unmaskClaim(
  ctx: WriteCtx,
  claimId: string,
  field: "account" | "payee",
  purpose: Purpose,
): Promise<string> {
  await findClaim(ctx, claimId);
  const { payee } = await privateOf(ctx, claimId);
  if (!payee) throw new Refusal("not_found", "not_found");
  await ctx.record("claim.unmasked", { claimId, field, purpose });
  return field === "account" ? payee.account : payee.name;
}
