import { type Cents, zero } from "#core/money.ts";
import { accountOf, amountOf, type Moment, momentOf, textOf, timeOf } from "./cells.ts";
import { type Columns, findColumns } from "./columns.ts";
import {
  type Cell,
  type Claim,
  type Direction,
  type Draft,
  type OpenFile,
  type Problem,
  problem,
  type StatementLine,
} from "./statement.ts";

type Row = OpenFile["rows"][number];
type Read = { readonly line: StatementLine } | { readonly problems: readonly Problem[] };

/** Reads any table by the names of its columns. All row errors are collected: nobody should send a file three times. */
export function readTable(file: OpenFile): Draft {
  const columns = findColumns(file);
  if (!columns) return emptyDraft(problem(0, "statement_header_missing"));
  const lines: StatementLine[] = [];
  const claims: Claim[] = [];
  const problems: Problem[] = [];
  const body = file.rows.slice(columns.headerAt + 1);
  const serialOf = serialReader(body, columns);
  for (const row of body) {
    const moment = momentOf(at(row, columns.date));
    const claim = moment ? undefined : claimOf(row, columns, lines.length);
    if (claim) claims.push(claim);
    else if (moment || hasAmount(row, columns)) {
      const read = readLine(row, columns, moment, serialOf);
      if ("line" in read) lines.push(read.line);
      else problems.push(...read.problems);
    }
    // A row with neither day nor amount is a remark of the bank (打印日期 …, a repeated header).
  }
  return { ...ownerOf(file, columns), lines: namedApart(lines, problems), claims, problems };
}

const emptyDraft = (why: Problem): Draft => ({
  account: undefined,
  holder: undefined,
  lines: [],
  claims: [],
  problems: [why],
});

const at = (row: Row, column: number | undefined): Cell =>
  column === undefined ? undefined : row.cells[column];

function hasAmount(row: Row, columns: Columns): boolean {
  return [columns.debit, columns.credit, columns.amount].some((column) => {
    const amount = amountOf(at(row, column));
    return amount !== undefined && amount !== "unreadable" && amount !== zero;
  });
}

function readLine(
  row: Row,
  columns: Columns,
  moment: Moment | undefined,
  serialOf: (row: Row) => string,
): Read {
  const problems: Problem[] = [];
  if (!moment) problems.push(problem(row.line, "statement_date_unreadable"));
  const movement = movementOf(row, columns);
  if (typeof movement === "string") problems.push(problem(row.line, movement));
  const balance = amountOf(at(row, columns.balance));
  if (balance === "unreadable") problems.push(problem(row.line, "statement_balance_unreadable"));
  if (!moment || typeof movement === "string" || balance === "unreadable") return { problems };
  const isCredit = movement.direction === "credit";
  const name = columns.name ?? (isCredit ? columns.payerName : columns.payeeName);
  const account = columns.account ?? (isCredit ? columns.payerAccount : columns.payeeAccount);
  return {
    line: {
      row: row.line,
      serial: serialOf(row),
      on: moment.on,
      time: timeOf(at(row, columns.time)) ?? moment.time,
      ...movement,
      name: textOf(at(row, name)),
      account: accountOf(at(row, account)),
      memo: columns.memo
        .map((column) => textOf(at(row, column)))
        .filter((text) => text !== "")
        .join(" "),
      balance,
    },
  };
}

type Movement = { readonly direction: Direction; readonly amount: Cents };

/** Which way and how much; or the code of what is wrong. A negative amount is money the other way (红字). */
function movementOf(row: Row, columns: Columns): Movement | string {
  const debit = amountOf(at(row, columns.debit));
  const credit = amountOf(at(row, columns.credit));
  const single = amountOf(at(row, columns.amount));
  if (debit === "unreadable" || credit === "unreadable") return "statement_amount_unreadable";
  const flag = flagOf(textOf(at(row, columns.flag)));
  if (columns.debit !== undefined && columns.credit !== undefined) {
    if (debit && credit) return "statement_amount_both";
    if (!debit && !credit) return "statement_amount_missing";
    const movement = signed(credit ? "credit" : "debit", (credit || debit) as Cents);
    const told = flag && signed(flag, (credit || debit) as Cents).direction;
    return told && told !== movement.direction ? "statement_direction_contradicts" : movement;
  }
  if (single === "unreadable") return "statement_amount_unreadable";
  if (!single) return "statement_amount_missing";
  if (columns.flag !== undefined) {
    return flag ? signed(flag, single) : "statement_direction_unreadable";
  }
  return signed("credit", single);
}

function signed(direction: Direction, amount: Cents): Movement {
  if (amount > 0n) return { direction, amount };
  return { direction: direction === "credit" ? "debit" : "credit", amount: -amount as Cents };
}

function flagOf(text: string): Direction | undefined {
  const flag = text.normalize("NFKC").toUpperCase();
  if (/^(贷|贷方|收|收入|进|来账|转入|存入|C|CR|CREDIT|\+)$/.test(flag)) return "credit";
  if (/^(借|借方|支|支出|付|出|往账|转出|支取|D|DR|DEBIT|-)$/.test(flag)) return "debit";
  return undefined;
}

/** A total or balance row: it has a word for it and no day. */
function claimOf(row: Row, columns: Columns, after: number): Claim | undefined {
  const words = row.cells
    .map(textOf)
    .join(" ")
    .replace(/(\S) (?=\S( |$))/g, "$1"); // 合 计
  const kind = /小计|本页/.test(words)
    ? "page_totals"
    : /合计|总计|累计/.test(words)
      ? "totals"
      : /期初|上期余额|上期结余|承前|上日余额|上页余额/.test(words)
        ? "opening"
        : /期末|本期余额|本期结余/.test(words)
          ? "closing"
          : undefined;
  if (!kind) return undefined;
  const read = (column: number | undefined) => {
    const amount = amountOf(at(row, column));
    return amount === "unreadable" ? undefined : amount;
  };
  const split = columns.debit !== undefined && columns.credit !== undefined;
  return {
    row: row.line,
    kind,
    after,
    debit: split ? read(columns.debit) : undefined,
    credit: split ? read(columns.credit) : undefined,
    balance: read(columns.balance),
  };
}

/** The bank's serial where one column holds it for every line, each once. Else the line's own content names it. */
function serialReader(body: readonly Row[], columns: Columns): (row: Row) => string {
  const dated = body.filter((row) => momentOf(at(row, columns.date)));
  const column = columns.serials.find((candidate) => {
    const seen = dated.map((row) => textOf(row.cells[candidate]));
    const lost = dated.some((row) => {
      const cell = row.cells[candidate];
      return typeof cell === "number" && !Number.isSafeInteger(cell);
    });
    return !lost && seen.every((serial) => serial !== "") && new Set(seen).size === seen.length;
  });
  return (row) => textOf(at(row, column));
}

/** Gives lines without a serial one made of day, direction, amount and balance. The very same line twice is an error. */
function namedApart(lines: readonly StatementLine[], problems: Problem[]): StatementLine[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    if (line.serial !== "") return line;
    const mark = line.direction === "credit" ? "C" : "D";
    const made = `${line.on.replaceAll("-", "")}${mark}${line.amount}B${line.balance ?? ""}`;
    const times = (seen.get(made) ?? 0) + 1;
    seen.set(made, times);
    if (times > 1 && line.balance !== undefined) problems.push(problem(line.row, "statement_line_repeated"));
    return { ...line, serial: times === 1 ? made : `${made}-${times}` };
  });
}

/** Our own account and its holder, from the rows above the header or from a column of its own. */
function ownerOf(
  file: OpenFile,
  columns: Columns,
): { account: string | undefined; holder: string | undefined } {
  const above = file.rows
    .slice(0, columns.headerAt)
    .map((row) =>
      row.cells
        .map(textOf)
        .filter((text) => text !== "")
        .join("\t"),
    )
    .join("\n")
    .normalize("NFKC")
    .replaceAll("帐", "账");
  const column = file.rows
    .slice(columns.headerAt + 1)
    .map((row) => accountOf(at(row, columns.ownAccount)))
    .find((account) => account.length >= 8);
  const account = /(?:账\s?号|账户|卡\s?号)[:\s]*([0-9][0-9 -]{6,}[0-9])/.exec(above)?.[1];
  const holder = /(?:户\s?名|账户名称|单位名称)[:\s]*([^\t\n,]+)/.exec(above)?.[1];
  return { account: account?.replace(/\D/g, "") ?? column, holder: holder?.trim() };
}
