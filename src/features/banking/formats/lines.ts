import { type Cents, zero } from "#core/money.ts";
import { accountOf, amountOf, flagOf, type Moment, momentOf, textOf, timeOf } from "./cells.ts";
import { gaps, isNewestFirst } from "./checks.ts";
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
  const body = file.rows.slice(columns.headerAt + 1);
  if (ownAccounts(body, columns).length > 1) return emptyDraft(problem(0, "statement_of_several_accounts"));
  const draft = readBody(body, columns, signed);
  const owner = ownerOf(file, columns);
  if (isOneSided(draft, columns))
    return emptyDraft(problem(draft.lines[0]?.row ?? 0, "statement_direction_unreadable"));
  if (!signRepeatsFlag(body, columns)) return { ...owner, ...draft };
  // 借 and −30.00: money out, or money out taken back? The balances tell.
  const repeated = readBody(body, columns, (direction, amount) => ({ direction, amount: absolute(amount) }));
  if (follows(repeated) && !follows(draft)) return { ...owner, ...repeated };
  if (columns.balance !== undefined) return { ...owner, ...draft };
  const unclear = draft.lines
    .filter((line, i) => line.direction !== repeated.lines[i]?.direction)
    .map((line) => problem(line.row, "statement_direction_contradicts"));
  return { ...owner, ...draft, problems: [...draft.problems, ...unclear] };
}

/** One amount, no mark, no minus, no balance: nothing tells money in from money out. */
const isOneSided = ({ lines }: Pick<Draft, "lines">, columns: Columns): boolean =>
  [columns.debit, columns.credit, columns.flag, columns.balance].every((column) => column === undefined) &&
  lines.length > 0 &&
  lines.every((line) => line.direction === "credit");

const absolute = (amount: Cents): Cents => (amount < 0n ? (-amount as Cents) : amount);

const follows = ({ lines }: Pick<Draft, "lines">): boolean =>
  gaps(isNewestFirst(lines) ? lines.toReversed() : lines).length === 0;

/** Whether every amount marked 借 is negative and every one marked 贷 is not: the sign says once more what the mark says. */
function signRepeatsFlag(body: readonly Row[], columns: Columns): boolean {
  if (columns.flag === undefined || columns.debit !== undefined || columns.credit !== undefined) return false;
  const marked = body.flatMap((row) => {
    const flag = flagOf(textOf(at(row, columns.flag)));
    const amount = amountOf(at(row, columns.amount));
    return flag && typeof amount === "bigint" ? [{ flag, isNegative: amount < 0n }] : [];
  });
  const debits = marked.filter(({ flag }) => flag === "debit");
  return debits.length > 0 && marked.every(({ flag, isNegative }) => isNegative === (flag === "debit"));
}

type Sign = (direction: Direction, amount: Cents) => Movement;

function readBody(
  body: readonly Row[],
  columns: Columns,
  sign: Sign,
): Pick<Draft, "lines" | "claims" | "problems"> {
  const lines: StatementLine[] = [];
  const claims: Claim[] = [];
  const problems: Problem[] = [];
  const serialOf = serialReader(body, columns);
  for (const row of body) {
    const moment = momentOf(at(row, columns.date));
    const claim = claimOf(row, columns, lines.length, moment !== undefined);
    if (claim) claims.push(claim);
    else if (isStill(row, columns)) continue;
    else if (moment || hasAmount(row, columns)) {
      const read = readLine(row, columns, moment, serialOf, sign);
      if ("line" in read) lines.push(read.line);
      else problems.push(...read.problems);
    }
    // A row with neither day nor amount is a remark of the bank (打印日期 …, a repeated header).
  }
  return { lines: namedApart(lines, problems), claims, problems };
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

/** A line that says 0.00 moved nothing: a change of the rate, the opening of the account. */
function isStill(row: Row, columns: Columns): boolean {
  const amounts = [columns.debit, columns.credit, columns.amount].map((column) => amountOf(at(row, column)));
  return amounts.includes(zero) && amounts.every((amount) => amount === undefined || amount === zero);
}

function readLine(
  row: Row,
  columns: Columns,
  moment: Moment | undefined,
  serialOf: (row: Row) => string,
  sign: Sign,
): Read {
  const problems: Problem[] = [];
  if (!moment) problems.push(problem(row.line, "statement_date_unreadable"));
  const movement = movementOf(row, columns, sign);
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
function movementOf(row: Row, columns: Columns, sign: Sign): Movement | string {
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
    return flag ? sign(flag, single) : "statement_direction_unreadable";
  }
  return signed("credit", single);
}

function signed(direction: Direction, amount: Cents): Movement {
  if (amount > 0n) return { direction, amount };
  return { direction: direction === "credit" ? "debit" : "credit", amount: -amount as Cents };
}

const claimWords: readonly (readonly [Claim["kind"], RegExp])[] = [
  ["page_totals", /小计|本页/],
  ["totals", /合计|总计|累计/],
  ["opening", /期初|上[期日月页年](余额|结余|结转)|承[前上]/],
  ["closing", /期末|本期余额|本期结余|过次页|结转下页/],
];

/** What a row of words alone says: 本月合计, 承前页, 期初余额. In the memo of a payer they stand among others. */
const claimAlone =
  /^(?:(?:本?[日月页期季年])?(?:合计|总计|小计|累计)|(?:期初|期末|上[期日月页年]|本期)(?:余额|结余)|承前页?|承上页|过次页|结转下页|上[月年]结转)$/;

/**
 * A total or balance row: it has a word for it and no day; or a day, and then one cell says nothing but that word, and
 * the row names nobody.
 */
function claimOf(row: Row, columns: Columns, after: number, hasDay: boolean): Claim | undefined {
  const cells = row.cells.map((cell) => textOf(cell).replace(/\s/g, ""));
  if (hasDay) {
    const named = [columns.name, columns.account].some((column) => textOf(at(row, column)) !== "");
    if (named || !cells.some((cell) => claimAlone.test(cell))) return undefined;
  }
  const words = hasDay ? cells.filter((cell) => claimAlone.test(cell)).join(" ") : cells.join(" ");
  const kind = claimWords.find(([, word]) => word.test(words))?.[0];
  if (!kind) return undefined;
  const read = (column: number | undefined) => {
    const amount = amountOf(at(row, column));
    return amount === "unreadable" ? undefined : amount;
  };
  // The year's sum is of lines that other files hold.
  const split = columns.debit !== undefined && columns.credit !== undefined && !/年(?:累计|合计)/.test(words);
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
  const dated = body.filter((row) => {
    const hasDay = momentOf(at(row, columns.date)) !== undefined;
    return hasDay && !claimOf(row, columns, 0, hasDay) && !isStill(row, columns);
  });
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
export function namedApart(lines: readonly StatementLine[], problems: Problem[]): StatementLine[] {
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

const ownAccounts = (body: readonly Row[], columns: Columns): string[] => [
  ...new Set(
    body.map((row) => accountOf(at(row, columns.ownAccount))).filter((account) => account.length >= 8),
  ),
];

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
  const [column] = ownAccounts(file.rows.slice(columns.headerAt + 1), columns);
  const account = /(?:账\s?号|账户|卡\s?号)[:\s]*([0-9][0-9 -]{6,}[0-9])/.exec(above)?.[1];
  const holder = /(?:户\s?名|账户名称|单位名称)[:\s]*([^\t\n,]+)/.exec(above)?.[1];
  return { account: account?.replace(/\D/g, "") ?? column, holder: holder?.trim() };
}
