import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { ReceiptFilter, ReceiptList, ReceiptQuery, RequestRow } from "../contract.ts";
import type { ReceiptKind, RequestState } from "../rules/request.ts";
import { subsidyPaper } from "../store/requests.ts";

export type RequestFacts = {
  id: string;
  organisation_id: string;
  organisation: string;
  title: string;
  uscc: string;
  kind: ReceiptKind;
  item: string;
  heads: number;
  cents: Cents;
  received_on: PlainDate;
  state: RequestState;
  number: string | null;
  issued_on: PlainDate | null;
  issued_cents: Cents | null;
  drawn_by: string | null;
};

export const requestRows = sql`select q.id, q.organisation_id, o.name as organisation, q.title, q.uscc, q.kind, q.item, q.heads,
    q.cents, q.received_on, q.state, q.drawn_by, r.number, r.issued_on, r.cents as issued_cents
  from receipt_request as q
  join organisation as o on o.city_id = q.city_id and o.id = q.organisation_id
  left join receipt as r on r.city_id = q.city_id and r.request_id = q.id and r.round = q.round and r.kind = 'issued'`;

export const presentRequest = (row: RequestFacts): z.input<typeof RequestRow> => ({
  id: row.id,
  organisation: row.organisation,
  title: row.title,
  uscc: row.uscc,
  kind: row.kind,
  item: row.item,
  heads: row.heads,
  amount: formatYuan(row.cents),
  receivedOn: row.received_on,
  state: row.state,
  number: row.number,
  issuedOn: row.issued_on,
  hasChanged: row.issued_cents !== null && row.issued_cents !== row.cents,
});

const filters: Readonly<Record<ReceiptFilter, RawBuilder<unknown>>> = {
  to_confirm: sql`q.state = 'requested'`,
  to_draw: sql`q.state = 'confirmed'`,
  to_check: sql`q.state in ('drawn', 'reversal_drawn')`,
  issued: sql`q.state = 'issued'`,
  all: sql`q.state <> 'withdrawn'`,
};

/** Receipts of the part of the tree one stands in, asked for or issued, the newest first; pages by key. */
export async function receiptList(
  ctx: ReadCtx,
  query: z.output<typeof ReceiptQuery>,
): Promise<z.input<typeof ReceiptList>> {
  const parts = [sql`q.city_id = ${ctx.actor.cityId}`, withinPart(ctx, sql.ref("q.organisation_id"))];
  if (query.q) {
    const part = `%${query.q.replace(/[\\%_]/g, "\\$&")}%`;
    parts.push(sql`(o.name ilike ${part} or q.title ilike ${part} or r.number ilike ${part})`);
  }
  const scope = sql.join(parts, sql` and `);
  const after = query.after ? sql`and q.id < ${query.after}::uuid` : sql``;
  const { rows } = await sql<RequestFacts>`${requestRows} where ${scope} and ${filters[query.state]} ${after}
    order by q.id desc limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<Record<ReceiptFilter, bigint>>`select ${sql.join(
    Object.entries(filters).map(
      ([name, filter]) => sql`count(*) filter (where ${filter}) as ${sql.id(name)}`,
    ),
  )} from (${requestRows} where ${scope}) as q`.execute(ctx.db);
  const page = rows.slice(0, query.limit);
  const counts = Object.fromEntries(
    Object.keys(filters).map((name) => [name, Number(counted.rows[0]?.[name as ReceiptFilter] ?? 0n)]),
  ) as z.input<typeof ReceiptList>["counts"];
  return {
    rows: page.map(presentRequest),
    total: counts[query.state],
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    counts,
    subsidyPaper: await subsidyPaper(ctx),
    allowed: (["receipts.confirm", "receipts.draw", "receipts.issue"] as const)
      .filter((permission) => allows(ctx.actor, permission))
      .map((permission) => permission.slice("receipts.".length)),
  };
}
