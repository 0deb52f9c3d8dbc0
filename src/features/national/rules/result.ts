import { type PlainDate, parseDate } from "#core/dates.ts";
import { type Cents, parseYuan, zero } from "#core/money.ts";
import {
  columns,
  controlMark,
  type ExportKind,
  outcomeWords,
  type ResultOutcome,
  type Titles,
  titleOf,
} from "./layout.ts";

/** A line of a result file. */
export type ResultLine = {
  readonly line: number;
  readonly reference: string;
  readonly outcome: ResultOutcome;
  readonly number: string;
  readonly unitNumber: string;
  readonly personNumber: string;
  readonly cents: Cents;
  readonly on: PlainDate | undefined;
  readonly reason: string;
};

export type ResultProblem = {
  readonly line: number;
  readonly code: string;
  readonly facts: Readonly<Record<string, string>>;
};

export type ResultReading = {
  readonly lines: readonly ResultLine[];
  readonly problems: readonly ResultProblem[];
};

type Row = { readonly line: number; readonly cells: readonly string[] };

/** Reads a result: a head, lines, and a control row with their number and sum. Everything that is wrong is told at once. */
export function readResult(rows: readonly Row[], titles: Titles): ResultReading {
  const problems: ResultProblem[] = [];
  const complain = (line: number, code: string, facts: ResultProblem["facts"] = {}) =>
    problems.push({ line, code, facts });
  const [head, ...rest] = rows;
  const names = head?.cells.map((cell) => cell.trim()) ?? [];
  const places = new Map(
    Object.keys(columns.result).map((column) => [column, names.indexOf(titleOf(titles, "result", column))]),
  );
  const missing = ["reference", "outcome", "amount"].filter((column) => (places.get(column) ?? -1) < 0);
  if (missing.length > 0) {
    const facts = { columns: missing.map((column) => titleOf(titles, "result", column)).join("、") };
    return { lines: [], problems: [{ line: head?.line ?? 0, code: "result_columns_missing", facts }] };
  }
  const lines: ResultLine[] = [];
  let control: readonly string[] | undefined;
  for (const { line, cells } of rest) {
    if (cells[0]?.trim() === controlMark) control = cells.map((cell) => cell.trim());
    else {
      const read = readLine(line, (column) => (cells[places.get(column) ?? -1] ?? "").trim());
      if ("code" in read) complain(line, read.code);
      else lines.push(read);
    }
  }
  if (!control) complain(0, "result_control_missing");
  else if (problems.length === 0) problems.push(...controlProblems(control, lines));
  if (problems.length === 0 && lines.length === 0) complain(0, "result_empty");
  return { lines, problems };
}

function readLine(line: number, get: (column: string) => string): ResultLine | { readonly code: string } {
  const outcome = (Object.keys(outcomeWords) as ResultOutcome[]).find(
    (each) => outcomeWords[each] === get("outcome"),
  );
  const cents = get("amount") === "" ? zero : parseYuan(get("amount"));
  const on = parseDate(get("on"));
  if (get("reference") === "") return { code: "result_reference_missing" };
  if (!outcome) return { code: "result_outcome_unknown" };
  if (cents === undefined || cents < 0n) return { code: "result_amount_unreadable" };
  if ((outcome === "paid" || outcome === "failed") && !on) return { code: "result_day_missing" };
  if (outcome === "accepted" && get("number") === "") return { code: "result_number_missing" };
  if ((outcome === "refused" || outcome === "failed") && get("reason") === "")
    return { code: "result_reason_missing" };
  return {
    ...{ line, reference: get("reference"), outcome, number: get("number").slice(0, 60), cents, on },
    ...{ unitNumber: get("unit_number").slice(0, 60), personNumber: get("person_number").slice(0, 60) },
    reason: get("reason").slice(0, 200),
  };
}

/** `#控制,行数,金额`: what is left of a file that was cut off does not agree with it. */
function controlProblems(control: readonly string[], lines: readonly ResultLine[]): ResultProblem[] {
  const [, count = "", amount = ""] = control;
  const found = lines.reduce((sum, { cents }) => sum + cents, 0n);
  const problems: ResultProblem[] = [];
  if (count !== String(lines.length))
    problems.push({
      line: 0,
      code: "result_lines_differ",
      facts: { said: count, found: String(lines.length) },
    });
  if (parseYuan(amount) !== found)
    problems.push({ line: 0, code: "result_sum_differs", facts: { said: amount, found: String(found) } });
  return problems;
}

export type ItemState = "sent" | ResultOutcome | "differs";
export type SentItem = {
  readonly id: string;
  readonly state: ItemState;
  readonly cents: Cents;
  /** What they said last, where they said a sum; and whether that was paid. */
  readonly theirCents: Cents | null;
  readonly theyPaid: boolean;
};

export type Change = {
  readonly item: SentItem;
  readonly line: ResultLine;
  readonly state: Exclude<ItemState, "sent">;
};

/** What the answer changes of what was sent; or everything in it that does not fit it. `items` by their id. */
export function reconcile(
  kind: ExportKind,
  items: ReadonlyMap<string, SentItem>,
  lines: readonly ResultLine[],
): {
  readonly changes: readonly Change[];
  readonly known: number;
  readonly problems: readonly ResultProblem[];
} {
  const problems: ResultProblem[] = [];
  const changes: Change[] = [];
  const seen = new Set<string>();
  let known = 0;
  for (const line of lines) {
    const item = items.get(line.reference);
    const complain = (code: string) => problems.push({ line: line.line, code, facts: {} });
    if (!item) complain("result_reference_unknown");
    else if (seen.has(item.id)) complain("result_line_twice");
    else if (kind !== "claim" && (line.outcome === "paid" || line.outcome === "failed"))
      complain("result_pays_no_claim");
    else if (isKnown(item, line)) known++;
    else if (!follows(item.state, line.outcome)) complain("result_contradicts");
    else changes.push({ item, line, state: stateOf(item, line) });
    if (item) seen.add(item.id);
  }
  return { changes, known, problems };
}

const stateOf = (item: SentItem, { outcome, cents }: ResultLine): Change["state"] =>
  (outcome === "accepted" || outcome === "paid") && cents !== item.cents ? "differs" : outcome;

const isKnown = (item: SentItem, line: ResultLine): boolean =>
  item.state === line.outcome ||
  (item.state === "paid" && line.outcome === "accepted") ||
  (item.state === "differs" && item.theirCents === line.cents && item.theyPaid === (line.outcome === "paid"));

/** What was paid stays paid, what was refused goes out anew before it is accepted. */
const follows = (state: ItemState, outcome: ResultOutcome): boolean =>
  state === "sent" || (state === "accepted" && outcome !== "accepted");
