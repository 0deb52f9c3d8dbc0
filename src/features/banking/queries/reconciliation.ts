import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { addDays, addMonthsTo, firstOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { type Cents, formatYuan, minus, plus, sum, zero } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { ReconciliationSheet } from "../contract.ts";
import { type BankAccount, bankAccounts } from "../store/statements.ts";
import { accountList } from "./accounts.ts";
import { monthsWithLines } from "./lines.ts";

type Transit = {
  readonly on: PlainDate;
  readonly serial: string;
  readonly name: string;
  readonly memo: string;
  readonly amount: Cents;
};

/** What book and bank say at the end of a month, and what stands between them. */
export type Reconciled = {
  readonly account: BankAccount;
  readonly book: Cents;
  readonly statement: Cents;
  readonly bankCredits: readonly Transit[];
  readonly bankDebits: readonly Transit[];
  readonly bookDebits: readonly Transit[];
  readonly bookCredits: readonly Transit[];
  readonly adjustedBook: Cents;
  readonly adjustedStatement: Cents;
};

/**
 * 余额调节表 of one bank account, the first where none is named. Refuses `nothing_to_reconcile` where no line stands up
 * to the end of that month.
 */
export async function reconcile(ctx: ReadCtx, month: PlainMonth, accountId?: string): Promise<Reconciled> {
  const end = addDays(firstOf(addMonthsTo(month, 1)), -1);
  const account = (await bankAccounts(ctx)).find((each) => !accountId || each.id === accountId);
  const statement = account && (await bankBalance(ctx, account.id, end));
  if (!account || statement === undefined) throw new Refusal("not_found", "nothing_to_reconcile");
  const book = await bookBalance(ctx, account.ledgerAccount, end);
  const lines = await linesNotInBooks(ctx, account.id, end);
  const entries = await entriesNotAtBank(ctx, account.ledgerAccount, end);
  const bankCredits = lines.filter((line) => line.direction === "credit");
  const bankDebits = lines.filter((line) => line.direction === "debit");
  const bookDebits = entries.filter((entry) => entry.isDebit);
  const bookCredits = entries.filter((entry) => !entry.isDebit);
  const total = (all: readonly Transit[]) => sum(all.map((each) => each.amount));
  return {
    account,
    book,
    statement,
    bankCredits,
    bankDebits,
    bookDebits,
    bookCredits,
    adjustedBook: minus(plus(book, total(bankCredits)), total(bankDebits)),
    adjustedStatement: minus(plus(statement, total(bookDebits)), total(bookCredits)),
  };
}

/** The balance after the last line up to a day; worked out from the first where the bank gives none. */
async function bankBalance(ctx: ReadCtx, accountId: string, end: PlainDate): Promise<Cents | undefined> {
  const { rows } = await sql<{ balance_cents: Cents | null; moved: bigint }>`select line.balance_cents,
      (select coalesce(sum(case direction when 'credit' then amount_cents else -amount_cents end), 0)::bigint from bank_line
        where city_id = line.city_id and bank_account_id = line.bank_account_id and place <= line.place) as moved
    from bank_line as line where line.city_id = ${ctx.actor.cityId} and line.bank_account_id = ${accountId}
      and line.booked_on <= ${end} order by line.place desc limit 1`.execute(ctx.db);
  const [row] = rows;
  return row && (row.balance_cents ?? (row.moved as Cents));
}

async function bookBalance(ctx: ReadCtx, account: string, end: PlainDate): Promise<Cents> {
  const { rows } = await sql<{
    cents: Cents;
  }>`select coalesce(sum(debit_cents - credit_cents), 0)::bigint as cents
    from ledger_day where city_id = ${ctx.actor.cityId} and account = ${account} and day <= ${end}`.execute(
    ctx.db,
  );
  return rows[0]?.cents ?? zero;
}

/** At the bank and not in the books by that day. */
async function linesNotInBooks(ctx: ReadCtx, accountId: string, end: PlainDate) {
  const { rows } = await sql<
    Transit & { direction: "credit" | "debit" }
  >`select line.booked_on as on, line.serial, line.name, line.memo,
      line.amount_cents as amount, line.direction
    from bank_line as line where line.city_id = ${ctx.actor.cityId} and line.bank_account_id = ${accountId}
      and line.booked_on <= ${end} and not exists (
        select from ledger_entry as entry where entry.city_id = line.city_id and entry.source = 'bank_line'
          and entry.source_id = line.id and entry.kind = 'arrival' and entry.effective_on <= ${end})
    order by line.place`.execute(ctx.db);
  return rows;
}

/** In the books of this bank account by that day, and on no line of it. */
async function entriesNotAtBank(ctx: ReadCtx, account: string, end: PlainDate) {
  const side = (column: RawBuilder<unknown>, isDebit: boolean) => sql`
    select entry.effective_on as on, entry.id::text as serial, '' as name, entry.summary as memo, posting.amount_cents as amount,
      ${isDebit}::boolean as "isDebit"
    from ledger_posting as posting
    join ledger_entry as entry on entry.city_id = posting.city_id and entry.id = posting.entry_id
    where posting.city_id = ${ctx.actor.cityId} and ${column} = ${account} and posting.effective_on <= ${end}
      and entry.source not in ('bank_line', 'bank_account')`;
  const { rows } = await sql<Transit & { isDebit: boolean }>`${side(sql`posting.to_account`, true)}
    union all ${side(sql`posting.from_account`, false)} order by 1, 2`.execute(ctx.db);
  return rows;
}

type Signed = {
  book_cents: Cents;
  statement_cents: Cents;
  prepared_by: string;
  prepared_by_name: string;
  prepared_at: Date;
  checked_by_name: string | null;
  checked_at: Date | null;
};

export async function signaturesOf(
  ctx: ReadCtx,
  accountId: string,
  month: PlainMonth,
): Promise<Signed | undefined> {
  const { rows } =
    await sql<Signed>`select book_cents, statement_cents, prepared_by, prepared_by_name, prepared_at,
      checked_by_name, checked_at from reconciliation
    where city_id = ${ctx.actor.cityId} and bank_account_id = ${accountId} and month = ${firstOf(month)}`.execute(
      ctx.db,
    );
  return rows[0];
}

export async function reconciliationSheet(
  ctx: ReadCtx,
  month: PlainMonth,
  accountId?: string,
): Promise<z.input<typeof ReconciliationSheet>> {
  const found = await reconcile(ctx, month, accountId);
  const signed = await signaturesOf(ctx, found.account.id, month);
  const end = addDays(firstOf(addMonthsTo(month, 1)), -1);
  const suspense = minus(zero, await bookBalance(ctx, "suspense", end));
  const present = (all: readonly Transit[]) =>
    all.map(({ on, serial, name, memo, amount }) => ({ on, serial, name, memo, amount: formatYuan(amount) }));
  const isEqual = found.adjustedBook === found.adjustedStatement;
  const isChecked = signed?.checked_at != null;
  return {
    month,
    until: end,
    months: await monthsWithLines(ctx),
    accounts: await accountList(ctx),
    account: { id: found.account.id, shown: found.account.shown, holder: found.account.holder },
    book: formatYuan(found.book),
    statement: formatYuan(found.statement),
    bankCredits: present(found.bankCredits),
    bankDebits: present(found.bankDebits),
    bookDebits: present(found.bookDebits),
    bookCredits: present(found.bookCredits),
    adjustedBook: formatYuan(found.adjustedBook),
    adjustedStatement: formatYuan(found.adjustedStatement),
    isEqual,
    unexplained: formatYuan(suspense),
    prepared: signed ? { by: signed.prepared_by_name, at: signed.prepared_at.toISOString() } : null,
    checked: isChecked
      ? { by: signed.checked_by_name ?? "", at: signed.checked_at?.toISOString() ?? "" }
      : null,
    allowed: [
      ...(isEqual && !isChecked && allows(ctx.actor, "banking.decide") ? ["prepare"] : []),
      ...(signed && !isChecked && signed.prepared_by !== ctx.actor.id && allows(ctx.actor, "funding.close")
        ? ["check"]
        : []),
    ],
  };
}
