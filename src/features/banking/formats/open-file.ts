import { Refusal } from "#core/refusal.ts";
import { readRows, type TableRow } from "#platform/tables/read-rows.ts";
import { type OpenFile, type Problem, problem } from "./statement.ts";

/** What a statement may hold in text: more than 200,000 lines. */
const mostCharacters = 64 * 1024 * 1024;

type Opened = { readonly sheets: readonly OpenFile[] } | { readonly problem: Problem };

const codes: Readonly<Record<string, string>> = {
  file_unreadable: "statement_file_unreadable",
  file_encrypted: "statement_file_locked",
  file_too_large: "statement_file_too_large",
  formula_without_value: "statement_formula",
};

/**
 * Unpacks a workbook, decodes a text table or takes XML apart, in a process of its own. What is neither is named, so that a person knows
 * what to send. Banks add cover sheets and notes: the fullest sheet comes first.
 */
export async function openFile(path: string): Promise<Opened> {
  const sheets = new Map<string | null, TableRow[]>();
  const take = (sheet: string | null, rows: readonly TableRow[]) => {
    const known = sheets.get(sheet) ?? [];
    sheets.set(sheet, known);
    for (const row of rows) known.push(row);
  };
  try {
    await readRows(path, take, { mostCharacters, mayBeXml: true });
  } catch (error) {
    const code = error instanceof Refusal ? codes[error.code] : undefined;
    if (!code) throw error;
    return { problem: problem(0, code, (error as Refusal).facts) };
  }
  const opened = [...sheets].map(([name, rows]) => ({ name, rows }));
  if (opened.length === 0) return { problem: problem(0, "statement_file_unreadable", { kind: "empty" }) };
  return { sheets: opened.sort((a, b) => b.rows.length - a.rows.length) };
}
