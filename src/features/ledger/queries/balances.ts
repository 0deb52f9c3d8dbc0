import { sql } from "kysely";
import type { z } from "zod";
import { addMonthsTo, firstOf, type PlainMonth } from "#core/dates.ts";
import { type Cents, formatYuan, sum } from "#core/money.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { TrialBalance } from "../contract.ts";
import { accountCodes, growsByDebit, isBalanced, natureOf } from "../rules/index.ts";
import { nameOfAccount } from "../text.ts";
import { monthsOf } from "./months.ts";

export type AccountMonth = {
  readonly code: string;
  readonly opening: Cents;
  readonly debit: Cents;
  readonly credit: Cents;
  readonly closing: Cents;
};

/** Opening, movements and closing of every account that ever moved: of one month, or of all time. From daily totals. */
export async function accountMonths(ctx: ReadCtx, month: PlainMonth | undefined): Promise<AccountMonth[]> {
  const from = month ? firstOf(month) : "0001-01-01";
  const until = month ? firstOf(addMonthsTo(month, 1)) : "9999-01-01";
  const { rows } = await sql<{ account: string; before: bigint; debit: bigint; credit: bigint }>`
    select account,
      coalesce(sum(debit_cents - credit_cents) filter (where day < ${from}), 0)::bigint as before,
      coalesce(sum(debit_cents) filter (where day >= ${from}), 0)::bigint as debit,
      coalesce(sum(credit_cents) filter (where day >= ${from}), 0)::bigint as credit
    from ledger_day where city_id = ${ctx.actor.cityId} and day < ${until} group by account`.execute(ctx.db);
  // Banks first, in the order in which they were added.
  const place = (code: string) =>
    natureOf(code) === "bank" ? code.length - 40 : (accountCodes as string[]).indexOf(code);
  return rows
    .map((row) => {
      const grows = growsByDebit(natureOf(row.account) ?? "fund");
      const opening = (grows ? row.before : -row.before) as Cents;
      const moved = row.debit - row.credit;
      return {
        code: row.account,
        opening,
        debit: row.debit as Cents,
        credit: row.credit as Cents,
        closing: (opening + (grows ? moved : -moved)) as Cents,
      };
    })
    .sort((a, b) => place(a.code) - place(b.code) || (a.code < b.code ? -1 : 1));
}

/** The balances as they stand now, by account: what `city load` and the tests compare. */
export async function ledgerBalances(
  ctx: ReadCtx,
): Promise<{ readonly balanced: boolean; readonly accounts: Readonly<Record<string, Cents>> }> {
  const { rows } = await sql<{
    code: string;
    balance_cents: Cents;
  }>`select code, balance_cents from ledger_account
    where city_id = ${ctx.actor.cityId} order by code`.execute(ctx.db);
  const accounts = new Map(rows.map((row) => [row.code, row.balance_cents]));
  return { balanced: isBalanced(accounts), accounts: Object.fromEntries(accounts) };
}

/** 科目余额表: of a month; the newest where none is named. */
export async function trialBalance(
  ctx: ReadCtx,
  wanted: PlainMonth | undefined,
): Promise<z.input<typeof TrialBalance>> {
  const months = await monthsOf(ctx);
  const shown = wanted ?? months[0]?.month;
  const rows = shown ? await accountMonths(ctx, shown) : [];
  const total = (side: "debit" | "credit") => formatYuan(sum(rows.map((row) => row[side])));
  return {
    month: shown ?? null,
    months: months.map((each) => each.month),
    isClosed: months.find((each) => each.month === shown)?.isClosed ?? false,
    isBalanced: isBalanced(new Map(rows.map((row) => [row.code, row.closing]))),
    rows: rows.map((row) => ({
      code: row.code,
      name: nameOfAccount(row.code),
      nature: natureOf(row.code) ?? "fund",
      opening: formatYuan(row.opening),
      debit: formatYuan(row.debit),
      credit: formatYuan(row.credit),
      closing: formatYuan(row.closing),
    })),
    debit: total("debit"),
    credit: total("credit"),
    allowed: allows(ctx.actor, "ledger.reverse") ? ["reverse"] : [],
  };
}
