import { sql } from "kysely";
import type { ReadCtx } from "#platform/context.ts";
import type { WebhookView } from "./contract.ts";

export async function webhooks(ctx: ReadCtx): Promise<WebhookView[]> {
  const { rows } = await sql<
    Omit<WebhookView, "createdAt"> & { createdAt: Date }
  >`select id, url, events, state, failures,
      last_problem as "lastProblem", created_at as "createdAt"
    from webhook where city_id = ${ctx.actor.cityId} and state <> 'removed' order by created_at, id`.execute(
    ctx.db,
  );
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
