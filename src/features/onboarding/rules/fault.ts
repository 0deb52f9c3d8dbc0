import { type CsvRow, parseCsvTable } from "#core/csv.ts";
import { type PlainDate, parseDate } from "#core/dates.ts";

/** Everything that can be wrong with a city folder. Each has a sentence in `text.ts`: what is wrong, what to do. */
export type FaultCode =
  | "file_missing"
  | "file_empty"
  | "file_not_text"
  | "column_missing"
  | "cell_missing"
  | "code_odd"
  | "code_twice"
  | "kind_unknown"
  | "parent_missing"
  | "parent_unknown"
  | "parent_is_unit"
  | "parent_kind_wrong"
  | "parent_cycle"
  | "agency_missing"
  | "agency_twice"
  | "office_twice"
  | "region_odd"
  | "agency_region_odd"
  | "category_unknown"
  | "staff_odd"
  | "payer_unknown"
  | "mode_unknown"
  | "cents_odd"
  | "date_odd"
  | "dates_reversed"
  | "month_odd"
  | "number_odd"
  | "rule_not_adding_up"
  | "rule_payer_twice"
  | "rule_own_paid_back"
  | "rule_missing"
  | "county_union_missing"
  | "plan_unknown"
  | "price_unknown"
  | "cover_before_settlement"
  | "order_twice"
  | "unit_unknown"
  | "unit_not_a_unit"
  | "file_name_odd"
  | "roster_missing"
  | "roster_refused"
  | "decision_unknown"
  | "evidence_missing"
  | "exception_twice"
  | "exception_without_batch"
  | "exception_file_ambiguous"
  | "exception_line_unknown"
  | "exception_number_differs"
  | "id_number_odd"
  | "cover_twice"
  | "fund_unknown"
  | "decision_twice"
  | "bank_kind_unknown"
  | "subsidy_payer_odd"
  | "statement_refused"
  | "calendar_year_unknown";

/** One thing that is wrong, and where: the file in the folder and the line in it, as an editor counts. */
export type Fault = {
  readonly file: string;
  readonly line: number | undefined;
  readonly code: FaultCode;
  readonly facts: Readonly<Record<string, string | number>>;
};

/** Collects the faults of one file, so that all are told at once. */
export type Finder = {
  readonly faults: Fault[];
  readonly add: (
    line: number | undefined,
    code: FaultCode,
    facts?: Readonly<Record<string, string | number>>,
  ) => void;
};

export function finderOf(file: string): Finder {
  const faults: Fault[] = [];
  return { faults, add: (line, code, facts = {}) => faults.push({ file, line, code, facts }) };
}

/** The rows of a table, none where a column it cannot do without is not in its header. */
export function rowsOf(text: string, needed: readonly string[], finder: Finder): readonly CsvRow[] {
  const { header, rows } = parseCsvTable(text);
  if (header.length === 0) finder.add(undefined, "file_empty");
  const missing = header.length === 0 ? [] : needed.filter((name) => !header.includes(name));
  for (const column of missing) finder.add(1, "column_missing", { column });
  return missing.length > 0 ? [] : rows;
}

/** The cells that a row cannot do without; false where one is empty, and says so. */
export function hasAll(row: CsvRow, needed: readonly string[], finder: Finder): boolean {
  const empty = needed.filter((column) => row.get(column) === "");
  for (const column of empty) finder.add(row.line, "cell_missing", { column });
  return empty.length === 0;
}

export function dateIn(row: CsvRow, column: string, finder: Finder): PlainDate | undefined {
  const day = parseDate(row.get(column));
  if (!day) finder.add(row.line, "date_odd", { column, value: row.get(column) });
  return day;
}

/** A whole number of zero or more, written in digits only. */
export const wholeNumber = (text: string): number | undefined =>
  /^\d{1,15}$/.test(text) ? Number(text) : undefined;
