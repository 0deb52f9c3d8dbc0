import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { type WriteCtx, withinPart } from "#platform/context.ts";
import { unreadIds } from "../queries/inbox.ts";

/** Marks as read what is mine; others' ids are as if they were not there. */
export async function markRead(ctx: WriteCtx, ids: readonly string[] | undefined): Promise<void> {
  const mine = await unreadIds(ctx, ids);
  await sql`insert into notice_read (city_id, id, notice_id, reader, read_at)
    select ${ctx.actor.cityId}::int, * from unnest(${mine.map(() => newId())}::uuid[], ${mine}::uuid[],
      ${mine.map(() => ctx.actor.id)}::text[], ${mine.map(() => ctx.now)}::timestamptz[])
    on conflict on constraint notice_read_once do nothing`.execute(ctx.db);
  await ctx.record("notice.read", { count: mine.length });
}

/** Sends once more what failed. Refuses delivery_not_failed. */
export async function retryDelivery(ctx: WriteCtx, deliveryId: string): Promise<void> {
  const { rows } =
    await sql`update notice_delivery as delivery set state = 'waiting', tries = 0, next_at = now()
    where city_id = ${ctx.actor.cityId} and id = ${deliveryId} and state in ('failed', 'waiting') and fault is not null
      and ${withinPart(ctx, sql.ref("delivery.organisation_id"))} returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("not_found", "delivery_not_failed");
  await ctx.record("notice.retried", { deliveryId });
}
