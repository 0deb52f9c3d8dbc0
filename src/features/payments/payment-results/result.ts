import { type PlainDate, parseDate } from "#core/dates.ts";
import { type Cents, parseYuan, sum } from "#core/money.ts";
import type { SaidLine } from "../rules/reconcile-result.ts";

export type ResultLine = SaidLine;

export type ResultProblem = {
  readonly row: number;
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
};

/** What the file itself claims of its sums. */
export type ResultTotals = {
  readonly row: number;
  readonly paid: Totals;
  readonly failed: Totals;
};
type Totals = { readonly count: number; readonly cents: Cents };

/** A layout's reading of a file, before anything is compared with what was sent. */
export type ResultDraft = {
  /** The batch's number, where the file names it. */
  readonly batch: string | undefined;
  readonly lines: readonly ResultLine[];
  readonly totals: ResultTotals | undefined;
  readonly problems: readonly ResultProblem[];
};

/** One line of the file: its number and its cells. */
export type ResultRow = { readonly row: number; readonly cells: readonly string[] };

export type ResultLayout = {
  readonly code: string;
  readonly recognises: (rows: readonly ResultRow[]) => boolean;
  readonly parse: (rows: readonly ResultRow[]) => ResultDraft;
};

type Cells = {
  readonly reference: string;
  readonly account: string;
  readonly cents: Cents | undefined;
  readonly status: string;
  readonly reason: string;
  readonly day: string;
};

/** Reads one payment's cells; what cannot be read is told, all of it. */
export function readLine(
  row: number,
  cells: Cells,
): { line: ResultLine } | { problems: readonly ResultProblem[] } {
  const status = statusOf(cells.status);
  const on = dayOf(cells.day);
  const problems = [
    ...(cells.reference === "" ? [problem(row, "result_number_missing")] : []),
    ...(cells.cents === undefined ? [problem(row, "result_amount_unreadable")] : []),
    ...(status === undefined ? [problem(row, "result_status_unreadable")] : []),
    ...(cells.day !== "" && !on ? [problem(row, "result_day_unreadable")] : []),
  ];
  if (problems.length > 0 || cells.cents === undefined || status === undefined) return { problems };
  const { reference, account, cents, reason } = cells;
  return { line: { row, reference, account, cents, status, reason, on } };
}

export const problem = (row: number, code: string, facts: ResultProblem["facts"] = {}): ResultProblem => ({
  row,
  code,
  facts,
});

/** The words banks use; anything else is for a person to ask about. */
function statusOf(text: string): ResultLine["status"] | undefined {
  if (/失败|拒绝|退回|不成功/.test(text)) return "failed";
  if (/处理中|待处理|等待|在途/.test(text)) return "pending";
  if (/成功|已入账/.test(text)) return "paid";
  return undefined;
}

const dayOf = (text: string): PlainDate | undefined =>
  parseDate(text.replace(/^(\d{4})[-/.年]?(\d{2})[-/.月]?(\d{2}).*$/, "$1-$2-$3"));

export const centsOf = (text: string): Cents | undefined =>
  /^\d{1,15}$/.test(text) ? (BigInt(text) as Cents) : undefined;

export const yuanOf = (text: string): Cents | undefined => {
  const amount = parseYuan(text);
  return amount !== undefined && amount > 0n ? amount : undefined;
};

/** Whether the file's own sums are those of its lines. */
export function totalsProblems({ lines, totals }: ResultDraft): ResultProblem[] {
  if (!totals) return [];
  return (["paid", "failed"] as const).flatMap((status) => {
    const of = lines.filter((line) => line.status === status);
    const added = sum(of.map((line) => line.cents));
    if (of.length === totals[status].count && added === totals[status].cents) return [];
    return [
      problem(totals.row, "result_totals_differ", { expected: of.length, found: totals[status].count }),
    ];
  });
}
