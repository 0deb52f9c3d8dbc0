import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { type Cents, showYuan } from "#core/money.ts";
import type { ReadCtx } from "#platform/context.ts";
import { type Balances, isBalanced, negatives } from "../rules/index.ts";
import { nameOfAccount } from "../text.ts";
import { ledgerBalances } from "./balances.ts";
import { voucherNumber } from "./months.ts";

/** Something that must always hold of a city's books. `run` answers every breach in a sentence. */
export type LedgerCheck = {
  readonly code: string;
  readonly title: string;
  readonly run: (ctx: ReadCtx) => Promise<readonly string[]>;
};

const checks: LedgerCheck[] = [
  {
    code: "books_balance",
    title: "银行存款等于各项资金之和",
    run: async (ctx) => ((await ledgerBalances(ctx)).balanced ? [] : ["银行存款和各项资金之和不相等。"]),
  },
  { code: "balances_follow", title: "余额、日合计和分录一致", run: balancesThatDoNotFollow },
  { code: "funds_not_negative", title: "各项资金任何一天都不为负", run: negativeDays },
  { code: "vouchers_without_gap", title: "凭证号连续", run: gapsInNumbers },
  { code: "reversals_mirror", title: "冲回凭证与原凭证金额相同、方向相反", run: crookedReversals },
];

/** Later features add what must hold of their part (every bank line explained, what was remitted). */
export function addLedgerCheck(check: LedgerCheck): void {
  if (!checks.some((known) => known.code === check.code)) checks.push(check);
}

export type Verified = {
  readonly isSound: boolean;
  readonly checks: readonly (Omit<LedgerCheck, "run"> & {
    readonly isSound: boolean;
    readonly findings: readonly string[];
  })[];
};

/** Works all of it out again from the postings. */
export async function verifyLedger(ctx: ReadCtx): Promise<Verified> {
  const results = [];
  for (const { code, title, run } of checks) {
    const findings = await run(ctx);
    results.push({ code, title, findings, isSound: findings.length === 0 });
  }
  return { isSound: results.every((result) => result.isSound), checks: results };
}

async function balancesThatDoNotFollow(ctx: ReadCtx): Promise<string[]> {
  const city = ctx.actor.cityId;
  const { rows } = await sql<{ code: string }>`
    with sides as (
      select to_account as code, effective_on, amount_cents as debit, 0::bigint as credit from ledger_posting where city_id = ${city}
      union all select from_account, effective_on, 0, amount_cents from ledger_posting where city_id = ${city}
    ), worked as (
      select code, effective_on as day, sum(debit) as debit, sum(credit) as credit from sides group by code, effective_on
    ), days as (
      select coalesce(w.code, d.account) as code from worked as w
      full join (select * from ledger_day where city_id = ${city}) as d on d.account = w.code and d.day = w.day
      where w.debit is distinct from d.debit_cents or w.credit is distinct from d.credit_cents
    ), sums as (
      select a.code from ledger_account as a
      left join (select code, sum(debit - credit) as grown from worked group by code) as w on w.code = a.code
      where a.city_id = ${city}
        and a.balance_cents <> coalesce(w.grown, 0) * case when a.nature = 'bank' then 1 else -1 end
    )
    select code from days union select code from sums order by code`.execute(ctx.db);
  return rows.map((row) => `${nameOfAccount(row.code)}的余额或日合计与分录不符。`);
}

/** Adds up day by day: a fund may be covered today and have been overdrawn last week. */
async function negativeDays(ctx: ReadCtx): Promise<string[]> {
  const { rows } = await sql<{ account: string; day: PlainDate; grown: Cents }>`
    select account, day, debit_cents - credit_cents as grown from ledger_day
    where city_id = ${ctx.actor.cityId} order by day, account`.execute(ctx.db);
  const running = new Map<string, Cents>();
  const findings = new Map<string, string>();
  const days = Map.groupBy(rows, (row) => row.day);
  for (const [day, moves] of days) {
    for (const move of moves) {
      const grown = (
        move.account.startsWith("bank") && move.account !== "bank_fee" ? move.grown : -move.grown
      ) as Cents;
      running.set(move.account, ((running.get(move.account) ?? 0n) + grown) as Cents);
    }
    for (const code of negatives(running as Balances)) {
      const short = showYuan(running.get(code) ?? (0n as Cents));
      if (!findings.has(code)) findings.set(code, `${nameOfAccount(code)}在${day}为${short}元。`);
    }
  }
  if (!isBalanced(running)) findings.set("", "逐日累计后，银行存款和各项资金之和不相等。");
  return [...findings.values()];
}

async function gapsInNumbers(ctx: ReadCtx): Promise<string[]> {
  const { rows } = await sql<{ month: PlainDate; last: number; n: bigint; most: number | null }>`
    select m.month, m.last_number as last, count(e.id) as n, max(e.number) as most from ledger_month as m
    left join ledger_entry as e on e.city_id = m.city_id and e.month = m.month
    where m.city_id = ${ctx.actor.cityId} group by m.city_id, m.id order by m.month`.execute(ctx.db);
  return rows
    .filter((row) => Number(row.n) !== row.last || (row.most ?? 0) !== row.last)
    .map((row) => `${row.month.slice(0, 7)}应有${row.last}张凭证，实有${row.n}张。`);
}

async function crookedReversals(ctx: ReadCtx): Promise<string[]> {
  const { rows } = await sql<{ month: PlainDate; number: number }>`
    with moved as (
      select entry_id, from_account, to_account, sum(amount_cents) as cents from ledger_posting
      where city_id = ${ctx.actor.cityId} group by entry_id, from_account, to_account
    )
    select r.month, r.number from ledger_entry as r
    where r.city_id = ${ctx.actor.cityId} and r.reverses_id is not null and exists (
      select from (select * from moved where entry_id = r.id) as b
      full join (select * from moved where entry_id = r.reverses_id) as a
        on a.from_account = b.to_account and a.to_account = b.from_account
      where a.cents is distinct from b.cents)`.execute(ctx.db);
  return rows.map((row) => `凭证${voucherNumber(row.month, row.number)}与它冲回的凭证不对应。`);
}
