import { type CsvRow, parseCsvTable } from "#core/csv.ts";
import { addDays, type PlainDate, parseDate } from "#core/dates.ts";
import { type Cents, cents } from "#core/money.ts";
import {
  type ClaimEvent,
  type CoverFacts,
  causes,
  eventKinds,
  mostCents,
  mostDays,
  mostShares,
} from "../rules/index.ts";

/** What is wrong with a row: its line in the file, the column, and which rule it breaks. Never what stood there. */
export type RowProblem = { readonly line: number; readonly column: string; readonly code: string };

export type CoverRow = {
  readonly line: number;
  readonly id: string;
  readonly plan: string;
  readonly facts: CoverFacts;
};
export type EventRow = {
  readonly line: number;
  readonly id: string;
  readonly cover: string;
  readonly event: ClaimEvent;
};
type Read<T> = { readonly rows: readonly T[]; readonly problems: readonly RowProblem[] };

const coverColumns = ["cover", "plan", "sex", "from", "to", "renewal_gap", "shares"];
const eventColumns = [
  ..."event,cover,kind,cause,date,ended,filed,days,total,out_of_scope,pre_self_pay,in_scope".split(","),
  ..."fund_pay,deductible_paid,other_pay,icd10,grade,bill".split(","),
];

/** Covers as `covers.csv` states them; `to` is the last covered day. */
export const readCovers = (text: string): Read<CoverRow> =>
  readRows(text, coverColumns, "cover", (row) => {
    const from = row.day("from");
    const to = row.day("to");
    if (to < from) row.complain("to", "before_start");
    return {
      line: row.line,
      id: row.text("cover"),
      plan: row.text("plan"),
      facts: {
        from,
        until: addDays(to, 1),
        sex: row.oneOf("sex", ["女", "男"]) === "女" ? "female" : "male",
        renewalGapDays: row.optional("renewal_gap", () => row.count("renewal_gap", 0, 1_000_000)),
        shares: row.count("shares", 1, mostShares),
      },
    };
  });

/** Events as `events.csv` states them, in cents. */
export const readEvents = (text: string): Read<EventRow> =>
  readRows(text, eventColumns, "event", (row) => {
    const on = row.day("date");
    const endedOn = row.day("ended");
    if (endedOn < on) row.complain("ended", "before_start");
    return {
      line: row.line,
      id: row.text("event"),
      cover: row.text("cover"),
      event: {
        kind: row.oneOf("kind", eventKinds),
        cause: row.oneOf("cause", causes),
        on,
        endedOn,
        filedOn: row.day("filed"),
        days: row.count("days", 0, mostDays),
        total: row.cents("total"),
        outOfScope: row.cents("out_of_scope"),
        preSelfPay: row.cents("pre_self_pay"),
        inScope: row.cents("in_scope"),
        fundPay: row.cents("fund_pay"),
        deductiblePaid: row.cents("deductible_paid"),
        otherPay: row.cents("other_pay"),
        diagnosis: row.get("icd10"),
        grade: row.optional("grade", () => row.count("grade", 0, 1_000_000)),
        bill: row.get("bill"),
      },
    };
  });

/** One row being read: every wrong cell is complained of, and reading goes on with a stand-in. */
function cellsOf(row: CsvRow, problems: RowProblem[]) {
  const complain = (column: string, code: string): undefined => {
    problems.push({ line: row.line, column, code });
  };
  const count = (column: string, least: number, most: number): number => {
    const text = row.get(column);
    const n = /^\d{1,15}$/.test(text) ? Number(text) : undefined;
    if (n === undefined) complain(column, "not_a_number");
    else if (n < least) complain(column, "too_small");
    else if (n > most) complain(column, "too_big");
    return n ?? least;
  };
  return {
    line: row.line,
    get: row.get,
    complain,
    count,
    cents: (column: string): Cents => cents(count(column, 0, mostCents)),
    text: (column: string): string => {
      if (row.get(column) === "") complain(column, "missing");
      return row.get(column);
    },
    day: (column: string): PlainDate => {
      const day = parseDate(row.get(column));
      if (!day) complain(column, "not_a_day");
      return day ?? ("2000-01-01" as PlainDate);
    },
    oneOf: <T extends string>(column: string, allowed: readonly [T, ...T[]]): T => {
      const found = allowed.find((each) => each === row.get(column));
      if (!found) complain(column, "wrong_value");
      return found ?? allowed[0];
    },
    optional: <T>(column: string, read: () => T): T | undefined =>
      row.get(column) === "" ? undefined : read(),
  };
}

function readRows<T>(
  text: string,
  columns: readonly string[],
  key: string,
  read: (row: ReturnType<typeof cellsOf>) => T,
): Read<T> {
  const { header, rows } = parseCsvTable(text);
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    return { rows: [], problems: missing.map((column) => ({ line: 1, column, code: "missing_column" })) };
  }
  const problems: RowProblem[] = [];
  const seen = new Set<string>();
  const done = rows.map((row) => {
    const cells = cellsOf(row, problems);
    const id = row.get(key);
    if (seen.has(id)) cells.complain(key, "twice");
    seen.add(id);
    // A quotation mark that is never closed swallows the rows after it.
    for (const column of columns) if (row.get(column).includes("\n")) cells.complain(column, "line_break");
    return read(cells);
  });
  return { rows: done, problems };
}
