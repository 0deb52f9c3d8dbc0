import { sql } from "kysely";
import type { PlainDate, PlainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { type BillShare, fromUnion, fromUnit } from "../rules/shares.ts";

/** A bill as it stands, with its shares. */
export type StandingBill = {
  readonly id: string;
  readonly organisationId: string;
  readonly heads: number;
  readonly month: PlainMonth;
  readonly settledMonth: PlainMonth | undefined;
  readonly coveredFrom: PlainDate | undefined;
  /** For how many months the plan covers. */
  readonly months: number;
  readonly price: Cents;
  readonly shares: readonly BillShare[];
};

/** The bill of a batch, held until the transaction ends: its month's base does not close meanwhile. */
export async function lockBillOf(ctx: WriteCtx, batchId: string): Promise<StandingBill | undefined> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{
    id: string;
    organisation_id: string;
    heads: number;
    month: PlainMonth;
    settled_month: PlainMonth | null;
    covered_from: PlainDate | null;
    months: number;
    price_cents: Cents;
  }>`select bill.id, bill.organisation_id, bill.heads, to_char(bill.month, 'YYYY-MM') as month,
      to_char(bill.settled_month, 'YYYY-MM') as settled_month, bill.covered_from, version.period_months as months, bill.price_cents
    from bill
    join plan_version as version on version.plan_code = bill.plan_code and version.version = bill.plan_version
    where bill.city_id = ${cityId} and bill.batch_id = ${batchId} for update of bill`.execute(ctx.db);
  const [row] = rows;
  if (!row) return undefined;
  const { rows: shares } =
    await sql<BillShare>`select payer, payer_organisation_id as "organisationId", per_head_cents as "perHead", cents, mode
    from bill_share where city_id = ${cityId} and bill_id = ${row.id} order by payer`.execute(ctx.db);
  return {
    id: row.id,
    organisationId: row.organisation_id,
    heads: row.heads,
    month: row.month,
    settledMonth: row.settled_month ?? undefined,
    coveredFrom: row.covered_from ?? undefined,
    months: row.months,
    price: row.price_cents,
    shares,
  };
}

type BillAt = { readonly heads: number; readonly due: Cents };
export type BillChange = {
  readonly before: BillAt;
  readonly after: BillAt;
  /** What went back to suspense. */
  readonly freed: Cents;
  readonly reason: string;
};

/** Writes the bill for fewer people, and what it was before. */
export async function saveBillAnew(
  ctx: WriteCtx,
  bill: StandingBill,
  shares: readonly BillShare[],
  change: BillChange,
): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`update bill set heads = ${change.after.heads}, from_unit_cents = ${fromUnit(shares)},
      county_cents = ${fromUnion(shares, "county_union")}, city_cents = ${fromUnion(shares, "city_union")}
    where city_id = ${cityId} and id = ${bill.id}`.execute(ctx.db);
  await sql`update bill_share set cents = per_head_cents * ${change.after.heads}
    where city_id = ${cityId} and bill_id = ${bill.id}`.execute(ctx.db);
  await insertChange(ctx, bill, change);
}

/** Takes the bill away; what it was stays. */
export async function deleteBill(ctx: WriteCtx, bill: StandingBill, change: BillChange): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`delete from bill_share where city_id = ${cityId} and bill_id = ${bill.id}`.execute(ctx.db);
  await sql`delete from bill where city_id = ${cityId} and id = ${bill.id}`.execute(ctx.db);
  await insertChange(ctx, bill, change);
}

async function insertChange(
  ctx: WriteCtx,
  bill: StandingBill,
  { before, after, freed, reason }: BillChange,
): Promise<void> {
  await sql`insert into bill_change (city_id, id, organisation_id, bill_id, heads_before, heads_after, due_before_cents,
      due_after_cents, freed_cents, reason, made_by, made_by_name, made_at)
    values (${ctx.actor.cityId}, ${newId()}, ${bill.organisationId}, ${bill.id}, ${before.heads}, ${after.heads}, ${before.due},
      ${after.due}, ${freed}, ${reason}, ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);
}

/** How a bill came to be what it is. */
export async function changesOf(
  ctx: ReadCtx,
  billId: string,
): Promise<(BillChange & { readonly by: string; readonly at: Date })[]> {
  const { rows } = await sql<{
    heads_before: number;
    heads_after: number;
    due_before_cents: Cents;
    due_after_cents: Cents;
    freed_cents: Cents;
    reason: string;
    made_by_name: string;
    made_at: Date;
  }>`select * from bill_change where city_id = ${ctx.actor.cityId} and bill_id = ${billId} order by id`.execute(
    ctx.db,
  );
  return rows.map((row) => ({
    before: { heads: row.heads_before, due: row.due_before_cents },
    after: { heads: row.heads_after, due: row.due_after_cents },
    freed: row.freed_cents,
    reason: row.reason,
    by: row.made_by_name,
    at: row.made_at,
  }));
}
