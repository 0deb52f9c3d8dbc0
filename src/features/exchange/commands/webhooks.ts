import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { z } from "zod";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { NewWebhook, WebhookChange } from "../contract.ts";

/** Tells an outside system from now on. Answers its secret, this once. */
export async function addWebhook(
  ctx: WriteCtx,
  given: z.output<typeof NewWebhook>,
): Promise<{ id: string; secret: string }> {
  const id = newId();
  const secret = randomBytes(32).toString("base64url");
  await sql`insert into webhook (city_id, id, url, secret_sealed, events, state, told_until, created_by, created_at)
    values (${ctx.actor.cityId}, ${id}, ${given.url}, ${vault().seal(secret)}, ${[...given.events]}, 'active',
      coalesce((select max(number) from audit_seal where city_id = ${ctx.actor.cityId}), 0), ${ctx.actor.id}, ${ctx.now})`.execute(
    ctx.db,
  );
  await ctx.record("webhook.added", { webhookId: id });
  return { id, secret };
}

/** Pauses, starts again (from where it stopped) or removes. Refuses: webhook_unknown. */
export async function changeWebhook(
  ctx: WriteCtx,
  id: string,
  { state }: z.output<typeof WebhookChange>,
): Promise<void> {
  const { rows } = await sql`update webhook set state = ${state}, failures = 0, try_again_at = null
    where city_id = ${ctx.actor.cityId} and id = ${id} and state <> 'removed' returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("not_found", "webhook_unknown");
  await ctx.record("webhook.changed", { webhookId: id, state });
}
