import { sql } from "kysely";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import type { Channel } from "../rules/template.ts";

type Row = {
  readonly id: string;
  readonly title: string;
  readonly channel: Channel;
  readonly organisationName: string | null;
  readonly state: "waiting" | "failed";
  readonly fault: string | null;
  readonly tries: number;
  readonly toldAt: Date;
  readonly nextAt: Date | null;
};

/** What did not arrive: failed for good, or tried and waiting for the next try. A worker's name is not told here. */
export async function failedDeliveries(ctx: ReadCtx) {
  const { rows } = await sql<Row>`select delivery.id, case when notice.person_id is null then notice.title
        else '给职工本人的通知' end as title, delivery.channel, o.name as "organisationName",
      delivery.state, delivery.fault, delivery.tries, notice.told_at as "toldAt",
      case when delivery.state = 'waiting' then delivery.next_at end as "nextAt"
    from notice_delivery as delivery
    join notice on notice.city_id = delivery.city_id and notice.id = delivery.notice_id
    left join organisation as o on o.city_id = delivery.city_id and o.id = delivery.organisation_id
    where delivery.city_id = ${ctx.actor.cityId}
      and (delivery.state = 'failed' or (delivery.state = 'waiting' and delivery.fault is not null))
      and ${withinPart(ctx, sql.ref("delivery.organisation_id"))}
    order by delivery.id desc limit 200`.execute(ctx.db);
  return {
    rows: rows.map((row) => ({
      ...row,
      toldAt: row.toldAt.toISOString(),
      nextAt: row.nextAt?.toISOString() ?? null,
    })),
    total: rows.length,
    next: null,
  };
}

export type DeliveryState = "waiting" | "sent" | "failed" | "no_address" | "not_set_up";

/** What came of the messages about these, by source id: the worst of them where there are several. */
export async function smsOutcomes(
  ctx: ReadCtx,
  source: string,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, DeliveryState>> {
  const { rows } = await sql<{ sourceId: string; state: DeliveryState }>`select distinct on (notice.source_id)
      notice.source_id as "sourceId", delivery.state
    from notice join notice_delivery as delivery on delivery.city_id = notice.city_id and delivery.notice_id = notice.id
      and delivery.channel = 'sms'
    where notice.city_id = ${ctx.actor.cityId} and notice.source = ${source} and notice.source_id = any(${sourceIds}::text[])
    order by notice.source_id, array_position(array['failed', 'no_address', 'not_set_up', 'waiting', 'sent'], delivery.state)`.execute(
    ctx.db,
  );
  return new Map(rows.map(({ sourceId, state }) => [sourceId, state]));
}
