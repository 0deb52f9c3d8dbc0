import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { maskAccount } from "#core/mask.ts";
import type { Cents } from "#core/money.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { StatementLine } from "../formats/index.ts";

export type BankAccount = {
  readonly id: string;
  readonly shown: string;
  readonly holder: string | null;
  readonly ledgerAccount: string;
};

/** Accounts as they are compared: digits and letters only. */
export const accountIndex = (account: string): Buffer | null => {
  const bare = account.replace(/[^0-9A-Za-z]/g, "");
  // A number that the bank itself masked is no number to compare.
  return bare === "" || account.includes("*") ? null : vault().blindIndex(bare);
};

const accountOf = (row: {
  id: string;
  number_shown: string;
  holder: string | null;
  ledger_account: string;
}): BankAccount => ({
  id: row.id,
  shown: row.number_shown,
  holder: row.holder,
  ledgerAccount: row.ledger_account,
});

export async function bankAccounts(ctx: ReadCtx): Promise<(BankAccount & { readonly index: Buffer })[]> {
  const { rows } = await sql<{
    id: string;
    number_shown: string;
    holder: string | null;
    ledger_account: string;
    number_index: Buffer;
  }>`select id, number_shown, holder, ledger_account, number_index from bank_account
    where city_id = ${ctx.actor.cityId} order by ledger_account`.execute(ctx.db);
  return rows.map((row) => ({ ...accountOf(row), index: row.number_index }));
}

/** Adds an account of the city; its money is a ledger account of its own. */
export async function insertBankAccount(
  ctx: WriteCtx,
  number: string,
  holder: string | undefined,
  ledgerAccount: string,
): Promise<BankAccount> {
  const id = newId();
  const shown = maskAccount(number);
  await sql`insert into bank_account (city_id, id, number_sealed, number_index, number_shown, holder, ledger_account)
    values (${ctx.actor.cityId}, ${id}, ${vault().seal(number)}, ${accountIndex(number)}, ${shown}, ${holder ?? null},
      ${ledgerAccount})`.execute(ctx.db);
  return { id, shown, holder: holder ?? null, ledgerAccount };
}

/** An account with its whole number, as a payment file names it. Whoever asks keeps a record of it. */
export async function bankAccountInFull(
  ctx: ReadCtx,
  id: string,
): Promise<{ readonly holder: string | null; readonly number: string } | undefined> {
  const { rows } = await sql<{ holder: string | null; number_sealed: Buffer }>`select holder, number_sealed
    from bank_account where city_id = ${ctx.actor.cityId} and id = ${id}`.execute(ctx.db);
  return rows[0] && { holder: rows[0].holder, number: vault().open(rows[0].number_sealed) };
}

/** Two imports of one account go one after the other. */
export async function lockBankAccount(ctx: WriteCtx, id: string): Promise<void> {
  await sql`select from bank_account where city_id = ${ctx.actor.cityId} and id = ${id} for update`.execute(
    ctx.db,
  );
}

export async function statementOfFile(
  ctx: ReadCtx,
  accountId: string,
  hash: string,
): Promise<{ id: string; lines: number } | undefined> {
  const { rows } = await sql<{ id: string; lines: number }>`select id, lines from bank_statement
    where city_id = ${ctx.actor.cityId} and bank_account_id = ${accountId} and file_hash = ${hash}`.execute(
    ctx.db,
  );
  return rows[0];
}

/** What makes a line the same line, whatever layout it was exported in: its day, direction, amount and balance. */
export const contentHash = (line: StatementLine): string =>
  createHash("sha256")
    .update([line.on, line.direction, line.amount, line.balance ?? ""].join("|"))
    .digest("base64url");

export async function knownLines(
  ctx: ReadCtx,
  accountId: string,
  serials: readonly string[],
): Promise<Map<string, { hash: string; place: number }>> {
  const { rows } = await sql<{ serial: string; content_hash: string; place: number }>`
    select serial, content_hash, place from bank_line where city_id = ${ctx.actor.cityId}
      and bank_account_id = ${accountId} and serial = any(${[...serials]}::text[])`.execute(ctx.db);
  return new Map(rows.map((row) => [row.serial, { hash: row.content_hash, place: row.place }]));
}

export async function lastLine(
  ctx: ReadCtx,
  accountId: string,
): Promise<{ place: number; balance: Cents | null; on: PlainDate; serial: string } | undefined> {
  const { rows } = await sql<{
    place: number;
    balance_cents: Cents | null;
    booked_on: PlainDate;
    serial: string;
  }>`
    select place, balance_cents, booked_on, serial from bank_line
    where city_id = ${ctx.actor.cityId} and bank_account_id = ${accountId}
    order by place desc limit 1`.execute(ctx.db);
  const [row] = rows;
  return row && { place: row.place, balance: row.balance_cents, on: row.booked_on, serial: row.serial };
}

export type NewStatement = {
  readonly accountId: string;
  readonly fileName: string;
  readonly fileHash: string;
  readonly format: string;
  readonly lines: number;
  readonly newLines: number;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly opening: Cents | undefined;
  readonly closing: Cents | undefined;
};

export async function insertStatement(ctx: WriteCtx, statement: NewStatement): Promise<string> {
  const id = newId();
  await sql`insert into bank_statement (city_id, id, bank_account_id, file_name, file_hash, format, lines, new_lines, from_on,
      until_on, opening_cents, closing_cents, imported_by, imported_by_name, imported_at)
    values (${ctx.actor.cityId}, ${id}, ${statement.accountId}, ${statement.fileName}, ${statement.fileHash},
      ${statement.format}, ${statement.lines}, ${statement.newLines}, ${statement.from}, ${statement.until},
      ${statement.opening ?? null}, ${statement.closing ?? null}, ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.now})`.execute(
    ctx.db,
  );
  return id;
}

export async function insertLines(
  ctx: WriteCtx,
  accountId: string,
  statementId: string,
  firstPlace: number,
  lines: readonly StatementLine[],
): Promise<void> {
  await sql`insert into bank_line (city_id, bank_account_id, statement_id, id, place, serial, booked_on, booked_time, direction,
      amount_cents, balance_cents, name, account_sealed, account_index, account_shown, memo, content_hash)
    select ${ctx.actor.cityId}, ${accountId}, ${statementId}, * from unnest(
      ${lines.map(newId)}::uuid[], ${lines.map((_line, i) => firstPlace + i)}::int[], ${lines.map((l) => l.serial)}::text[],
      ${lines.map((l) => l.on)}::date[], ${lines.map((l) => l.time ?? null)}::text[], ${lines.map((l) => l.direction)}::text[],
      ${lines.map((l) => String(l.amount))}::bigint[],
      ${lines.map((l) => (l.balance === undefined ? null : String(l.balance)))}::bigint[], ${lines.map((l) => l.name)}::text[],
      ${lines.map((l) => (l.account === "" ? null : vault().seal(l.account)))}::bytea[],
      ${lines.map((l) => accountIndex(l.account))}::bytea[], ${lines.map((l) => maskAccount(l.account))}::text[],
      ${lines.map((l) => l.memo)}::text[], ${lines.map(contentHash)}::text[])`.execute(ctx.db);
}
