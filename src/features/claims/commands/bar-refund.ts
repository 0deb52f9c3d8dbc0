import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import type { ClaimState } from "../rules/claim.ts";

const withMoney: readonly ClaimState[] = ["approved", "paying", "paid", "payment_failed"];

/**
 * A cover on which something was claimed is not cancelled: what was paid rests on it, and what was refused may still be
 * appealed on it. Whoever cancels holds the cover, so that no claim is begun meanwhile. Refuses `cover_paid_on`, `cover_claimed_on`.
 */
export async function barRefund(ctx: WriteCtx, coverId: string): Promise<void> {
  const { cityId } = ctx.actor;
  const claims = await actingAs(ctx, systemActor("claims", cityId), async (inside) => {
    const { rows } = await sql<{
      number: string | null;
      state: ClaimState;
    }>`select number, state from claim where city_id = ${cityId} and cover_id = ${coverId} order by id`.execute(
      inside.db,
    );
    return rows;
  });
  const paid = claims.find(({ state }) => withMoney.includes(state));
  if (paid) throw new Refusal("conflict", "cover_paid_on", { number: paid.number ?? "" });
  const [any] = claims;
  if (any) throw new Refusal("conflict", "cover_claimed_on", { number: any.number ?? "" });
}
