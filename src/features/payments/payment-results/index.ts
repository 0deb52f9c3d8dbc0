import { parseCsv } from "#core/csv.ts";
import { ccbResult } from "./ccb.ts";
import { icbcResult } from "./icbc.ts";
import {
  problem,
  type ResultDraft,
  type ResultLayout,
  type ResultProblem,
  type ResultRow,
  totalsProblems,
} from "./result.ts";

const resultLayouts: readonly ResultLayout[] = [icbcResult, ccbResult];

export type ResultReading =
  | { readonly outcome: "read"; readonly layout: string; readonly result: ResultDraft }
  | { readonly outcome: "refused"; readonly problems: readonly ResultProblem[] };

/** Reads the bank's answer: bytes in; lines out, or everything in it that cannot be read. */
export function readResult(bytes: Uint8Array): ResultReading {
  const text = decode(bytes);
  if (text === undefined || text.trim() === "") return refused([problem(0, "result_unreadable")]);
  const rows = rowsOf(text);
  const layout = resultLayouts.find((each) => each.recognises(rows));
  if (!layout) return refused([problem(0, "result_layout_unknown")]);
  const result = layout.parse(rows);
  const problems = [...result.problems, ...totalsProblems(result)];
  if (problems.length === 0 && result.lines.length === 0) return refused([problem(0, "result_empty")]);
  return problems.length > 0 ? refused(problems) : { outcome: "read", layout: layout.code, result };
}

const refused = (problems: readonly ResultProblem[]): ResultReading => ({ outcome: "refused", problems });

function decode(bytes: Uint8Array): string | undefined {
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return text.includes("\u0000") ? undefined : text;
    } catch {
      // Not this encoding: the next one, or none.
    }
  }
  return undefined;
}

function rowsOf(text: string): ResultRow[] {
  const mark = text.split("|").length > text.split(",").length ? "|" : ",";
  return parseCsv(text, mark)
    .map(({ line, cells }) => ({ row: line, cells: cells.map((cell) => String(cell ?? "").trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
}

export type { ResultDraft, ResultLine, ResultProblem } from "./result.ts";
