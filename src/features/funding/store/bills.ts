import { sql } from "kysely";
import { firstOf, type Period, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import type { SettledBill } from "../rules/remittance.ts";
import type { BilledUnit, BillShare } from "../rules/shares.ts";
import { refundedOf } from "./refunds.ts";

/** A unit as it stands on the day its cover is to start: whose category, which county union, who bears the own share. */
export type UnitOnDay = BilledUnit & { readonly category: string | undefined };

type UnitRow = {
  readonly id: string;
  readonly code: string;
  readonly payer: "unit" | "member" | null;
  readonly category: string | null;
  readonly county_id: string | null;
  readonly county_code: string | null;
};

/** The units of many bills at once, in the order asked. Refuses `no_city_agency`, `not_found`. */
export async function unitsOnDays(
  ctx: ReadCtx,
  asked: readonly { readonly organisationId: string; readonly day: PlainDate }[],
): Promise<UnitOnDay[]> {
  const { cityId } = ctx.actor;
  const agency = await cityAgency(ctx);
  const { rows } = await sql<UnitRow>`
    select unit.id, unit.code, profile.payer, category.category, county.id as county_id, county.code as county_code
    from unnest(${asked.map((each) => each.organisationId)}::uuid[], ${asked.map((each) => each.day)}::date[])
      with ordinality as wanted(organisation_id, day, place)
    join organisation unit on unit.city_id = ${cityId} and unit.id = wanted.organisation_id
    left join organisation_profile profile on profile.city_id = ${cityId} and profile.organisation_id = unit.id
    left join organisation_category category on category.city_id = ${cityId} and category.organisation_id = unit.id
      and category.during @> wanted.day
    left join lateral (
      select above.id, above.code from organisation_part part
      join organisation above on above.city_id = part.city_id and above.id = part.ancestor_id
      where part.city_id = ${cityId} and part.organisation_id = unit.id and above.kind = 'county_union'
      order by part.depth limit 1) county on true
    order by wanted.place`.execute(ctx.db);
  if (rows.length !== asked.length) throw new Refusal("not_found", "not_found");
  return rows.map((row) => ({
    organisationId: row.id,
    code: row.code,
    ownPayer: row.payer ?? "unit",
    category: row.category ?? undefined,
    countyUnion:
      row.county_id && row.county_code ? { organisationId: row.county_id, code: row.county_code } : undefined,
    cityUnionId: agency,
  }));
}

/** The city union, which is its city's agency: the top of the city's tree. */
export async function cityAgency(ctx: ReadCtx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from organisation
    where city_id = ${ctx.actor.cityId} and kind = 'city_agency' order by opened_on, id limit 1`.execute(
    ctx.db,
  );
  const [row] = rows;
  if (!row) throw new Refusal("conflict", "no_city_agency");
  return row.id;
}

/** A bill as it is first written. */
export type NewBill = {
  readonly id: string;
  readonly batchId: string;
  readonly giftId: string | null;
  readonly unit: UnitOnDay;
  readonly ruleId: string;
  readonly planCode: string;
  readonly planVersion: string;
  readonly price: Cents;
  readonly heads: number;
  readonly month: PlainMonth;
  readonly coverFrom: PlainDate;
  readonly fromUnit: Cents;
  readonly fromCounty: Cents;
  readonly fromCity: Cents;
  readonly shares: readonly BillShare[];
};

/** Writes many bills with their shares in two statements. What a unit owes nothing of is in full from the first day. */
export async function insertBills(ctx: WriteCtx, bills: readonly NewBill[]): Promise<void> {
  const { cityId } = ctx.actor;
  const all = <T>(pick: (bill: NewBill) => T) => bills.map(pick);
  await sql`insert into bill (city_id, id, batch_id, gift_id, organisation_id, county_union_id, category, rule_id, plan_code,
      plan_version, price_cents, heads, month, cover_from, from_unit_cents, county_cents, city_cents, issued_on, in_full_on)
    select ${cityId}::int, written.*, ${ctx.today}::date, case when from_unit = 0 then ${ctx.today}::date end from unnest(${all((bill) => bill.id)}::uuid[],
      ${all((bill) => bill.batchId)}::uuid[], ${all((bill) => bill.giftId)}::uuid[], ${all((bill) => bill.unit.organisationId)}::uuid[],
      ${all((bill) => bill.unit.countyUnion?.organisationId ?? null)}::uuid[],
      ${all((bill) => bill.unit.category ?? null)}::text[], ${all((bill) => bill.ruleId)}::uuid[],
      ${all((bill) => bill.planCode)}::text[], ${all((bill) => bill.planVersion)}::text[],
      ${all((bill) => bill.price)}::bigint[], ${all((bill) => bill.heads)}::int[],
      ${all((bill) => firstOf(bill.month))}::date[], ${all((bill) => bill.coverFrom)}::date[],
      ${all((bill) => bill.fromUnit)}::bigint[], ${all((bill) => bill.fromCounty)}::bigint[],
      ${all((bill) => bill.fromCity)}::bigint[])
      as written (id, batch_id, gift_id, organisation_id, county_id, category, rule_id, plan_code, plan_version, price, heads, month,
        cover_from, from_unit, from_county, from_city)`.execute(ctx.db);
  const shares = bills.flatMap((bill) => bill.shares.map((share) => ({ bill, share })));
  const each = <T>(pick: (of: (typeof shares)[number]) => T) => shares.map(pick);
  await sql`insert into bill_share (city_id, id, bill_id, organisation_id, payer, payer_organisation_id, per_head_cents,
      cents, mode)
    select ${cityId}::int, * from unnest(${each(() => newId())}::uuid[], ${each(({ bill }) => bill.id)}::uuid[],
      ${each(({ bill }) => bill.unit.organisationId)}::uuid[], ${each(({ share }) => share.payer)}::text[],
      ${each(({ share }) => share.organisationId)}::uuid[], ${each(({ share }) => share.perHead)}::bigint[],
      ${each(({ share }) => share.cents)}::bigint[], ${each(({ share }) => share.mode)}::text[])`.execute(
    ctx.db,
  );
}

/** A bill that waits for its month: asked for that month or earlier, not settled yet. */
export type WaitingBill = {
  readonly id: string;
  readonly batchId: string;
  readonly organisationId: string;
  readonly month: PlainMonth;
  readonly coverFrom: PlainDate;
  /** For how many months the plan covers. */
  readonly months: number;
  readonly fromUnit: Cents;
  readonly giftId: string | null;
  readonly inFullOn: PlainDate | null;
};

export async function lockWaitingBills(ctx: WriteCtx, upTo: PlainMonth): Promise<WaitingBill[]> {
  const { rows } = await sql<WaitingBill>`
    select bill.id, bill.batch_id as "batchId", bill.organisation_id as "organisationId",
      to_char(bill.month, 'YYYY-MM') as month, bill.cover_from as "coverFrom", version.period_months as months,
      bill.from_unit_cents as "fromUnit", bill.gift_id as "giftId", bill.in_full_on as "inFullOn"
    from bill
    join plan_version as version on version.plan_code = bill.plan_code and version.version = bill.plan_version
    where bill.city_id = ${ctx.actor.cityId} and bill.settled_month is null and bill.month <= ${firstOf(upTo)}::date
    order by bill.id for update of bill`.execute(ctx.db);
  return rows;
}

export type Settlement = {
  readonly billId: string;
  readonly batchId: string;
  readonly inFullOn: PlainDate;
  readonly covered: Period;
};

export async function settleBills(
  ctx: WriteCtx,
  month: PlainMonth,
  settled: readonly Settlement[],
): Promise<void> {
  await sql`update bill set settled_month = ${firstOf(month)}::date, in_full_on = now_paid.in_full_on,
      covered_from = now_paid.covered_from
    from unnest(${settled.map((each) => each.billId)}::uuid[], ${settled.map((each) => each.inFullOn)}::date[],
      ${settled.map((each) => each.covered.from)}::date[]) as now_paid(id, in_full_on, covered_from)
    where bill.city_id = ${ctx.actor.cityId} and bill.id = now_paid.id`.execute(ctx.db);
}

/**
 * Keeps on each bill that waits, or those named, the day on which its own share was in full; a line that was undone takes
 * it back. Answers the batches of those that changed.
 */
export async function noteReceipts(
  ctx: WriteCtx,
  billIds?: readonly string[],
): Promise<{ readonly id: string; readonly batchId: string; readonly on: PlainDate | null }[]> {
  const { rows } = await sql<{
    id: string;
    batchId: string;
    on: PlainDate | null;
  }>`update bill set in_full_on = shown.day
    from (
      select item.source_id, case when item.received_cents >= item.due_cents then max(part.booked_on) end as day
      from open_item item
      left join allocation part on part.city_id = item.city_id and part.item_id = item.id and part.reversed_at is null
      where item.city_id = ${ctx.actor.cityId} and item.source = 'funding' and item.kind = 'unit_share'
        ${billIds ? sql`and item.source_id = any(${billIds}::uuid[])` : sql``}
      group by item.city_id, item.id
    ) as shown
    where bill.city_id = ${ctx.actor.cityId} and bill.id = shown.source_id and bill.settled_month is null
      and bill.in_full_on is distinct from shown.day
    returning bill.id, bill.batch_id as "batchId", bill.in_full_on as "on"`.execute(ctx.db);
  return rows;
}

/** What units bear of bills themselves or for their people, less what was refunded: what a receipt is for. */
export type OwnShare = {
  readonly id: string;
  readonly organisationId: string;
  readonly payer: "unit" | "member";
  readonly month: PlainMonth;
  readonly heads: number;
  readonly cents: Cents;
  readonly inFullOn: PlainDate | null;
};

export async function ownShares(ctx: ReadCtx, billIds: readonly string[]): Promise<OwnShare[]> {
  const { rows } = await sql<OwnShare>`select share.id, bill.organisation_id as "organisationId", share.payer,
      to_char(bill.month, 'YYYY-MM') as month, bill.heads - refunded.heads as heads,
      share.cents - share.per_head_cents * refunded.heads as cents, bill.in_full_on as "inFullOn"
    from bill join bill_share as share on share.city_id = bill.city_id and share.bill_id = bill.id
    cross join lateral ${refundedOf(sql`bill.id`, ctx.actor.cityId)} as refunded
    where bill.city_id = ${ctx.actor.cityId} and bill.id = any(${[...billIds]}::uuid[])
      and share.payer in ('unit', 'member')`.execute(ctx.db);
  return rows;
}

/** Takes a month's bills out of it again: they wait for the next closing. Answers them and their batches. */
export async function unsettleBills(
  ctx: WriteCtx,
  month: PlainMonth,
): Promise<{ readonly id: string; readonly batchId: string }[]> {
  const { rows } = await sql<{
    id: string;
    batchId: string;
  }>`update bill set settled_month = null, covered_from = null
    where city_id = ${ctx.actor.cityId} and settled_month = ${firstOf(month)}::date
    returning id, batch_id as "batchId"`.execute(ctx.db);
  return rows;
}

/** What a month's settled bills ask of each union: heads, units, cents. */
export type SubsidySum = {
  readonly payer: string;
  readonly organisationId: string;
  readonly mode: "direct_pool" | "reimburse_unit";
  readonly heads: number;
  readonly units: number;
  readonly cents: Cents;
};

export async function subsidySums(ctx: ReadCtx, month: PlainMonth): Promise<SubsidySum[]> {
  const { rows } = await sql<{
    payer: string;
    payer_organisation_id: string;
    mode: SubsidySum["mode"];
    heads: number;
    units: number;
    cents: Cents;
  }>`select share.payer, share.payer_organisation_id, share.mode, sum(bill.heads)::int as heads,
      count(distinct bill.organisation_id)::int as units, sum(share.cents)::bigint as cents
    from bill join bill_share share on share.city_id = bill.city_id and share.bill_id = bill.id
    where bill.city_id = ${ctx.actor.cityId} and bill.settled_month = ${firstOf(month)}::date
      and share.payer not in ('unit', 'member', 'gift')
    group by 1, 2, 3 order by 1, 3`.execute(ctx.db);
  return rows.map(({ payer_organisation_id, ...row }) => ({ ...row, organisationId: payer_organisation_id }));
}

/** How many people a month's list has. */
export async function settledHeads(ctx: ReadCtx, month: PlainMonth): Promise<number> {
  const { rows } = await sql<{ heads: number }>`select coalesce(sum(heads), 0)::int as heads from bill
    where city_id = ${ctx.actor.cityId} and settled_month = ${firstOf(month)}::date`.execute(ctx.db);
  return rows[0]?.heads ?? 0;
}

/** A month's bills as its remittance counts them. */
export async function settledBills(ctx: ReadCtx, month: PlainMonth): Promise<SettledBill[]> {
  const { rows } = await sql<{
    plan_code: string;
    plan_version: string;
    price_cents: Cents;
    heads: number;
    cents: Cents;
  }>`select bill.plan_code, bill.plan_version, bill.price_cents, bill.heads, sum(share.cents)::bigint as cents
    from bill join bill_share share on share.city_id = bill.city_id and share.bill_id = bill.id
    where bill.city_id = ${ctx.actor.cityId} and bill.settled_month = ${firstOf(month)}::date
    group by bill.id, bill.plan_code, bill.plan_version, bill.price_cents, bill.heads`.execute(ctx.db);
  return rows.map((row) => ({
    planCode: row.plan_code,
    planVersion: row.plan_version,
    price: row.price_cents,
    heads: row.heads,
    shares: [{ cents: row.cents }],
  }));
}

/** What the account owes back to each unit of a month, for the unions that have paid. */
export async function reimbursementsOf(
  ctx: ReadCtx,
  month: PlainMonth,
  payers: readonly string[],
): Promise<{ id: string; billId: string; organisationId: string; cents: Cents }[]> {
  const { rows } = await sql<{ id: string; bill_id: string; organisation_id: string; cents: Cents }>`
    select share.id, share.bill_id, share.organisation_id, share.cents
    from bill join bill_share share on share.city_id = bill.city_id and share.bill_id = bill.id
    where bill.city_id = ${ctx.actor.cityId} and bill.settled_month = ${firstOf(month)}::date
      and share.mode = 'reimburse_unit' and share.payer = any(${payers}::text[])
    order by share.id`.execute(ctx.db);
  return rows.map(({ organisation_id, bill_id, ...row }) => ({
    ...row,
    billId: bill_id,
    organisationId: organisation_id,
  }));
}

export async function batchesOf(ctx: ReadCtx, month: PlainMonth): Promise<string[]> {
  const { rows } = await sql<{ batch_id: string }>`select batch_id from bill
    where city_id = ${ctx.actor.cityId} and settled_month = ${firstOf(month)}::date`.execute(ctx.db);
  return rows.map((row) => row.batch_id);
}
