import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { addMonthsTo, firstOf, monthOf, type PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan, minus, parseYuan, zero } from "#core/money.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { BankLineList, BankLineRow, LineQuery } from "../contract.ts";
import type { StoredLine } from "../store/lines.ts";
import { reasonText } from "../text.ts";
import { accountList } from "./accounts.ts";

/** The open states in the order of the queue; what is done comes after them, the newest first. */
const ranks = ["to_decide", "waiting", "new"] as const;
const rank = sql<number>`case line.state when 'to_decide' then 0 when 'waiting' then 1 else 2 end`;
const doneRank = 3;

type Row = {
  id: string;
  serial: string;
  booked_on: PlainDate;
  direction: "credit" | "debit";
  amount_cents: Cents;
  allocated_cents: Cents;
  name: string;
  memo: string;
  state: StoredLine["state"];
  kind: string | null;
  decided_how: "rule" | "person" | null;
  reason: string | null;
  waits_until: PlainDate | null;
  place: number;
  rank: number;
};

type Money = { readonly amount: Cents; readonly allocated: Cents; readonly state: string };

/** What is left to explain of a line that was booked in part; nothing once the rest was sent back. */
export const openRest = ({ amount, allocated, state }: Money): Cents =>
  allocated > zero && state !== "sent_back" ? minus(amount, allocated) : zero;

const present = (row: Row): z.input<typeof BankLineRow> => ({
  id: row.id,
  serial: row.serial,
  on: row.booked_on,
  direction: row.direction,
  amount: formatYuan(row.amount_cents),
  name: row.name,
  memo: row.memo,
  state: row.state,
  kind: row.kind,
  how: row.decided_how,
  reason: reasonText(row.reason),
  rest: formatYuan(openRest({ amount: row.amount_cents, allocated: row.allocated_cents, state: row.state })),
  waitsUntil: row.waits_until,
});

/** The workbench's queue: lines with what each is or waits for, those that need a person first. */
export async function lineList(
  ctx: ReadCtx,
  query: z.output<typeof LineQuery>,
): Promise<z.input<typeof BankLineList>> {
  const scope = scopeOf(ctx, query);
  const after = keyOf(query.after);
  const open =
    query.state === "matched" || after?.rank === doneRank ? [] : await openRows(ctx, scope, query, after);
  const wantsDone = (query.state === "all" || query.state === "matched") && open.length <= query.limit;
  const done = wantsDone
    ? await doneRows(ctx, scope, query, after?.rank === doneRank ? after : undefined)
    : [];
  const rows = [...open, ...done].slice(0, query.limit + 1);
  const counts = await countsOf(ctx, scope);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const accounts = await accountList(ctx);
  return {
    rows: page.map(present),
    total: counts[query.state],
    next: last && rows.length > query.limit ? `${last.rank}_${last.booked_on}_${last.place}` : null,
    counts,
    accounts,
    account: accounts.find((each) => each.id === query.accountId) ?? accounts[0] ?? null,
    months: await monthsWithLines(ctx),
    allowed: (["banking.import", "banking.decide"] as const)
      .filter((permission) => allows(ctx.actor, permission))
      .map((permission) => permission.slice("banking.".length)),
  };
}

type Key = { readonly rank: number; readonly on: string; readonly place: number };

function keyOf(after: string | undefined): Key | undefined {
  const match = /^([0-3])_(\d{4}-\d{2}-\d{2})_(\d+)$/.exec(after ?? "");
  return match ? { rank: Number(match[1]), on: match[2] ?? "", place: Number(match[3]) } : undefined;
}

const lineColumns = sql`line.id, line.serial, line.booked_on, line.direction, line.amount_cents, line.allocated_cents, line.name,
  line.memo, line.state, line.kind, line.decided_how, line.reason, line.waits_until, line.place`;

/** Few, whatever the history: an index holds only these. */
async function openRows(
  ctx: ReadCtx,
  scope: RawBuilder<unknown>,
  query: z.output<typeof LineQuery>,
  after: Key | undefined,
): Promise<Row[]> {
  const states = ranks.filter((state) => query.state === "all" || query.state === state);
  const later = after
    ? sql`and (${rank}, line.booked_on, line.place) > (${after.rank}, ${after.on}::date, ${after.place})`
    : sql``;
  const { rows } = await sql<Row>`select ${lineColumns}, ${rank} as rank from bank_line as line
    where ${scope} and line.state in ('new', 'waiting', 'to_decide') and line.state = any(${[...states]}::text[]) ${later}
    order by ${rank}, line.booked_on, line.place limit ${query.limit + 1}`.execute(ctx.db);
  return rows;
}

/** Walks the index of days backwards from where the page before ended. */
async function doneRows(
  ctx: ReadCtx,
  scope: RawBuilder<unknown>,
  query: z.output<typeof LineQuery>,
  after: Key | undefined,
): Promise<Row[]> {
  const earlier = after ? sql`and (line.booked_on, line.place) < (${after.on}::date, ${after.place})` : sql``;
  const { rows } = await sql<Row>`select ${lineColumns}, ${doneRank}::int as rank from bank_line as line
    where ${scope} and line.state in ('matched', 'left', 'sent_back') ${earlier}
    order by line.booked_on desc, line.place desc limit ${query.limit + 1}`.execute(ctx.db);
  return rows;
}

function scopeOf(ctx: ReadCtx, query: z.output<typeof LineQuery>): RawBuilder<unknown> {
  const parts = [sql`line.city_id = ${ctx.actor.cityId}`];
  if (query.statementId) parts.push(sql`line.statement_id = ${query.statementId}`);
  if (query.accountId) parts.push(sql`line.bank_account_id = ${query.accountId}`);
  if (query.month) {
    parts.push(
      sql`line.booked_on >= ${firstOf(query.month)} and line.booked_on < ${firstOf(addMonthsTo(query.month, 1))}`,
    );
  }
  if (query.q) {
    const part = `%${query.q.replace(/[\\%_]/g, "\\$&")}%`;
    const amount = parseYuan(query.q);
    const byAmount = amount === undefined ? sql`` : sql`or line.amount_cents = ${amount}`;
    parts.push(
      sql`(line.name ilike ${part} or line.memo ilike ${part} or line.serial = ${query.q} ${byAmount})`,
    );
  }
  return sql.join(parts, sql` and `);
}

async function countsOf(ctx: ReadCtx, scope: RawBuilder<unknown>) {
  const { rows } = await sql<{
    state: StoredLine["state"];
    n: bigint;
  }>`select state, count(*) as n from bank_line as line
    where ${scope} group by state`.execute(ctx.db);
  const n = (state: StoredLine["state"]) => Number(rows.find((row) => row.state === state)?.n ?? 0n);
  return {
    all: rows.reduce((total, row) => total + Number(row.n), 0),
    to_decide: n("to_decide"),
    waiting: n("waiting"),
    matched: n("matched") + n("left") + n("sent_back"),
    new: n("new"),
  };
}

/** Months that have lines, newest first. */
export async function monthsWithLines(ctx: ReadCtx): Promise<string[]> {
  const { rows } = await sql<{ month: PlainDate }>`with recursive months as (
      select (select date_trunc('month', max(booked_on)::timestamp)::date from bank_line where city_id = ${ctx.actor.cityId}) as month
      union all
      select (select date_trunc('month', max(booked_on)::timestamp)::date from bank_line
        where city_id = ${ctx.actor.cityId} and booked_on < months.month) from months where months.month is not null
    ) select month from months where month is not null`.execute(ctx.db);
  return rows.map((row) => monthOf(row.month));
}

/** How many lines wait for a person: the number in the navigation. */
export async function linesToDecide(ctx: ReadCtx): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from bank_line
    where city_id = ${ctx.actor.cityId} and state = 'to_decide'`.execute(ctx.db);
  return Number(rows[0]?.n ?? 0n);
}

/** Where the workbench goes on after a decision. */
export async function nextToDecide(ctx: ReadCtx): Promise<{ next: string | null; left: number }> {
  const { rows } = await sql<{ id: string }>`select id from bank_line
    where city_id = ${ctx.actor.cityId} and state = 'to_decide' order by booked_on, place limit 1`.execute(
    ctx.db,
  );
  return { next: rows[0]?.id ?? null, left: await linesToDecide(ctx) };
}
