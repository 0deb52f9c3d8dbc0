import { sql } from "kysely";
import { firstOf, monthOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { assert, Refusal } from "#core/refusal.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { accountCodes, changes, type Entry, natureOf, type Posting } from "./rules/index.ts";

/** Adds the accounts of the chart that the city does not have yet, and takes the lock under which balances change. */
export async function lockAccounts(ctx: WriteCtx, codes: readonly string[]): Promise<void> {
  const wanted = [...new Set([...accountCodes, ...codes])].sort();
  await sql`insert into ledger_account (city_id, id, code, nature)
    select ${ctx.actor.cityId}, id, code, nature
    from unnest(${wanted.map(newId)}::uuid[], ${wanted}::text[], ${wanted.map(natureOf)}::text[]) as given (id, code, nature)
    where not exists (select from ledger_account where city_id = ${ctx.actor.cityId} and ledger_account.code = given.code)
    on conflict (city_id, code) do nothing`.execute(ctx.db);
  await sql`select from ledger_account where city_id = ${ctx.actor.cityId} and code = any(${[...codes]}::text[])
    order by code for update`.execute(ctx.db);
}

/** What an account holds, locked until this transaction ends: whoever posts to it waits. */
export async function lockBalance(ctx: WriteCtx, code: string): Promise<Cents> {
  await lockAccounts(ctx, [code]);
  const { rows } = await sql<{ cents: Cents }>`select balance_cents as cents from ledger_account
    where city_id = ${ctx.actor.cityId} and code = ${code}`.execute(ctx.db);
  return rows[0]?.cents ?? (0n as Cents);
}

export type NumberedEntry = Entry & { readonly id: string; readonly reversesId?: string | undefined };

/**
 * Writes entries with their voucher numbers, postings, balances and daily totals in one statement. Answers how many
 * were written: fewer than given where a month is closed.
 */
export async function insertEntries(ctx: WriteCtx, entries: readonly NumberedEntry[]): Promise<number> {
  const postings = entries.flatMap((entry) => entry.postings.map((posting) => ({ ...posting, entry })));
  const grown = [...changes(postings)];
  const { cityId, id: actorId, name } = ctx.actor;
  try {
    const { rows } = await sql<{ written: number; balanced: number }>`
      with given as (
        select * from unnest(
          ${entries.map((e) => e.id)}::uuid[], ${entries.map((e) => firstOf(monthOf(e.on)))}::date[],
          ${entries.map((e) => e.on)}::date[], ${entries.map((e) => e.source)}::text[],
          ${entries.map((e) => e.sourceId)}::uuid[], ${entries.map((e) => e.kind)}::text[],
          ${entries.map((e) => e.summary)}::text[], ${entries.map((e) => e.reversesId ?? null)}::uuid[]
        ) with ordinality as t (id, month, effective_on, source, source_id, kind, summary, reverses_id, place)
      ), counted as (
        insert into ledger_month (city_id, id, month, state, last_number)
        select ${cityId}, gen_random_uuid(), month, 'open', count(*)::int from given group by month
        on conflict (city_id, month) do update set last_number = ledger_month.last_number + excluded.last_number
          where ledger_month.state = 'open'
        returning month, last_number
      ), written as (
        insert into ledger_entry (city_id, id, month, number, effective_on, recorded_at, recorded_by, recorded_by_name,
          source, source_id, kind, summary, reverses_id)
        select ${cityId}, given.id, given.month,
          last_number - (count(*) over (partition by month))::int + (row_number() over (partition by month order by place))::int,
          effective_on, ${ctx.now}, ${actorId}, ${name}, source, source_id, kind, summary, reverses_id
        from given join counted using (month)
        returning id, effective_on, number
      ), moved as (
        insert into ledger_posting (city_id, id, entry_id, effective_on, number, place, from_account, to_account, amount_cents, organisation_id)
        select ${cityId}, p.id, p.entry_id, written.effective_on, written.number, p.place, from_account, to_account, amount, organisation_id
        from unnest(
          ${postings.map(newId)}::uuid[], ${postings.map((p) => p.entry.id)}::uuid[], ${postings.map((p) => p.from)}::text[],
          ${postings.map((p) => p.to)}::text[], ${postings.map((p) => String(p.amount))}::bigint[],
          ${postings.map((p) => p.organisationId ?? null)}::uuid[]
        ) with ordinality as p (id, entry_id, from_account, to_account, amount, organisation_id, place)
        join written on written.id = p.entry_id
        returning effective_on, from_account, to_account, amount_cents
      ), balanced as (
        update ledger_account set balance_cents = balance_cents + grown.cents
        from unnest(${grown.map(([code]) => code)}::text[], ${grown.map(([, cents]) => String(cents))}::bigint[]) as grown (code, cents)
        where city_id = ${cityId} and ledger_account.code = grown.code
        returning 1
      ), daily as (
        insert into ledger_day (city_id, id, account, day, debit_cents, credit_cents)
        select ${cityId}, gen_random_uuid(), account, effective_on, sum(debit)::bigint, sum(credit)::bigint from (
          select to_account as account, effective_on, amount_cents as debit, 0 as credit from moved
          union all select from_account, effective_on, 0, amount_cents from moved
        ) as sides group by account, effective_on
        on conflict (city_id, account, day) do update set
          debit_cents = ledger_day.debit_cents + excluded.debit_cents,
          credit_cents = ledger_day.credit_cents + excluded.credit_cents
        returning 1
      )
      select (select count(*)::int from written) as written, (select count(*)::int from balanced) as balanced,
        (select count(*) from daily) as days
    `.execute(ctx.db);
    assert(rows[0]?.balanced === grown.length, "every account that is posted to has its balance");
    return rows[0]?.written ?? 0;
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Business rules that the database states by name. */
function refusalOf(error: unknown): unknown {
  const { constraint } = error as { constraint?: string };
  if (constraint === "ledger_fund_never_negative") return new Refusal("conflict", "fund_never_negative");
  if (constraint === "ledger_entry_posted_once") return new Refusal("conflict", "entry_already_posted");
  if (constraint === "ledger_entry_reversed_once") return new Refusal("conflict", "entry_already_reversed");
  return error;
}

export type StoredEntry = {
  readonly id: string;
  readonly on: PlainDate;
  readonly source: string;
  readonly summary: string;
  readonly reversesId: string | null;
  readonly postings: readonly Posting[];
};

export async function findEntry(ctx: ReadCtx, entryId: string): Promise<StoredEntry | undefined> {
  const { rows } = await sql<{
    effective_on: PlainDate;
    source: string;
    summary: string;
    reverses_id: string | null;
    from_account: string;
    to_account: string;
    amount_cents: Cents;
    organisation_id: string | null;
  }>`select e.effective_on, e.source, e.summary, e.reverses_id, p.from_account, p.to_account, p.amount_cents, p.organisation_id
    from ledger_entry e join ledger_posting p on p.city_id = e.city_id and p.entry_id = e.id
    where e.city_id = ${ctx.actor.cityId} and e.id = ${entryId} order by p.place`.execute(ctx.db);
  const [first] = rows;
  if (!first) return undefined;
  return {
    id: entryId,
    on: first.effective_on,
    source: first.source,
    summary: first.summary,
    reversesId: first.reverses_id,
    postings: rows.map((row) => ({
      from: row.from_account,
      to: row.to_account,
      amount: row.amount_cents,
      organisationId: row.organisation_id ?? undefined,
    })),
  };
}

/** Which of these months are closed. */
export async function closedMonths(ctx: ReadCtx, months: readonly PlainMonth[]): Promise<PlainMonth[]> {
  const { rows } = await sql<{ month: PlainDate }>`select month from ledger_month
    where city_id = ${ctx.actor.cityId} and state = 'closed' and month = any(${months.map(firstOf)}::date[])
    order by month`.execute(ctx.db);
  return rows.map((row) => monthOf(row.month));
}

export async function setMonthState(
  ctx: WriteCtx,
  month: PlainMonth,
  state: "open" | "closed",
): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into ledger_month (city_id, id, month, state, last_number)
    values (${ctx.actor.cityId}, ${newId()}, ${firstOf(month)}, ${state}, 0)
    on conflict (city_id, month) do update set state = excluded.state where ledger_month.state <> excluded.state`.execute(
    ctx.db,
  );
  return numAffectedRows === 1n;
}

/** Under which code the union's accounting program knows an account; `undefined`: under none any more. */
export async function saveMapping(
  ctx: WriteCtx,
  account: string,
  external: { readonly code: string; readonly name: string } | undefined,
): Promise<void> {
  const { cityId } = ctx.actor;
  if (!external) {
    await sql`delete from ledger_mapping where city_id = ${cityId} and account = ${account}`.execute(ctx.db);
    return;
  }
  await sql`insert into ledger_mapping (city_id, id, account, external_code, external_name)
    values (${cityId}, ${newId()}, ${account}, ${external.code}, ${external.name})
    on conflict (city_id, account) do update set external_code = excluded.external_code,
      external_name = excluded.external_name`.execute(ctx.db);
}

/** The accounts of the chart, and the city's further bank accounts that have moved. */
export async function knownAccounts(ctx: ReadCtx): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`select code from ledger_account
    where city_id = ${ctx.actor.cityId} and nature = 'bank' and code <> 'bank' order by code`.execute(ctx.db);
  const [bank = "bank", ...others] = accountCodes;
  return [bank, ...rows.map((row) => row.code), ...others];
}
