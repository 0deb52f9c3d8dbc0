import { anyTable } from "./any-table.ts";
import { ccbWorkbook } from "./ccb-workbook.ts";
import { checked } from "./checks.ts";
import { icbcCsv } from "./icbc-csv.ts";
import { openFile } from "./open-file.ts";
import { problem, type Reading, type StatementFormat } from "./statement.ts";

/** Every layout we read. Exactly one of the named ones knows a file; what none knows is read by its column names. */
export const formats: readonly StatementFormat[] = [icbcCsv, ccbWorkbook, anyTable];

/** Reads a bank statement: bytes in; lines out, or everything that is wrong with them. */
export async function readStatement(bytes: Uint8Array): Promise<Reading> {
  const opened = await openFile(bytes);
  if ("problem" in opened) return { outcome: "refused", problems: [opened.problem] };
  const format = formats.find((candidate) => candidate.recognises(opened.file));
  if (!format) return { outcome: "refused", problems: [problem(0, "statement_header_missing")] };
  return checked(format.parse(opened.file), format.code);
}

export { chronological } from "./checks.ts";
export type { Direction, Problem, Reading, Statement, StatementLine } from "./statement.ts";
