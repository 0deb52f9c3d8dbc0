import { sql } from "kysely";
import type { PlainDate, PlainMonth } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { OpenMoney } from "../rules/answer.ts";
import type { BankKind } from "../rules/bank-files.ts";
import type { ExplainedLine } from "../rules/report.ts";

/** A line that the rules left to a person and that no person has answered yet. */
export type LineToAnswer = {
  readonly id: string;
  readonly version: number;
  readonly serial: string;
  readonly direction: "credit" | "debit";
  readonly rest: Cents;
};

export async function linesToAnswer(ctx: ReadCtx, until: PlainDate): Promise<LineToAnswer[]> {
  const { rows } = await sql<LineToAnswer>`select id, version, serial, direction,
      (amount_cents - allocated_cents)::bigint as rest
    from bank_line where city_id = ${ctx.actor.cityId} and state = 'to_decide' and decided_how is null
      and booked_on <= ${until}::date order by bank_account_id, place`.execute(ctx.db);
  return rows;
}

/** Money that is still expected, the oldest first, with the code of whom it is expected from. */
export async function openMoney(ctx: ReadCtx): Promise<OpenMoney[]> {
  const { rows } = await sql<OpenMoney>`select item.id, item.kind, to_char(item.month, 'YYYY-MM') as month,
      (item.due_cents - item.received_cents)::bigint as open, party.code, party.name, party.kind = 'city_agency' as "isAgency"
    from open_item as item
    join organisation as party on party.city_id = item.city_id and party.id = item.organisation_id
    where item.city_id = ${ctx.actor.cityId} and item.received_cents < item.due_cents and not item.is_withdrawn
    order by item.month, party.code, item.id`.execute(ctx.db);
  return rows;
}

export async function countExpected(ctx: ReadCtx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from open_item
    where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  return rows[0]?.n ?? 0;
}

/** Earlier credits of the same account and amount that pay nothing: what a debit may send back. */
export async function returnableCredits(ctx: ReadCtx, debitId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select credit.id from bank_line as debit
    join bank_line as credit on credit.city_id = debit.city_id and credit.direction = 'credit'
      and credit.account_index = debit.account_index and credit.amount_cents = debit.amount_cents
      and (credit.booked_on, credit.place) < (debit.booked_on, debit.place)
    where debit.city_id = ${ctx.actor.cityId} and debit.id = ${debitId} and credit.allocated_cents = 0
      and credit.state in ('waiting', 'to_decide', 'left')
    order by credit.place desc`.execute(ctx.db);
  return rows.map((row) => row.id);
}

/** Every line of the special account, in the order of the bank, with what it was explained as. */
export async function explainedLines(ctx: ReadCtx): Promise<ExplainedLine[]> {
  const { rows } = await sql<{
    no: string;
    date: PlainDate;
    direction: "credit" | "debit";
    cents: bigint;
    kind: BankKind | null;
    by: "rule" | "person" | null;
    state: string;
    units: string[] | null;
    month: PlainMonth | null;
    payer: string | null;
  }>`select line.serial as no, line.booked_on as date, line.direction, line.amount_cents as cents, line.kind,
      line.decided_how as by, line.state, booked.units, booked.month, booked.payer
    from bank_line as line
    left join lateral (
      select array_agg(distinct party.code) as units, to_char(min(item.month), 'YYYY-MM') as month,
        min(case when party.kind = 'city_agency' then 'city_union' else 'county_union:' || party.code end) as payer
      from allocation as part
      join open_item as item on item.city_id = part.city_id and item.id = part.item_id
      join organisation as party on party.city_id = item.city_id and party.id = item.organisation_id
      where part.city_id = line.city_id and part.line_id = line.id and part.reversed_at is null) as booked on true
    where line.city_id = ${ctx.actor.cityId} order by line.bank_account_id, line.place`.execute(ctx.db);
  return rows.map((row) => ({
    no: row.no,
    date: row.date,
    direction: row.direction,
    cents: row.cents,
    kind: row.kind ?? undefined,
    units: row.units ?? [],
    payer: row.payer ?? undefined,
    month: row.month ?? undefined,
    by: row.by ?? undefined,
  }));
}
