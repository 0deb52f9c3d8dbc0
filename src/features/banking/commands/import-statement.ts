import { type Cents, minus, plus, showYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { post } from "#features/ledger/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { chronological, type Reading, type Statement, type StatementLine } from "../formats/index.ts";
import {
  accountIndex,
  type BankAccount,
  bankAccounts,
  contentHash,
  insertBankAccount,
  insertLines,
  insertStatement,
  knownLines,
  lastLine,
  lockBankAccount,
  statementOfFile,
} from "../store/statements.ts";
import { nextLedgerAccount } from "./open-account.ts";

export type StatementFile = { readonly name: string; readonly hash: string };
export type Imported = {
  readonly statementId: string;
  readonly lines: number;
  readonly newLines: number;
  /** The very same file was taken in before. */
  readonly isKnownFile: boolean;
};

export type ImportOptions = {
  /** The account whose statement it is, where the file may not say so. */
  readonly accountId?: string | undefined;
  /** A load of past years: an account that is not known yet is opened. */
  readonly openAccount?: boolean;
};

/**
 * Takes a statement in. Lines known by their serial are passed over, so that statements may overlap; nothing is stored
 * where anything is wrong. Refuses what `readStatement` found, `statement_gap` to the lines taken in before,
 * `statement_line_differs` (a known serial with another content), `statement_before_first`,
 * `statement_account_missing`, `statement_of_other_account` (unless `openAccount`), `not_found`.
 */
export async function importStatement(
  ctx: WriteCtx,
  file: StatementFile,
  reading: Reading,
  options: ImportOptions = {},
): Promise<Imported> {
  if (reading.outcome === "refused") throw refusalOf(reading.problems);
  const { statement, format } = reading;
  const account = await accountFor(ctx, statement, options);
  await lockBankAccount(ctx, account.id);
  const same = await statementOfFile(ctx, account.id, file.hash);
  if (same) return { statementId: same.id, lines: same.lines, newLines: 0, isKnownFile: true };

  const lines = chronological(statement);
  const fresh = await freshLines(ctx, account, lines);
  const before = await lastLine(ctx, account.id);
  const [first] = fresh;
  if (before && first) demandNoGap(before, first);
  const days = lines.map((line) => line.on).sort();
  const statementId = await insertStatement(ctx, {
    accountId: account.id,
    fileName: file.name,
    fileHash: file.hash,
    format,
    lines: lines.length,
    newLines: fresh.length,
    from: days[0] ?? ctx.today,
    until: days.at(-1) ?? ctx.today,
    opening: statement.opening,
    closing: statement.closing,
  });
  if (fresh.length > 0) await insertLines(ctx, account.id, statementId, (before?.place ?? 0) + 1, fresh);
  if (!before && first && statement.opening) await postOpening(ctx, account, statement.opening, first);
  await ctx.record("bank.statement_imported", {
    statementId,
    format,
    lines: lines.length,
    newLines: fresh.length,
  });
  return { statementId, lines: lines.length, newLines: fresh.length, isKnownFile: false };
}

/** The first problem names the refusal; all of them are told, each with its row. */
function refusalOf(problems: Extract<Reading, { outcome: "refused" }>["problems"]): Refusal {
  const [first] = problems;
  const rows = problems.map((each) => String(each.row));
  return new Refusal("invalid", first?.code ?? "statement_file_unreadable", {
    ...first?.facts,
    row: first?.row ?? 0,
    problems: problems.length,
    rows,
    codes: problems.map((each) => each.code),
  });
}

async function accountFor(
  ctx: WriteCtx,
  statement: Statement,
  { openAccount, accountId }: ImportOptions,
): Promise<BankAccount> {
  const known = await bankAccounts(ctx);
  if (accountId !== undefined) {
    const chosen = known.find((each) => each.id === accountId);
    if (!chosen) throw new Refusal("not_found", "not_found");
    const index = statement.account ? accountIndex(statement.account) : null;
    if (index && !chosen.index.equals(index)) throw new Refusal("conflict", "statement_of_other_account");
    return chosen;
  }
  if (!statement.account) {
    // Many files do not name the account; with one account there is no question.
    if (known.length === 1 && known[0]) return known[0];
    throw new Refusal("invalid", "statement_account_missing");
  }
  const index = accountIndex(statement.account);
  const found = known.find((each) => index && each.index.equals(index));
  if (found) return found;
  if (known.length > 0 && !openAccount) throw new Refusal("conflict", "statement_of_other_account");
  return insertBankAccount(ctx, statement.account, statement.holder, nextLedgerAccount(known.length));
}

/** The lines that are new. They must all come after the known ones: anything else would be a line slipped in. */
async function freshLines(
  ctx: WriteCtx,
  account: BankAccount,
  lines: readonly StatementLine[],
): Promise<readonly StatementLine[]> {
  const known = await knownLines(
    ctx,
    account.id,
    lines.map((line) => line.serial),
  );
  const differing = lines.find((line) => {
    const before = known.get(line.serial);
    return before !== undefined && before.hash !== contentHash(line);
  });
  if (differing) {
    throw new Refusal("conflict", "statement_line_differs", { row: differing.row, serial: differing.serial });
  }
  const start = lines.findIndex((line) => !known.has(line.serial));
  if (start < 0) return [];
  const late = lines.slice(start).find((line) => known.has(line.serial));
  if (late) throw new Refusal("conflict", "statement_before_first", { row: lines[start]?.row ?? 0 });
  return lines.slice(start);
}

/** The first new line must follow from the last one that we have. */
function demandNoGap(before: NonNullable<Awaited<ReturnType<typeof lastLine>>>, first: StatementLine): void {
  if (first.on < before.on) throw new Refusal("conflict", "statement_before_first", { row: first.row });
  if (before.balance === null || first.balance === undefined) return;
  const moved = first.direction === "credit" ? first.amount : (-first.amount as Cents);
  const expected = plus(before.balance, moved);
  if (expected === first.balance) return;
  const difference = minus(first.balance, expected);
  throw new Refusal("invalid", "statement_gap", {
    row: first.row,
    expected: showYuan(expected),
    found: showYuan(first.balance),
    difference: showYuan((difference < 0n ? -difference : difference) as Cents),
    serial: first.serial,
    after: before.serial,
    afterOn: before.on,
  });
}

/** What the account held before our first line. */
async function postOpening(
  ctx: WriteCtx,
  account: BankAccount,
  opening: Cents,
  first: StatementLine,
): Promise<void> {
  const isPositive = opening > 0n;
  await post(ctx, {
    source: "bank_account",
    sourceId: account.id,
    kind: "opening",
    on: first.on,
    summary: "专用账户期初余额",
    postings: [
      {
        from: isPositive ? "opening_balance" : account.ledgerAccount,
        to: isPositive ? account.ledgerAccount : "opening_balance",
        amount: (isPositive ? opening : -opening) as Cents,
      },
    ],
  });
}
