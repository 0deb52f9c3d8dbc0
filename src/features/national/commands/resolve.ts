import { sql } from "kysely";
import { settlePayment } from "#features/claims/index.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import { lockOpenItem, type OpenItem, resolveItem } from "../store.ts";

export type Resolution = { readonly resolution: "resend" | "accept"; readonly note: string };

/**
 * Deals with a line that was refused or that they tell with another sum: it goes out again with the next file, or what they
 * say stands. A claim that they paid with another sum is then paid. Refuses `nothing_to_resolve`.
 */
export async function resolveDifference(ctx: WriteCtx, itemId: string, given: Resolution): Promise<void> {
  const item = await lockOpenItem(ctx, itemId);
  await resolveItem(ctx, itemId, given);
  if (item.kind === "claim") await followClaim(ctx, item, given.resolution);
  await ctx.record("national.difference_resolved", { itemId, resolution: given.resolution });
}

async function followClaim(
  ctx: WriteCtx,
  item: OpenItem,
  resolution: Resolution["resolution"],
): Promise<void> {
  if (resolution === "accept" && item.theyPaid && item.answeredOn)
    await settlePayment(ctx, {
      ...{ paymentId: item.id, sourceId: item.ourId, outcome: "paid", on: item.answeredOn, reason: "" },
    });
  if (resolution === "resend")
    await actingAs(ctx, systemActor("national", ctx.actor.cityId), (desk) =>
      sql`update claim_payment set payment_id = null where city_id = ${ctx.actor.cityId} and id = ${item.ourId}
        and by_province and state = 'ordered'`.execute(desk.db),
    );
}
