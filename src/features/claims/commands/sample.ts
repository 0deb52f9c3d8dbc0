import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";

/**
 * Somebody looks at a claim that was decided without a person, and says whether a person would have decided the same.
 * What differs is opened again from the claim's page. Refuses `not_found`, `sample_looked_at`.
 */
export async function lookAtSample(
  ctx: WriteCtx,
  claimId: string,
  { outcome, note }: { readonly outcome: "agreed" | "differs"; readonly note: string },
): Promise<void> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{ outcome: string | null }>`select outcome from claim_sample
    where city_id = ${cityId} and claim_id = ${claimId} for update`.execute(ctx.db);
  const [sample] = rows;
  if (!sample) throw new Refusal("not_found", "not_found");
  if (sample.outcome) throw new Refusal("conflict", "sample_looked_at");
  await sql`update claim_sample set outcome = ${outcome}, note_sealed = ${note === "" ? null : vault().seal(note)},
      looked_at = ${ctx.now}, looked_by = ${ctx.actor.id}, looked_by_name = ${ctx.actor.name}
    where city_id = ${cityId} and claim_id = ${claimId}`.execute(ctx.db);
  await ctx.record("claim.sample_looked_at", { claimId, outcome });
}
