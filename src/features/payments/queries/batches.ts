import { sql } from "kysely";
import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { BatchList, BatchQuery, BatchRow } from "../contract.ts";
import { layoutOf } from "../payment-files/index.ts";

export type BatchFacts = {
  id: string;
  number: string;
  layout: string;
  fund: string;
  payments: number;
  cents: Cents;
  state: "made" | "released" | "withdrawn";
  paid: bigint;
  failed: bigint;
  made_by: string;
  made_by_name: string;
  made_at: Date;
  released_by_name: string | null;
  released_on: PlainDate | null;
};

export const batchRows = sql`select batch.id, batch.number, batch.layout, batch.fund, batch.payments, batch.cents, batch.state,
    batch.made_by, batch.made_by_name, batch.made_at, batch.released_by_name, batch.released_on, done.paid, done.failed
  from payment_batch as batch cross join lateral (
    select count(*) filter (where p.state = 'paid') as paid,
      count(*) filter (where p.state in ('failed', 'returned')) as failed
    from payment as p where p.city_id = batch.city_id and p.batch_id = batch.id
  ) as done`;

export const presentBatch = (row: BatchFacts): z.input<typeof BatchRow> => ({
  id: row.id,
  number: row.number,
  layout: layoutOf(row.layout)?.label ?? row.layout,
  fund: row.fund,
  payments: row.payments,
  amount: formatYuan(row.cents),
  state: row.state,
  paid: Number(row.paid),
  failed: Number(row.failed),
  madeBy: row.made_by_name,
  madeAt: row.made_at.toISOString(),
  releasedBy: row.released_by_name,
  releasedOn: row.released_on,
});

/** Batches, the newest first; pages by key. */
export async function batchList(
  ctx: ReadCtx,
  query: z.output<typeof BatchQuery>,
): Promise<z.input<typeof BatchList>> {
  const after = query.after ? sql`and batch.id < ${query.after}::uuid` : sql``;
  const { rows } = await sql<BatchFacts>`${batchRows} where batch.city_id = ${ctx.actor.cityId} ${after}
    order by batch.id desc limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ all: bigint; made: bigint; unanswered: bigint }>`select count(*) as all,
      count(*) filter (where state = 'made') as made,
      count(*) filter (where state = 'released' and exists (select from payment as p
        where p.city_id = batch.city_id and p.batch_id = batch.id and p.state = 'released')) as unanswered
    from payment_batch as batch where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  const page = rows.slice(0, query.limit);
  const [counts] = counted.rows;
  return {
    rows: page.map(presentBatch),
    total: Number(counts?.all ?? 0n),
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    counts: { made: Number(counts?.made ?? 0n), unanswered: Number(counts?.unanswered ?? 0n) },
  };
}
