import { sql } from "kysely";
import { addDays, firstOf, monthOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { type Cents, minus, parseYuan } from "#core/money.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import type { ItemKind, PaymentItem } from "../rules/index.ts";

/** Money that a later feature expects, in its own words: one item per bill, subsidy due or remittance. */
export type ExpectedItem = {
  readonly source: string;
  readonly sourceId: string;
  readonly organisationId: string;
  readonly kind: ItemKind;
  readonly month: PlainMonth;
  readonly due: Cents;
  /** The ledger account that the money goes to, or for a remittance comes from. */
  readonly account: string;
  readonly heads?: number | undefined;
  readonly announcedOn: PlainDate;
  /** Of a payment: how its line is known. */
  readonly payee?: ExpectedPayee;
};

export type ExpectedPayee = {
  /** Written into the payment, so that the bank's memo repeats it. */
  readonly reference: string;
  readonly name: string;
  readonly accountIndex?: Buffer;
  /** The batch that the bank moves in one sum. */
  readonly batch?: { readonly id: string; readonly reference: string } | undefined;
};

export type StoredItem = {
  readonly id: string;
  readonly source: string;
  readonly sourceId: string;
  readonly organisationId: string;
  readonly kind: ItemKind;
  readonly month: PlainMonth;
  readonly due: Cents;
  readonly received: Cents;
  readonly account: string;
  readonly heads: number | null;
  readonly isSettled: boolean;
  readonly announcedOn: PlainDate;
  /** Of a payment; "" otherwise. */
  readonly reference: string;
  readonly payeeName: string;
  readonly payeeAccount: string;
  readonly batchId: string;
  readonly batchReference: string;
};

type Row = {
  id: string;
  source: string;
  source_id: string;
  organisation_id: string;
  kind: ItemKind;
  month: PlainDate;
  due_cents: Cents;
  received_cents: Cents;
  account: string;
  heads: number | null;
  is_settled: boolean;
  announced_on: PlainDate;
  reference: string;
  payee_name: string;
  payee_index: Buffer | null;
  batch_id: string | null;
  batch_reference: string;
};

const itemOf = (row: Row): StoredItem => ({
  id: row.id,
  source: row.source,
  sourceId: row.source_id,
  organisationId: row.organisation_id,
  kind: row.kind,
  month: monthOf(row.month),
  due: row.due_cents,
  received: row.received_cents,
  account: row.account,
  heads: row.heads,
  isSettled: row.is_settled,
  announcedOn: row.announced_on,
  reference: row.reference,
  payeeName: row.payee_name,
  payeeAccount: row.payee_index?.toString("base64") ?? "",
  batchId: row.batch_id ?? "",
  batchReference: row.batch_reference,
});

const columns = sql`id, source, source_id, organisation_id, kind, month, due_cents, received_cents, account, heads, is_settled,
  announced_on, reference, payee_name, payee_index, batch_id, batch_reference`;

/** Announces items; one known by its source is changed, unless that would make it less than what was received. */
export async function upsertItems(ctx: WriteCtx, items: readonly ExpectedItem[]): Promise<void> {
  await sql`insert into open_item (city_id, id, source, source_id, organisation_id, kind, month, due_cents, account, heads, announced_on,
      reference, payee_name, payee_index, batch_id, batch_reference)
    select ${ctx.actor.cityId}, * from unnest(${items.map(newId)}::uuid[], ${items.map((i) => i.source)}::text[],
      ${items.map((i) => i.sourceId)}::uuid[], ${items.map((i) => i.organisationId)}::uuid[], ${items.map((i) => i.kind)}::text[],
      ${items.map((i) => firstOf(i.month))}::date[], ${items.map((i) => String(i.due))}::bigint[],
      ${items.map((i) => i.account)}::text[], ${items.map((i) => i.heads ?? null)}::int[],
      ${items.map((i) => i.announcedOn)}::date[], ${items.map((i) => i.payee?.reference ?? "")}::text[],
      ${items.map((i) => i.payee?.name ?? "")}::text[], ${items.map((i) => i.payee?.accountIndex ?? null)}::bytea[],
      ${items.map((i) => i.payee?.batch?.id ?? null)}::uuid[], ${items.map((i) => i.payee?.batch?.reference ?? "")}::text[])
    on conflict (city_id, source, source_id) do update set month = excluded.month, due_cents = excluded.due_cents,
      heads = excluded.heads, is_withdrawn = false`.execute(ctx.db);
}

/** Takes back items that nothing was received on; answers how many. */
export async function withdrawItems(
  ctx: WriteCtx,
  source: string,
  sourceIds: readonly string[],
): Promise<number> {
  const { numAffectedRows } = await sql`update open_item set is_withdrawn = true
    where city_id = ${ctx.actor.cityId} and source = ${source} and source_id = any(${[...sourceIds]}::uuid[])
      and received_cents = 0`.execute(ctx.db);
  return Number(numAffectedRows ?? 0n);
}

export async function markSettled(
  ctx: WriteCtx,
  source: string,
  sourceIds: readonly string[],
  isSettled: boolean,
): Promise<void> {
  await sql`update open_item set is_settled = ${isSettled}
    where city_id = ${ctx.actor.cityId} and source = ${source} and source_id = any(${[...sourceIds]}::uuid[])`.execute(
    ctx.db,
  );
}

/** Whose money an item is: a gift's funder is a payer of its own, whoever looks after the gift. */
export const payerOf = (item: Pick<StoredItem, "kind" | "organisationId" | "sourceId">): string =>
  item.kind === "gift" ? item.sourceId : item.organisationId;

/** Everything that still may be paid, but for payments, which are many: they are asked for by amount. */
export async function stillOpen(ctx: ReadCtx): Promise<StoredItem[]> {
  const { rows } = await sql<Row>`select ${columns} from open_item
    where city_id = ${ctx.actor.cityId} and received_cents < due_cents and not is_withdrawn
      and kind not in ('payment', 'payment_return')
    order by month, id`.execute(ctx.db);
  return rows.map(itemOf);
}

/** Payments are sent back within weeks; after half a year nobody looks for them. */
const mayComeBackDays = 180;

/** Payments on their way, and those that may come back, of one of these amounts or in a batch whose open whole is one. */
export async function openPayments(
  ctx: ReadCtx,
  amounts: readonly Cents[],
  until: PlainDate,
): Promise<PaymentItem[]> {
  const wanted = [...new Set(amounts)].map(String);
  const { rows } = await sql<Row>`with open as (
      select ${columns}, sum(due_cents - received_cents) over (partition by kind, batch_id) as batch_cents from open_item
      where city_id = ${ctx.actor.cityId} and kind in ('payment', 'payment_return') and received_cents < due_cents
        and not is_withdrawn and announced_on > ${addDays(until, -mayComeBackDays)}
    ) select ${columns} from open
      where due_cents = any(${wanted}::bigint[]) or batch_id is not null and batch_cents = any(${wanted}::bigint[])
      order by id`.execute(ctx.db);
  return rows.map(paymentOf);
}

/** Payments by number, payee's name or amount, for a person who looks for one. */
export async function searchPayments(
  ctx: ReadCtx,
  kind: "payment" | "payment_return",
  words: string,
): Promise<StoredItem[]> {
  const part = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<Row>`select ${columns} from open_item
    where city_id = ${ctx.actor.cityId} and kind = ${kind} and received_cents < due_cents and not is_withdrawn
      and (reference ilike ${part} or payee_name ilike ${part} or due_cents = ${parseYuan(words) ?? null}::bigint)
    order by id desc limit 30`.execute(ctx.db);
  return rows.map(itemOf);
}

const paymentOf = (row: Row): PaymentItem => {
  const item = itemOf(row);
  return {
    ...item,
    kind: item.kind as PaymentItem["kind"],
    open: minus(item.due, item.received),
    since: item.announcedOn,
  };
};

/** Items by id, locked in the order of their ids. */
export async function lockItems(ctx: WriteCtx, ids: readonly string[]): Promise<Map<string, StoredItem>> {
  const { rows } = await sql<Row>`select ${columns} from open_item
    where city_id = ${ctx.actor.cityId} and id = any(${[...ids]}::uuid[]) and not is_withdrawn
    order by id for update`.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, itemOf(row)]));
}

export async function findItemsByIds(ctx: ReadCtx, ids: readonly string[]): Promise<Map<string, StoredItem>> {
  const { rows } = await sql<Row>`select ${columns} from open_item
    where city_id = ${ctx.actor.cityId} and id = any(${[...ids]}::uuid[])`.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, itemOf(row)]));
}

export type ItemFilter = {
  readonly source?: string;
  readonly sourceIds?: readonly string[];
  readonly kind?: ItemKind;
  readonly month?: PlainMonth;
  readonly organisationId?: string;
  readonly onlyOpen?: boolean;
  /** Received in full, and nobody has said yet that it is dealt with. */
  readonly onlyReceived?: boolean;
};

export async function findItems(ctx: ReadCtx, filter: ItemFilter): Promise<StoredItem[]> {
  const { rows } = await sql<Row>`select ${columns} from open_item
    where city_id = ${ctx.actor.cityId} and not is_withdrawn
      ${filter.source ? sql`and source = ${filter.source}` : sql``}
      ${filter.sourceIds ? sql`and source_id = any(${[...filter.sourceIds]}::uuid[])` : sql``}
      ${filter.kind ? sql`and kind = ${filter.kind}` : sql``}
      ${filter.month ? sql`and month = ${firstOf(filter.month)}` : sql``}
      ${filter.organisationId ? sql`and organisation_id = ${filter.organisationId}` : sql``}
      ${filter.onlyOpen ? sql`and received_cents < due_cents` : sql``}
      ${filter.onlyReceived ? sql`and received_cents = due_cents and not is_settled` : sql``}
    order by month, id`.execute(ctx.db);
  return rows.map(itemOf);
}

export type Received = {
  readonly sourceId: string;
  readonly due: Cents;
  readonly received: Cents;
  /** The day of the line that made it whole, where it is. */
  readonly inFullOn: PlainDate | undefined;
};

/** What had come in on each item by the end of a day, by the days of the bank's lines. */
export async function receivedOn(
  ctx: ReadCtx,
  source: string,
  until: PlainDate,
  sourceIds: readonly string[] | undefined,
): Promise<Received[]> {
  const { rows } = await sql<{
    source_id: string;
    due_cents: Cents;
    received: bigint;
    in_full_on: PlainDate | null;
  }>`
    select item.source_id, item.due_cents, coalesce(sum(part.amount_cents), 0)::bigint as received,
      case when coalesce(sum(part.amount_cents), 0) >= item.due_cents then max(part.booked_on) end as in_full_on
    from open_item as item
    left join allocation as part on part.city_id = item.city_id and part.item_id = item.id
      and part.reversed_at is null and part.booked_on <= ${until}
    where item.city_id = ${ctx.actor.cityId} and item.source = ${source} and not item.is_withdrawn
      ${sourceIds ? sql`and item.source_id = any(${[...sourceIds]}::uuid[])` : sql``}
    group by item.city_id, item.id`.execute(ctx.db);
  return rows.map((row) => ({
    sourceId: row.source_id,
    due: row.due_cents,
    received: row.received as Cents,
    inFullOn: row.in_full_on ?? undefined,
  }));
}
