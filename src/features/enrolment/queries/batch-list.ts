import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { firstOf } from "#core/dates.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { BatchList, BatchListQuery } from "../contract.ts";
import { type BatchListRow, presentBatch } from "../present.ts";
import { type Batch, batchColumns } from "../store/batches.ts";

export const listedColumns = sql`${batchColumns}, unit.code as "organisationCode", unit.name as "organisationName",
  above.name as "unionName", file.name as "fileName", batch.read_at as "readAt"`;

export const listedTables = sql`enrolment_batch as batch
  join organisation as unit on unit.city_id = batch.city_id and unit.id = batch.organisation_id
  join organisation as above on above.city_id = unit.city_id and above.id = unit.union_id
  left join roster_file as file on file.city_id = batch.city_id and file.id = batch.file_id`;

/** Rosters in the actor's part of the tree, newest month first; chips count the filter without its state. */
export async function batchList(
  ctx: ReadCtx,
  query: z.output<typeof BatchListQuery>,
): Promise<z.input<typeof BatchList>> {
  const inFilter = sql`batch.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("batch.organisation_id"))}
    ${query.month ? sql`and batch.settlement_month = ${firstOf(query.month)}::date` : sql``}
    ${query.organisationId ? sql`and batch.organisation_id = ${query.organisationId}` : sql``}
    ${query.search ? sql`and (position(${query.search} in unit.name) > 0 or unit.code = upper(${query.search}))` : sql``}`;
  const ofState = query.state ? sql`and batch.state = ${query.state}` : sql``;
  const [month, id] = (query.after ?? "").split("_");
  const before =
    month && id ? sql`and (batch.settlement_month, batch.id) < (${month}::date, ${id}::uuid)` : sql``;
  const { rows } = await sql<BatchListRow>`select ${listedColumns} from ${listedTables}
    where ${inFilter} ${ofState} ${before}
    order by batch.settlement_month desc, batch.id desc limit ${query.limit + 1}`.execute(ctx.db);
  const sums = await sumsOf(ctx, inFilter, query.state);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: page.map(presentBatch),
    total: query.state ? sums.counts[query.state] : sums.counts.all,
    next: last && rows.length > query.limit ? `${firstOf(last.settlementMonth)}_${last.id}` : null,
    ...sums,
    allowed: allows(ctx.actor, "enrolment.upload") ? ["open"] : [],
  };
}

type Sums = Pick<z.input<typeof BatchList>, "counts" | "people" | "months">;

async function sumsOf(
  ctx: ReadCtx,
  inFilter: RawBuilder<unknown>,
  state: Batch["state"] | undefined,
): Promise<Sums> {
  const { rows } = await sql<{
    state: Batch["state"];
    month: string;
    batches: number;
    rows: number;
    confirmed: number;
    toHandle: number;
  }>`select batch.state, to_char(batch.settlement_month, 'YYYY-MM') as month, count(*)::int as batches,
      sum(batch.rows)::int as rows, sum(batch.confirmed)::int as confirmed,
      sum(case when batch.state = 'read' then batch.rejected + batch.review - batch.approved - batch.denied else 0 end)::int as "toHandle"
    from enrolment_batch as batch
    join organisation as unit on unit.city_id = batch.city_id and unit.id = batch.organisation_id
    where ${inFilter} group by 1, 2`.execute(ctx.db);
  const counts = { all: 0, draft: 0, read: 0, confirmed: 0, withdrawn: 0 };
  const people = { rows: 0, confirmed: 0, toHandle: 0 };
  for (const row of rows) {
    counts[row.state] += row.batches;
    counts.all += row.batches;
    if (state ? row.state !== state : row.state === "withdrawn") continue;
    people.rows += row.rows;
    people.confirmed += row.confirmed;
    people.toHandle += row.toHandle;
  }
  return { counts, people, months: [...new Set(rows.map((row) => row.month))].sort().reverse() };
}
