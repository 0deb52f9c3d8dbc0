import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { sha256, type WriteCtx } from "#platform/context.ts";

/**
 * A command under a key happens once: the reply is kept in the command's own transaction and given again to whoever
 * repeats it, also after a crash between commit and reply. Another request under the same key is a conflict.
 * Two at once wait for each other on the unique key.
 */
export async function remembered(
  ctx: WriteCtx,
  key: string | readonly string[] | undefined,
  request: unknown,
  run: () => Promise<unknown>,
): Promise<unknown> {
  if (typeof key !== "string" || key === "") return run();
  const hash = sha256(
    JSON.stringify(request, (_name, value) => (typeof value === "bigint" ? `${value}n` : value)),
  );
  const { cityId, id: actorId } = ctx.actor;
  const taken = await sql`insert into idempotency_key (city_id, id, actor_id, key, request_hash, at)
    values (${cityId}, ${newId()}, ${actorId}, ${key.slice(0, 200)}, ${hash}, ${ctx.now})
    on conflict on constraint idempotency_key_once do nothing returning id`.execute(ctx.db);
  if (taken.rows.length === 0) {
    const earlier = await sql<{
      request_hash: Buffer;
      reply: { answer: unknown } | null;
    }>`select request_hash, reply
      from idempotency_key where city_id = ${cityId} and actor_id = ${actorId} and key = ${key.slice(0, 200)}`.execute(
      ctx.db,
    );
    const found = earlier.rows[0];
    if (!found?.reply || !found.request_hash.equals(hash))
      throw new Refusal("conflict", "idempotency_key_reused");
    return found.reply.answer;
  }
  const answer = await run();
  await sql`update idempotency_key set reply = ${JSON.stringify({ answer })}
    where city_id = ${cityId} and actor_id = ${actorId} and key = ${key.slice(0, 200)}`.execute(ctx.db);
  return answer;
}
