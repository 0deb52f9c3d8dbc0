import { sql } from "kysely";
import { addMonthsTo, firstOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import { baseCutOff } from "../rules/settle.ts";
import { fundingDays } from "../store/rules.ts";

/** A month's bills added up: settled ones, or while the base is open those that wait for it. */
export type MonthSums = {
  readonly bills: number;
  readonly units: number;
  readonly heads: number;
  readonly whole: Cents;
  readonly ownDue: Cents;
  readonly ownReceived: Cents;
  readonly countyDue: Cents;
  readonly cityDue: Cents;
  readonly prices: readonly { readonly price: Cents; readonly heads: number }[];
};

export async function monthSums(ctx: ReadCtx, month: PlainMonth, isOpen: boolean): Promise<MonthSums> {
  const first = firstOf(month);
  const { cityId } = ctx.actor;
  const chosen = isOpen
    ? sql`bill.settled_month is null and bill.month <= ${first}::date`
    : sql`bill.settled_month = ${first}::date`;
  // A settled bill is in full: only while the base is open does the bank have to be asked.
  const received = isOpen
    ? sql`case when bill.gift_id is not null then case when bill.in_full_on is null then 0 else bill.from_unit_cents end
        else least(coalesce(item.received_cents, 0), bill.from_unit_cents) end`
    : sql`bill.from_unit_cents`;
  const items = isOpen
    ? sql`left join open_item item on item.city_id = bill.city_id and item.source = 'funding' and item.source_id = bill.id`
    : sql``;
  const { rows } = await sql<{
    price: Cents;
    bills: number;
    units: number;
    heads: number;
    whole: Cents;
    own: Cents;
    received: Cents;
    county: Cents;
    city: Cents;
  }>`select bill.price_cents as price, count(*)::int as bills, count(distinct bill.organisation_id)::int as units,
      sum(bill.heads)::int as heads, sum(bill.price_cents * bill.heads)::bigint as whole,
      sum(bill.from_unit_cents)::bigint as own, sum(bill.county_cents)::bigint as county,
      sum(bill.city_cents)::bigint as city, sum(${received})::bigint as received
    from bill ${items}
    where bill.city_id = ${cityId} and ${chosen} and ${withinPart(ctx, sql.ref("bill.organisation_id"))}
    group by bill.price_cents order by bill.price_cents`.execute(ctx.db);
  const add = (pick: (row: (typeof rows)[number]) => Cents) =>
    rows.reduce((total, row) => (total + pick(row)) as Cents, 0n as Cents);
  return {
    bills: rows.reduce((count, row) => count + row.bills, 0),
    units: rows.reduce((count, row) => count + row.units, 0),
    heads: rows.reduce((count, row) => count + row.heads, 0),
    whole: add((row) => row.whole),
    ownDue: add((row) => row.own),
    ownReceived: add((row) => row.received),
    countyDue: add((row) => row.county),
    cityDue: add((row) => row.city),
    prices: rows.map(({ price, heads }) => ({ price, heads })),
  };
}

/** What goes back to units for a month, and what the bank has shown of it. */
export async function reimbursementSums(
  ctx: ReadCtx,
  month: PlainMonth,
): Promise<{ due: Cents; paid: Cents }> {
  const { rows } = await sql<{ due: Cents; paid: Cents }>`
    select coalesce(sum(share.cents), 0)::bigint as due, coalesce(sum(item.received_cents), 0)::bigint as paid
    from bill join bill_share share on share.city_id = bill.city_id and share.bill_id = bill.id
      and share.mode = 'reimburse_unit'
    left join open_item item on item.city_id = bill.city_id and item.source = 'funding' and item.source_id = share.id
    where bill.city_id = ${ctx.actor.cityId} and bill.settled_month = ${firstOf(month)}::date
      and ${withinPart(ctx, sql.ref("bill.organisation_id"))}`.execute(ctx.db);
  return rows[0] ?? { due: 0n as Cents, paid: 0n as Cents };
}

/** What the special account holds in all, and of that in the pool. */
export async function accountBalances(ctx: ReadCtx): Promise<{ bank: string; pool: string }> {
  const { rows } = await sql<{ bank: Cents; pool: Cents }>`
    select coalesce(sum(balance_cents) filter (where nature = 'bank'), 0)::bigint as bank,
      coalesce(sum(balance_cents) filter (where code = 'pool'), 0)::bigint as pool
    from ledger_account where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  return {
    bank: formatYuan(rows[0]?.bank ?? (0n as Cents)),
    pool: formatYuan(rows[0]?.pool ?? (0n as Cents)),
  };
}

export type LateBill = {
  readonly billId: string;
  readonly name: string;
  readonly amount: Cents;
  readonly inFullOn: PlainDate | null;
};

/** Bills asked for by this month whose money came after its cut-off: they settle later. Empty while the base is open. */
export async function lateBills(ctx: ReadCtx, month: PlainMonth): Promise<LateBill[]> {
  const cutOff = baseCutOff(month, await fundingDays(ctx));
  const { rows } = await sql<LateBill>`
    select bill.id as "billId", unit.name, bill.from_unit_cents as amount, max(allocation.booked_on) as "inFullOn"
    from bill
    join funding_period period on period.city_id = bill.city_id and period.month = ${firstOf(month)}::date
      and period.state <> 'open'
    join organisation unit on unit.city_id = bill.city_id and unit.id = bill.organisation_id
    join open_item item on item.city_id = bill.city_id and item.source = 'funding' and item.source_id = bill.id
      and item.received_cents >= item.due_cents
    join allocation on allocation.city_id = bill.city_id and allocation.item_id = item.id and allocation.reversed_at is null
    where bill.city_id = ${ctx.actor.cityId} and bill.month between ${firstOf(addMonthsTo(month, -6))}::date and ${firstOf(month)}::date
      and (bill.settled_month is null or bill.settled_month > ${firstOf(month)}::date)
      and ${withinPart(ctx, sql.ref("bill.organisation_id"))}
    group by bill.id, unit.name, bill.from_unit_cents
    having max(allocation.booked_on) > ${cutOff}::date
    order by max(allocation.booked_on), unit.name limit 50`.execute(ctx.db);
  return rows;
}
