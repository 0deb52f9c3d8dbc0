import { createHmac } from "node:crypto";
import { sql } from "kysely";
import type { Pool } from "pg";
import { now } from "#platform/clock.ts";
import { systemActor, writing } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { mostFailures, pauseAfter, wants } from "../rules/webhook.ts";

type Due = {
  readonly city_id: number;
  readonly id: string;
  readonly url: string;
  readonly secret_sealed: Buffer;
  readonly events: readonly string[];
  readonly told_until: bigint;
  readonly failures: number;
};
type Line = {
  readonly number: bigint;
  readonly id: string;
  readonly at: Date;
  readonly event: string;
  readonly facts: unknown;
};

/** Tells every webhook that is due what has been sealed since. One round; main calls it every few seconds. */
export async function deliverWebhooks(pool: Pool): Promise<void> {
  const { rows } = await writing(pool, systemActor("webhooks", 0), (ctx) =>
    sql<Due>`select city_id, id, url, secret_sealed, events, told_until, failures from webhook
      where state = 'active' and (try_again_at is null or try_again_at <= ${now()})`.execute(ctx.db),
  );
  for (const due of rows) await deliver(pool, due);
}

async function deliver(pool: Pool, due: Due): Promise<void> {
  const actor = systemActor("webhooks", due.city_id);
  const { rows: lines } = await writing(pool, actor, (ctx) =>
    sql<Line>`select seal.number, line.id, line.at, line.event, line.facts from audit_seal as seal
      join audit_line as line on line.city_id = seal.city_id and line.id = seal.line_id
      where seal.city_id = ${due.city_id} and seal.number > ${due.told_until} order by seal.number limit 200`.execute(
      ctx.db,
    ),
  );
  const last = lines.at(-1);
  if (!last) return;
  const told = lines.filter((line) => wants(due.events, line.event));
  const problem = told.length > 0 ? await send(due, told) : undefined;
  await writing(pool, actor, async (ctx) => {
    if (problem === undefined) {
      await sql`update webhook set told_until = ${last.number}, failures = 0, last_problem = null, try_again_at = null
        where city_id = ${due.city_id} and id = ${due.id}`.execute(ctx.db);
      return;
    }
    const failures = due.failures + 1;
    await sql`update webhook set failures = ${failures}, last_problem = ${problem},
        state = case when ${failures >= mostFailures} then 'paused' else state end,
        try_again_at = ${ctx.now}::timestamptz + make_interval(secs => ${pauseAfter(failures)})
      where city_id = ${due.city_id} and id = ${due.id}`.execute(ctx.db);
  });
}

/** One signed message. Answers what went wrong, or undefined: any 2xx is a yes. Redirects are not followed. */
async function send(due: Due, lines: readonly Line[]): Promise<string | undefined> {
  const body = JSON.stringify({
    city: due.city_id,
    events: lines.map((line) => ({
      id: line.id,
      at: line.at.toISOString(),
      event: line.event,
      facts: line.facts,
    })),
  });
  const timestamp = String(Math.floor(now().getTime() / 1000));
  const signature = createHmac("sha256", vault().open(due.secret_sealed))
    .update(`${timestamp}.${body}`)
    .digest("hex");
  try {
    const answer = await fetch(due.url, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(10_000),
      headers: {
        "content-type": "application/json",
        "x-tongzhou-timestamp": timestamp,
        "x-tongzhou-signature": `sha256=${signature}`,
      },
      body,
    });
    await answer.body?.cancel();
    return answer.ok ? undefined : `对方回答${answer.status}`;
  } catch (error) {
    return (error as Error).name === "TimeoutError" ? "对方10秒内没有回答" : "连接不上对方";
  }
}
