import { anyTable } from "./any-table.ts";
import { camt053 } from "./camt053.ts";
import { ccbWorkbook } from "./ccb-workbook.ts";
import { checked } from "./checks.ts";
import { icbcCsv } from "./icbc-csv.ts";
import { openFile } from "./open-file.ts";
import { problem, type Reading, type StatementFormat } from "./statement.ts";

/** Every layout we read. Exactly one of the named ones knows a file; what none knows is read by its column names. */
export const formats: readonly StatementFormat[] = [camt053, icbcCsv, ccbWorkbook, anyTable];

/** Reads a bank statement: lines, or everything that is wrong with them. */
export async function readStatement(path: string): Promise<Reading> {
  const opened = await openFile(path);
  if ("problem" in opened) return { outcome: "refused", problems: [opened.problem] };
  const known = opened.sheets.flatMap((sheet) => {
    const format = formats.find((candidate) => candidate.recognises(sheet));
    return format ? [{ sheet, format }] : [];
  });
  const [first, ...others] = known;
  if (!first) return { outcome: "refused", problems: [problem(0, "statement_header_missing")] };
  const draft = first.format.parse(first.sheet);
  // A sheet that is left out would be money that is left out.
  const alsoFilled = others.filter(({ sheet, format }) => format.parse(sheet).lines.length > 0);
  if (draft.lines.length > 0 && alsoFilled.length > 0) {
    const sheets = [first, ...alsoFilled].map(({ sheet }) => sheet.name ?? "");
    return { outcome: "refused", problems: [problem(0, "statement_in_several_sheets", { sheets })] };
  }
  return checked(draft, first.format.code);
}

export { chronological } from "./checks.ts";
export type { Direction, Problem, Reading, Statement, StatementLine } from "./statement.ts";
