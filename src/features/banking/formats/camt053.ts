import { type Cents, minus, plus, showYuan, sum } from "#core/money.ts";
import { amountOf, type Booked, directionOf, readEntry } from "./camt-entry.ts";
import { all, type Element, first, rootOf, textAt } from "./camt-tree.ts";
import { namedApart } from "./lines.ts";
import {
  type Direction,
  type Draft,
  type Problem,
  problem,
  type StatementFormat,
  type StatementLine,
} from "./statement.ts";

/** The sheet that an XML file is opened as. */
const xmlSheet = "XML";

/**
 * ISO 20022 camt.053 (BankToCustomerStatement), versions 02 to 08. Only booked entries count. A message tells no balance
 * beside each entry: it is worked out from the opening one, which with all entries must come to the closing one.
 */
export const camt053: StatementFormat = {
  code: "camt_053",
  label: "ISO 20022 对账单（camt.053）",
  recognises: (file) => file.name === xmlSheet,
  parse: (file) => {
    const root = rootOf(file);
    const kind = root && messageOf(root);
    if (!root || !kind) return refused(problem(0, "statement_file_unreadable", { kind: "xml" }));
    const body = first(root, "BkToCstmrStmt");
    const version = Number(/^camt\.053\.001\.(\d{2})$/.exec(kind)?.[1] ?? Number.NaN);
    if (!body || !(version >= 2 && version <= 8))
      return refused(problem(0, "statement_other_message", { message: kind.slice(0, 20) }));
    return readMessage(body);
  },
};

/** camt.053.001.02, from the namespace of the document. */
function messageOf(root: Element): string | undefined {
  if (root.name !== "Document") return undefined;
  const spaces = root.attributes.map((each) => each.slice(each.indexOf("=") + 1));
  const prefix = "urn:iso:std:iso:20022:tech:xsd:";
  return spaces.find((space) => space.startsWith(prefix))?.slice(prefix.length);
}

const refused = (...problems: readonly Problem[]): Draft => ({
  ...{ account: undefined, holder: undefined, lines: [], claims: [] },
  problems,
});

function readMessage(body: Element): Draft {
  const statements = all(body, "Stmt");
  const accounts = new Set(statements.map(accountOf));
  if (accounts.size > 1) return refused(problem(0, "statement_of_several_accounts"));
  let before: Cents | undefined;
  let entries = 0;
  const problems: Problem[] = [];
  const lines: StatementLine[] = [];
  for (const statement of statements) {
    const read = readStatement(statement, entries);
    problems.push(...read.problems);
    if (before !== undefined && read.opening !== undefined && before !== read.opening)
      problems.push(endsDiffer(statement.line, "opening", before, read.opening));
    before = read.closing;
    entries += read.entries;
    lines.push(...read.lines);
  }
  const [account] = accounts;
  const [newest] = statements;
  return {
    account: account || undefined,
    holder: (newest && textAt(newest, "Acct/Ownr/Nm", "Acct/Ownr/Pty/Nm", "Acct/Nm")) || undefined,
    lines: namedApart(lines, problems),
    claims: [],
    problems,
  };
}

const accountOf = (statement: Element): string =>
  textAt(statement, "Acct/Id/Othr/Id", "Acct/Id/IBAN").replace(/[\s-]/g, "");

type Read = {
  readonly lines: readonly StatementLine[];
  readonly problems: readonly Problem[];
  readonly entries: number;
  readonly opening: Cents | undefined;
  readonly closing: Cents | undefined;
};

function readStatement(statement: Element, before: number): Read {
  const entries = all(statement, "Ntry");
  const told = entries.flatMap((entry, at) => (isBooked(entry) ? [readEntry(entry, before + at + 1)] : []));
  const booked = inOrder(told.flatMap((each) => each.lines));
  const problems = told.flatMap((each) => each.problems);
  const opening = balanceOf(statement, ["OPBD", "PRCD"]);
  const closing = balanceOf(statement, ["CLBD"]);
  if (opening === undefined || closing === undefined) {
    const missing = opening === undefined ? "OPBD" : "CLBD";
    problems.push(problem(statement.line, "statement_balance_missing", { missing }));
  }
  // A line that cannot be read would make every sum look wrong.
  if (problems.length > 0 || opening === undefined || closing === undefined)
    return { lines: [], problems, entries: entries.length, opening, closing };
  let balance: Cents = opening;
  const lines = booked.map((line) => {
    balance = plus(balance, moved(line));
    return { ...line, balance };
  });
  if (balance !== closing) problems.push(endsDiffer(statement.line, "closing", balance, closing));
  problems.push(...wrongSums(statement, booked));
  return { lines, problems, entries: entries.length, opening, closing };
}

/** In versions 02 to 06 a code, since then a choice. What is pending or only told moves nothing. */
const isBooked = (entry: Element): boolean => ["BOOK", ""].includes(textAt(entry, "Sts/Cd", "Sts"));

/** Some banks write the newest first, others by kind: the day decides, and within it the file. */
function inOrder(lines: readonly Booked[]): readonly Booked[] {
  const [oldest, newest] = [lines[0]?.on ?? "", lines.at(-1)?.on ?? ""];
  const rising = oldest > newest ? lines.toReversed() : lines;
  return rising.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

const moved = ({ direction, amount }: Booked): Cents =>
  direction === "credit" ? amount : minus(0n as Cents, amount);

/** Of the kinds of balance the first that is told; overdrawn is below nought. Undefined too where it cannot be read. */
function balanceOf(statement: Element, kinds: readonly string[]): Cents | undefined {
  const balances = all(statement, "Bal");
  const found = kinds.flatMap(
    (kind) => balances.find((each) => textAt(each, "Tp/CdOrPrtry/Cd") === kind) ?? [],
  );
  const [balance] = found;
  const amount = balance && amountOf(first(balance, "Amt"));
  const direction = balance && directionOf(balance);
  if (amount === undefined || typeof amount === "string" || !direction) return undefined;
  return direction === "credit" ? amount : minus(0n as Cents, amount);
}

const endsDiffer = (row: number, end: "opening" | "closing", expected: Cents, found: Cents): Problem =>
  problem(row, "statement_ends_differ", { end, expected: showYuan(expected), found: showYuan(found) });

/** What the file itself says of its sums, where it says so. */
function wrongSums(statement: Element, lines: readonly Booked[]): Problem[] {
  const summary = first(statement, "TxsSummry");
  if (!summary) return [];
  return (["credit", "debit"] as const).flatMap((direction: Direction) => {
    const name = direction === "credit" ? "TtlCdtNtries" : "TtlDbtNtries";
    const said = first(summary, name, "Sum");
    const stated = said && amountOf(said);
    const added = sum(lines.filter((line) => line.direction === direction).map(({ amount }) => amount));
    if (stated === undefined || stated === added) return [];
    const found = typeof stated === "string" ? (said?.text.slice(0, 20) ?? "") : showYuan(stated);
    return [
      problem(said?.line ?? 0, "statement_totals_differ", { direction, expected: showYuan(added), found }),
    ];
  });
}
