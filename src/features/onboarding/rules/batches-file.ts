import type { CsvRow } from "#core/csv.ts";
import { type PlainDate, type PlainMonth, parseMonth } from "#core/dates.ts";
import { dateIn, type Fault, type Finder, finderOf, hasAll, rowsOf, wholeNumber } from "./fault.ts";
import { type FolderOrganisation, mayEnrol } from "./organisations-file.ts";

export const batchesFile = "batches.csv";
export const exceptionsFile = "exceptions.csv";

/** The plan where `batches.csv` does not say. */
export const usualPlan = "HN-INP-80";

/** One row of `batches.csv`: a roster of a unit, the month it is to settle in, the day its cover is to start. */
export type FolderBatch = {
  readonly line: number;
  readonly order: number;
  /** `U001`, and `U001#2` for the unit's second batch. */
  readonly key: string;
  readonly unit: string;
  readonly file: string;
  readonly settlementMonth: PlainMonth;
  readonly coverFrom: PlainDate;
  readonly plan: string;
};

export type Decision = "approve" | "deny";

/** One row of `exceptions.csv`: what people decided about a line under review. */
export type FolderException = {
  readonly line: number;
  readonly unit: string;
  readonly rosterLine: number;
  readonly idNumber: string;
  readonly reason: string;
  readonly decision: Decision;
  readonly evidence: string;
  readonly file: string | undefined;
};

type Organisations = ReadonlyMap<string, FolderOrganisation>;

/** The batches in the order in which they are worked. `rosters` are the names found in `rosters/`. */
export function readBatches(
  text: string,
  organisations: Organisations,
  rosters: ReadonlySet<string>,
): { readonly batches: readonly FolderBatch[]; readonly faults: readonly Fault[] } {
  const finder = finderOf(batchesFile);
  const rows = rowsOf(text, ["order", "unit", "file", "settlement_month", "cover_from"], finder);
  const read = rows.flatMap((row) => batchIn(row, organisations, rosters, finder) ?? []);
  const seen = new Map<number, number>();
  for (const { order, line } of read) {
    const first = seen.get(order);
    if (first !== undefined) finder.add(line, "order_twice", { value: order, first });
    else seen.set(order, line);
  }
  const inOrder = read.sort((a, b) => a.order - b.order);
  const counts = new Map<string, number>();
  const batches = inOrder.map((batch) => {
    const count = (counts.get(batch.unit) ?? 0) + 1;
    counts.set(batch.unit, count);
    return { ...batch, key: count === 1 ? batch.unit : `${batch.unit}#${count}` };
  });
  return { batches, faults: finder.faults };
}

function batchIn(
  row: CsvRow,
  organisations: Organisations,
  rosters: ReadonlySet<string>,
  finder: Finder,
): Omit<FolderBatch, "key"> | undefined {
  const { line } = row;
  const isWhole = hasAll(row, ["order", "unit", "file", "settlement_month", "cover_from"], finder);
  if (!isWhole) return undefined;
  const order = wholeNumber(row.get("order"));
  if (order === undefined) finder.add(line, "number_odd", { column: "order", value: row.get("order") });
  checkUnit(row, organisations, finder);
  const file = row.get("file");
  if (!isPlainName(file)) finder.add(line, "file_name_odd", { value: file });
  else if (!rosters.has(file)) finder.add(line, "roster_missing", { value: file });
  const settlementMonth = monthIn(row, "settlement_month", finder);
  const coverFrom = dateIn(row, "cover_from", finder);
  if (order === undefined || !settlementMonth || !coverFrom) return undefined;
  return {
    line,
    order,
    unit: row.get("unit"),
    file,
    settlementMonth,
    coverFrom,
    plan: row.get("plan") || usualPlan,
  };
}

function checkUnit(row: CsvRow, organisations: Organisations, finder: Finder): void {
  const unit = organisations.get(row.get("unit"));
  if (!unit) finder.add(row.line, "unit_unknown", { value: row.get("unit") });
  else if (!mayEnrol(unit.kind)) finder.add(row.line, "unit_not_a_unit", { value: unit.code });
}

/** A file name stays in its folder: no path, no way up. */
const isPlainName = (name: string): boolean => !/[/\\]/.test(name) && name !== ".." && name !== ".";

export function monthIn(row: CsvRow, column: string, finder: Finder): PlainMonth | undefined {
  const month = parseMonth(row.get(column));
  if (!month) finder.add(row.line, "month_odd", { column, value: row.get(column) });
  return month;
}

/** What people decided about lines under review. Whether the line is there and bears the number is seen when it is read. */
export function readExceptions(
  text: string,
  organisations: Organisations,
  batches: readonly FolderBatch[],
): { readonly exceptions: readonly FolderException[]; readonly faults: readonly Fault[] } {
  const finder = finderOf(exceptionsFile);
  const rows = rowsOf(text, ["unit", "line", "id_number", "decision"], finder);
  const exceptions = rows.flatMap((row) => exceptionIn(row, organisations, batches, finder) ?? []);
  const seen = new Map<string, number>();
  for (const { line, unit, rosterLine, idNumber, file } of exceptions) {
    const place = `${unit}\n${file ?? ""}\n${rosterLine}\n${file ? "" : idNumber}`;
    const first = seen.get(place);
    if (first !== undefined) finder.add(line, "exception_twice", { unit, place: rosterLine, first });
    else seen.set(place, line);
  }
  return { exceptions, faults: finder.faults };
}

function exceptionIn(
  row: CsvRow,
  organisations: Organisations,
  batches: readonly FolderBatch[],
  finder: Finder,
): FolderException | undefined {
  const { line } = row;
  const isWhole = hasAll(row, ["unit", "line", "id_number", "decision"], finder);
  const unit = row.get("unit");
  const ofUnit = batches.filter((batch) => batch.unit === unit);
  // `file` names the roster where a unit has several; any other name is the paper that the decision rests on.
  const named = row.get("file");
  const file = ofUnit.some((batch) => batch.file === named) ? named : undefined;
  if (unit !== "" && !organisations.has(unit)) finder.add(line, "unit_unknown", { value: unit });
  else if (unit !== "" && ofUnit.length === 0) finder.add(line, "exception_without_batch", { unit });
  const rosterLine = wholeNumber(row.get("line"));
  if (row.get("line") !== "" && !rosterLine)
    finder.add(line, "number_odd", { column: "line", value: row.get("line") });
  const decision = row.get("decision");
  if (decision !== "" && decision !== "approve" && decision !== "deny")
    finder.add(line, "decision_unknown", { value: decision });
  const paper = file === undefined ? named : "";
  const evidence = [row.get("evidence"), paper].filter((part) => part !== "").join("；");
  if (decision === "approve" && evidence === "") finder.add(line, "evidence_missing");
  if (!isWhole || !rosterLine || (decision !== "approve" && decision !== "deny")) return undefined;
  return {
    line,
    unit,
    rosterLine,
    idNumber: row.get("id_number"),
    reason: row.get("reason"),
    decision,
    evidence,
    file,
  };
}
