import { sql } from "kysely";
import type { Pool } from "pg";
import { channels } from "#platform/channels/channels.ts";
import type { Sent } from "#platform/channels/sms.ts";
import { systemActor, writing } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { leaseSeconds, pauseAfter } from "../rules/retry.ts";
import type { Channel } from "../rules/template.ts";

type Due = {
  readonly id: string;
  readonly channel: Channel;
  readonly address: Buffer;
  readonly tries: number;
  readonly template: string;
  readonly title: string;
  readonly body: string;
  readonly sms: string | null;
};

/**
 * Sends what waits, city by city; main calls it every few seconds. What is slow happens between two transactions: the first
 * takes messages for a while, the second writes what came of each. A program that dies in between sends again.
 */
export async function deliverNotices(pool: Pool): Promise<void> {
  const { rows } = await writing(pool, systemActor("notices", 0), (ctx) =>
    sql<{ cityId: number }>`select distinct city_id as "cityId" from notice_delivery
      where state = 'waiting' and next_at <= ${ctx.now}`.execute(ctx.db),
  );
  for (const { cityId } of rows) while ((await deliverSome(pool, cityId)) > 0);
}

async function deliverSome(pool: Pool, cityId: number): Promise<number> {
  const actor = systemActor("notices", cityId);
  const { rows } = await writing(pool, actor, (ctx) =>
    sql<Due>`update notice_delivery as delivery set tries = tries + 1,
        next_at = ${ctx.now}::timestamptz + make_interval(secs => ${leaseSeconds})
      from notice where delivery.city_id = ${cityId} and notice.city_id = ${cityId} and notice.id = delivery.notice_id
        and delivery.id in (select id from notice_delivery where city_id = ${cityId} and state = 'waiting'
          and next_at <= ${ctx.now} order by next_at limit 20 for update skip locked)
      returning delivery.id, delivery.channel, delivery.address_sealed as address, delivery.tries, notice.template,
        notice.title, notice.body, notice.sms`.execute(ctx.db),
  );
  for (const due of rows) {
    const sent = await send(due);
    await writing(pool, actor, (ctx) => {
      const pause = sent.ok || !sent.mayRetry ? undefined : pauseAfter(due.tries);
      const state = sent.ok ? "sent" : pause === undefined ? "failed" : "waiting";
      return sql`update notice_delivery set state = ${state}, fault = ${sent.ok ? null : sent.fault},
          receipt = ${sent.ok ? sent.receipt : null}, sent_at = ${sent.ok ? ctx.now : null}::timestamptz,
          next_at = ${ctx.now}::timestamptz + make_interval(secs => ${pause ?? 0})
        where city_id = ${cityId} and id = ${due.id}`.execute(ctx.db);
    });
  }
  return rows.length;
}

const gone: Sent = { ok: false, fault: "not_set_up", mayRetry: true };

async function send({ channel, address, template, title, body, sms }: Due): Promise<Sent> {
  const { [channel]: way } = channels();
  const to = vault().open(address);
  if (!way) return gone;
  if (channel === "sms") return channels().sms?.send(to, { template, parameters: [sms ?? title] }) ?? gone;
  if (channel === "email") return channels().email?.send(to, { title, body }) ?? gone;
  return channels().wechat?.send(to, { title, body }) ?? gone;
}
