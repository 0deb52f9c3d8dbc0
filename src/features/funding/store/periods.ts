import { sql } from "kysely";
import { firstOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { assert } from "#core/refusal.ts";
import type { AuditFacts, ReadCtx, WriteCtx } from "#platform/context.ts";
import type { PeriodState } from "../rules/period.ts";
import type { SubsidySum } from "./bills.ts";
import { oweStep } from "./duties.ts";

export type Period = {
  readonly month: PlainMonth;
  readonly state: PeriodState;
  readonly baseClosedOn: PlainDate | undefined;
  readonly fundedOn: PlainDate | undefined;
  readonly remittedOn: PlainDate | undefined;
  readonly confirmedOn: PlainDate | undefined;
  readonly closedOn: PlainDate | undefined;
};

type PeriodRow = {
  readonly month: string;
  readonly state: PeriodState;
  readonly base_closed_on: string | null;
  readonly funded_on: string | null;
  readonly remitted_on: string | null;
  readonly confirmed_on: string | null;
  readonly closed_on: string | null;
};

const day = (text: string | null) => (text ?? undefined) as PlainDate | undefined;
const columns = sql`to_char(month, 'YYYY-MM') as month, state, base_closed_on, funded_on, remitted_on, confirmed_on, closed_on`;

const periodOf = (row: PeriodRow): Period => ({
  month: row.month as PlainMonth,
  state: row.state,
  baseClosedOn: day(row.base_closed_on),
  fundedOn: day(row.funded_on),
  remittedOn: day(row.remitted_on),
  confirmedOn: day(row.confirmed_on),
  closedOn: day(row.closed_on),
});

/** Opens the months that have none yet. */
export async function openPeriods(ctx: WriteCtx, months: readonly PlainMonth[]): Promise<void> {
  await sql`insert into funding_period (city_id, id, month, state)
    select ${ctx.actor.cityId}::int, *, 'open' from unnest(${months.map(() => newId())}::uuid[], ${months.map(firstOf)}::date[])
    on conflict on constraint funding_period_once do nothing`.execute(ctx.db);
}

export async function lockPeriod(ctx: WriteCtx, month: PlainMonth): Promise<Period> {
  await openPeriods(ctx, [month]);
  const { rows } = await sql<PeriodRow>`select ${columns} from funding_period
    where city_id = ${ctx.actor.cityId} and month = ${firstOf(month)}::date for update`.execute(ctx.db);
  const [row] = rows;
  assert(row, "an opened month is there");
  return periodOf(row);
}

/** The month as it stands; one nobody has touched is open. */
export async function period(ctx: ReadCtx, month: PlainMonth): Promise<Period> {
  const { rows } = await sql<PeriodRow>`select ${columns} from funding_period
    where city_id = ${ctx.actor.cityId} and month = ${firstOf(month)}::date`.execute(ctx.db);
  const [row] = rows;
  const untouched = {
    base_closed_on: null,
    funded_on: null,
    remitted_on: null,
    confirmed_on: null,
    closed_on: null,
  };
  return periodOf(row ?? { month, state: "open", ...untouched });
}

export async function periods(ctx: ReadCtx): Promise<Period[]> {
  const { rows } = await sql<PeriodRow>`select ${columns} from funding_period
    where city_id = ${ctx.actor.cityId} order by month desc`.execute(ctx.db);
  return rows.map(periodOf);
}

/** The first month from `from` on whose base has not been closed; earlier months with an open base come first. */
export async function openMonthsBefore(ctx: ReadCtx, month: PlainMonth): Promise<PlainMonth[]> {
  const { rows } = await sql<{ month: string }>`select to_char(month, 'YYYY-MM') as month from funding_period
    where city_id = ${ctx.actor.cityId} and state = 'open' and month < ${firstOf(month)}::date order by month`.execute(
    ctx.db,
  );
  return rows.map((row) => row.month as PlainMonth);
}

type DayColumn = "base_closed_on" | "funded_on" | "remitted_on" | "confirmed_on" | "closed_on";
const dayOfState: Record<Exclude<PeriodState, "open">, DayColumn> = {
  base_closed: "base_closed_on",
  funded: "funded_on",
  remitted: "remitted_on",
  confirmed: "confirmed_on",
  closed: "closed_on",
};

/** Moves the month on, or back: the days of the states after it are forgotten. */
export async function savePeriodState(
  ctx: WriteCtx,
  month: PlainMonth,
  state: PeriodState,
  on: PlainDate = ctx.today,
): Promise<void> {
  const order = Object.keys(dayOfState) as (keyof typeof dayOfState)[];
  const reached = order.indexOf(state as keyof typeof dayOfState);
  const changes = order.flatMap((each, at) => {
    const column = sql.ref(dayOfState[each]);
    if (at === reached) return [sql`${column} = coalesce(${column}, ${on}::date)`];
    return at > reached ? [sql`${column} = null`] : [];
  });
  const { rows } = await sql<{ id: string }>`update funding_period set state = ${state}, ${sql.join(changes)}
    where city_id = ${ctx.actor.cityId} and month = ${firstOf(month)}::date returning id`.execute(ctx.db);
  for (const { id } of rows) await oweStep(ctx, id, month, state);
}

/** The voucher of a month's base closing, which a reopening reverses. */
export async function saveBaseEntry(ctx: WriteCtx, month: PlainMonth, entryId: string | null): Promise<void> {
  await sql`update funding_period set base_entry_id = ${entryId}
    where city_id = ${ctx.actor.cityId} and month = ${firstOf(month)}::date`.execute(ctx.db);
}

export async function baseEntry(ctx: ReadCtx, month: PlainMonth): Promise<string | undefined> {
  const { rows } = await sql<{ base_entry_id: string | null }>`select base_entry_id from funding_period
    where city_id = ${ctx.actor.cityId} and month = ${firstOf(month)}::date`.execute(ctx.db);
  return rows[0]?.base_entry_id ?? undefined;
}

/** Writes down who did what to the month, for its page, and for the audit. */
export async function recordEvent(
  ctx: WriteCtx,
  month: PlainMonth,
  event: string,
  facts: AuditFacts = {},
): Promise<void> {
  await sql`insert into period_event (city_id, id, month, event, actor_id, actor_name, at, facts)
    values (${ctx.actor.cityId}, ${newId()}, ${firstOf(month)}::date, ${event}, ${ctx.actor.id}, ${ctx.actor.name},
      ${ctx.now}, ${JSON.stringify(facts)})`.execute(ctx.db);
  await ctx.record(`funding.${event}`, { month, ...facts });
}

export type PeriodEvent = {
  readonly event: string;
  readonly actor: string;
  readonly at: Date;
  readonly facts: Readonly<Record<string, unknown>>;
};

export async function periodEvents(ctx: ReadCtx, month: PlainMonth): Promise<PeriodEvent[]> {
  const { rows } = await sql<{ event: string; actor_name: string; at: Date; facts: PeriodEvent["facts"] }>`
    select event, case when actor_id = 'system:banking' then '系统' else actor_name end as actor_name, at, facts
    from period_event
    where city_id = ${ctx.actor.cityId} and month = ${firstOf(month)}::date order by at desc, id desc limit 100`.execute(
    ctx.db,
  );
  return rows.map(({ actor_name, ...row }) => ({ ...row, actor: actor_name }));
}

/** A union's subsidy of one month, announced when the base closed. Its id is also the open item's at the bank. */
export type SubsidyDue = SubsidySum & { readonly id: string; readonly month: PlainMonth };

export async function insertSubsidies(
  ctx: WriteCtx,
  month: PlainMonth,
  sums: readonly SubsidySum[],
): Promise<SubsidyDue[]> {
  const dues = sums.map((each) => ({ ...each, id: newId(), month }));
  await sql`insert into subsidy_due (city_id, id, month, organisation_id, payer, mode, heads, units, cents, announced_on)
    select ${ctx.actor.cityId}::int, id, ${firstOf(month)}::date, organisation_id, payer, mode, heads, units, cents,
      ${ctx.today}::date
    from unnest(${dues.map((due) => due.id)}::uuid[], ${dues.map((due) => due.organisationId)}::uuid[],
      ${dues.map((due) => due.payer)}::text[], ${dues.map((due) => due.mode)}::text[],
      ${dues.map((due) => due.heads)}::int[], ${dues.map((due) => due.units)}::int[],
      ${dues.map((due) => due.cents)}::bigint[]) as due(id, organisation_id, payer, mode, heads, units, cents)`.execute(
    ctx.db,
  );
  return dues;
}

export async function subsidiesDue(ctx: ReadCtx, month: PlainMonth): Promise<SubsidyDue[]> {
  const { rows } = await sql<{
    id: string;
    payer: string;
    organisation_id: string;
    mode: SubsidyDue["mode"];
    heads: number;
    units: number;
    cents: Cents;
  }>`select id, payer, organisation_id, mode, heads, units, cents from subsidy_due
    where city_id = ${ctx.actor.cityId} and month = ${firstOf(month)}::date order by payer, mode`.execute(
    ctx.db,
  );
  return rows.map(({ organisation_id, ...row }) => ({ ...row, organisationId: organisation_id, month }));
}

export async function deleteSubsidies(ctx: WriteCtx, month: PlainMonth): Promise<void> {
  await sql`delete from subsidy_due where city_id = ${ctx.actor.cityId} and month = ${firstOf(month)}::date`.execute(
    ctx.db,
  );
}
