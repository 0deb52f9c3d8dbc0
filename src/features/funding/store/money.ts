import { sql } from "kysely";
import { firstOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";

/**
 * Money that a statement is expected to show. `id` is the bill's, the subsidy's, the remittance's or the advanced
 * share's; `fund` is the account of the books that it comes into or goes out of.
 */
export type Expected = {
  readonly id: string;
  readonly kind: "unit_share" | "subsidy" | "remittance" | "reimbursement";
  readonly fund: "advance" | "pool" | "reimbursement";
  readonly organisationId: string;
  readonly month: PlainMonth;
  readonly cents: Cents;
  readonly heads?: number;
};

/** Announces it to banking. What is announced already stays as it is. */
export async function expectMoney(ctx: WriteCtx, items: readonly Expected[]): Promise<void> {
  const each = <T>(pick: (item: Expected) => T) => items.map(pick);
  await sql`insert into open_item (city_id, id, organisation_id, kind, source, source_id, month, due_cents, heads, account,
      announced_on)
    select ${ctx.actor.cityId}::int, id, organisation_id, kind, 'funding', source_id, month, due_cents, heads, account,
      ${ctx.today}::date
    from unnest(${each(() => newId())}::uuid[], ${each((item) => item.organisationId)}::uuid[],
      ${each((item) => item.kind)}::text[], ${each((item) => item.id)}::uuid[],
      ${each((item) => firstOf(item.month))}::date[], ${each((item) => item.cents)}::bigint[],
      ${each((item) => item.heads ?? null)}::int[], ${each((item) => item.fund)}::text[])
      as item(id, organisation_id, kind, source_id, month, due_cents, heads, account)
    on conflict on constraint open_item_announced_once do nothing`.execute(ctx.db);
}

export type Money = { readonly received: Cents; readonly lastOn: PlainDate | undefined };

/** What the bank has shown of each, and the day of the last line. */
export async function moneyOf(ctx: ReadCtx, ids: readonly string[]): Promise<Map<string, Money>> {
  const { rows } = await sql<{ source_id: string; received_cents: Cents; last_on: string | null }>`
    select item.source_id, item.received_cents, max(allocation.booked_on) as last_on
    from open_item item
    left join allocation on allocation.city_id = item.city_id and allocation.item_id = item.id and allocation.reversed_at is null
    where item.city_id = ${ctx.actor.cityId} and item.source = 'funding' and item.source_id = any(${ids}::uuid[])
    group by item.source_id, item.received_cents`.execute(ctx.db);
  return new Map(
    rows.map((row) => [
      row.source_id,
      { received: row.received_cents, lastOn: (row.last_on ?? undefined) as PlainDate | undefined },
    ]),
  );
}

/** Whose account the month's remittance goes to. */
export async function provinceOffice(ctx: ReadCtx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from organisation
    where city_id = ${ctx.actor.cityId} and kind in ('province_office', 'city_agency')
    order by kind desc, opened_on, id limit 1`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw new Refusal("conflict", "no_city_agency");
  return row.id;
}

/** Nobody owes these any longer. */
export async function withdraw(ctx: WriteCtx, ids: readonly string[]): Promise<void> {
  await sql`update open_item set is_withdrawn = true
    where city_id = ${ctx.actor.cityId} and source = 'funding' and source_id = any(${ids}::uuid[])`.execute(
    ctx.db,
  );
}
