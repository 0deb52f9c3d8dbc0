import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { type ReadCtx, type WriteCtx, withinPart } from "#platform/context.ts";
import type { Paper } from "../rules/request.ts";

/** A receipt as it was issued, never changed. */
export type Receipt = {
  readonly id: string;
  readonly organisationId: string;
  readonly requestId: string;
  readonly round: number;
  readonly kind: "issued" | "reversal";
  readonly reversesId: string | null;
  readonly reason: string;
  readonly paper: Paper;
  readonly number: string;
  readonly checkCode: string;
  readonly checkAddress: string;
  readonly title: string;
  readonly uscc: string;
  readonly item: string;
  readonly heads: number;
  /** Below nought on a reversal. */
  readonly cents: Cents;
  readonly receivedOn: PlainDate;
  readonly issuedOn: PlainDate;
  readonly issuerId: string;
  readonly issuerName: string;
  readonly drawnBy: string;
  readonly drawnByName: string;
  readonly checkedByName: string;
};

const columns = sql`r.id, r.organisation_id as "organisationId", r.request_id as "requestId", r.round, r.kind,
  r.reverses_id as "reversesId", r.reason, r.paper, r.number, r.check_code as "checkCode", r.check_address as "checkAddress",
  r.title, r.uscc, r.item, r.heads, r.cents, r.received_on as "receivedOn", r.issued_on as "issuedOn",
  r.issuer_id as "issuerId", r.issuer_name as "issuerName", r.drawn_by as "drawnBy", r.drawn_by_name as "drawnByName",
  r.checked_by_name as "checkedByName"`;

export async function insertReceipts(
  ctx: WriteCtx,
  receipts: readonly Omit<Receipt, "id" | "issuedOn" | "checkedByName">[],
): Promise<void> {
  const all = <T>(pick: (receipt: (typeof receipts)[number]) => T) => receipts.map(pick);
  await sql`insert into receipt (city_id, issued_on, issued_at, checked_by, checked_by_name, id, organisation_id, request_id,
      round, kind, reverses_id, reason, paper, number, check_code, check_address, title, uscc, item, heads, cents,
      received_on, issuer_id, issuer_name, drawn_by, drawn_by_name)
    select ${ctx.actor.cityId}::int, ${ctx.today}::date, ${ctx.now}::timestamptz, ${ctx.actor.id}, ${ctx.actor.name}, *
    from unnest(${receipts.map(newId)}::uuid[], ${all((r) => r.organisationId)}::uuid[], ${all((r) => r.requestId)}::uuid[],
      ${all((r) => r.round)}::int[], ${all((r) => r.kind)}::text[], ${all((r) => r.reversesId)}::uuid[],
      ${all((r) => r.reason)}::text[], ${all((r) => r.paper)}::text[], ${all((r) => r.number)}::text[],
      ${all((r) => r.checkCode)}::text[], ${all((r) => r.checkAddress)}::text[], ${all((r) => r.title)}::text[],
      ${all((r) => r.uscc)}::text[], ${all((r) => r.item)}::text[], ${all((r) => r.heads)}::int[],
      ${all((r) => String(r.cents))}::bigint[], ${all((r) => r.receivedOn)}::date[], ${all((r) => r.issuerId)}::uuid[],
      ${all((r) => r.issuerName)}::text[], ${all((r) => r.drawnBy)}::text[], ${all((r) => r.drawnByName)}::text[])`.execute(
    ctx.db,
  );
}

/** All receipts of a request, the first issued first: a receipt, its reversal, the next one. */
export async function receiptsOf(ctx: ReadCtx, requestId: string): Promise<Receipt[]> {
  const { rows } = await sql<Receipt>`select ${columns} from receipt as r
    where r.city_id = ${ctx.actor.cityId} and r.request_id = ${requestId}
      and ${withinPart(ctx, sql.ref("r.organisation_id"))} order by r.id`.execute(ctx.db);
  return rows;
}

/** What stands of each request: issued in its round. */
export async function standing(ctx: ReadCtx, requestIds: readonly string[]): Promise<Map<string, Receipt>> {
  const { rows } = await sql<Receipt>`select ${columns} from receipt as r
    join receipt_request as q on q.city_id = r.city_id and q.id = r.request_id and q.round = r.round
    where r.city_id = ${ctx.actor.cityId} and r.request_id = any(${[...requestIds]}::uuid[]) and r.kind = 'issued'`.execute(
    ctx.db,
  );
  return new Map(rows.map((row) => [row.requestId, row]));
}

export type Checked = Receipt & {
  /** A gift or donation of somebody without a credit code: the title may be a person's name. */
  readonly isPrivate: boolean;
  readonly reversalNumber: string | null;
  readonly reversedNumber: string | null;
};

/** Whose code it is, in whatever city: each city is asked by its index. */
export async function receiptOfCode(ctx: ReadCtx, code: string): Promise<Checked | undefined> {
  const { rows } =
    await sql<Checked>`select ${columns}, q.kind in ('gift', 'donation') and r.uscc = '' as "isPrivate",
      reversal.number as "reversalNumber", reversed.number as "reversedNumber"
    from city join receipt as r on r.city_id = city.city_id and r.check_code = ${code}
    join receipt_request as q on q.city_id = r.city_id and q.id = r.request_id
    left join receipt as reversal on reversal.city_id = r.city_id and reversal.reverses_id = r.id
    left join receipt as reversed on reversed.city_id = r.city_id and reversed.id = r.reverses_id`.execute(
      ctx.db,
    );
  return rows[0];
}
