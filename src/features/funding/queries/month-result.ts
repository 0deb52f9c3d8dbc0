import { sql } from "kysely";
import { firstOf, type PlainMonth } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import type { ReadCtx } from "#platform/context.ts";

/** What became of a month: its units by code, people, who bears how much, and what went to the province. */
export type MonthResult = {
  readonly units: readonly string[];
  readonly members: number;
  /** Payers in order; those with nothing are left out. */
  readonly shares: Readonly<Record<string, Cents>>;
  /** 0 until the bank's statement shows it. */
  readonly remitted: Cents;
};

/** Every month that has settled bills, oldest first. */
export async function monthResults(ctx: ReadCtx): Promise<Map<PlainMonth, MonthResult>> {
  const { rows } = await sql<{
    month: string;
  }>`select distinct to_char(settled_month, 'YYYY-MM') as month from bill
    where city_id = ${ctx.actor.cityId} and settled_month is not null order by month`.execute(ctx.db);
  const results = new Map<PlainMonth, MonthResult>();
  for (const { month } of rows) results.set(month as PlainMonth, await monthResult(ctx, month as PlainMonth));
  return results;
}

export async function monthResult(ctx: ReadCtx, month: PlainMonth): Promise<MonthResult> {
  const { cityId } = ctx.actor;
  const first = firstOf(month);
  const { rows: bills } = await sql<{ units: string[] | null; members: number }>`
    select array_agg(distinct unit.code order by unit.code) as units, coalesce(sum(bill.heads), 0)::int as members
    from bill join organisation unit on unit.city_id = bill.city_id and unit.id = bill.organisation_id
    where bill.city_id = ${cityId} and bill.settled_month = ${first}::date`.execute(ctx.db);
  const { rows: shares } = await sql<{ payer: string; cents: Cents }>`
    select share.payer, sum(share.cents)::bigint as cents
    from bill join bill_share share on share.city_id = bill.city_id and share.bill_id = bill.id
    where bill.city_id = ${cityId} and bill.settled_month = ${first}::date group by 1 order by 1`.execute(
    ctx.db,
  );
  const { rows: remittances } = await sql<{ cents: Cents }>`select cents from remittance
    where city_id = ${cityId} and month = ${first}::date and remitted_on is not null`.execute(ctx.db);
  return {
    units: bills[0]?.units ?? [],
    members: bills[0]?.members ?? 0,
    shares: Object.fromEntries(shares.map((share) => [share.payer, share.cents])),
    remitted: remittances[0]?.cents ?? (0n as Cents),
  };
}
