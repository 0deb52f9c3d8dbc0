import type { Readable } from "node:stream";
import { squeezed } from "#core/cell.ts";
import type { Sheet, SheetRow, Workbook } from "#platform/tables/sheet.ts";
import { sheetRows } from "#platform/tables/sheet-rows.ts";
import {
  type CellLook,
  type WrittenCell,
  type WrittenRow,
  type WrittenSheet,
  writeWorkbook,
} from "#platform/workbooks/workbook-writer.ts";
import type { Outcome } from "../rules/decide-line.ts";
import { isClosing } from "../rules/roster-line.ts";
import { outcomeTexts, workbookTexts } from "../text.ts";
import { type FoundHeader, findHeader } from "./find-header.ts";
import { openRoster } from "./open-roster.ts";

/** What to write beside one line. Lines without an answer of their own are accepted, with nothing to say. */
export type LineAnswer = { readonly outcome: Outcome; readonly said: string };

const looks: Record<Outcome, CellLook> = { accepted: "note", review: "waiting", rejected: "problem" };

/**
 * The person's own table back (.xlsx): every visible sheet in its order, every row where it was, all of it text, and
 * two columns behind the last that say what became of each line and what to do. They are found again and written
 * anew when the answered table itself is sent in.
 */
export async function answerWorkbook(
  path: string,
  answers: ReadonlyMap<number, LineAnswer>,
): Promise<Readable> {
  const workbook = await openRoster(path, { showFormats: true });
  try {
    const found = await findHeader(workbook);
    const column = await answerColumn(found);
    const sheets = workbook.sheets.map(
      (sheet): WrittenSheet => ({
        name: sheet.name ?? workbookTexts.sheet,
        rows: sheet === found.sheet ? answeredRows(found, column, answers) : plainRows(sheet),
        ...(sheet === found.sheet ? { frozenRows: inSight(found.lastLine), widths: widthsOf(column) } : {}),
      }),
    );
    return closing(workbook, writeWorkbook(sheets));
  } catch (error) {
    workbook.close();
    throw error;
  }
}

function closing(workbook: Workbook, stream: Readable): Readable {
  return stream.once("close", workbook.close);
}

/** A header far down is not held in sight: the rows above it would leave no room for the others. */
const inSight = (headerLine: number): number => (headerLine <= 10 ? headerLine : 0);

const widthsOf = (column: number): number[] => [...new Array<number>(column).fill(16), 10, 70];

/** A cell further right of the header than this is left behind rather than carried through every row. */
const farthest = 50;

/** The first column that is free in every row, or the one where an earlier answer stands. */
async function answerColumn({ sheet, header, lastLine }: FoundHeader): Promise<number> {
  const headerWidth = Math.max(...[...header.columns.values()].map(({ column }) => column + 1));
  let column = headerWidth;
  let earlier = -1;
  await sheet.read({
    wanted: "all",
    take: (row) => {
      if (row.line === lastLine)
        earlier = row.cells().findIndex((cell) => squeezed(cell) === workbookTexts.outcome);
      column = Math.max(column, Math.min(row.width, headerWidth + farthest));
      return true;
    },
  });
  return earlier >= 0 ? earlier : column;
}

const plainRows = (sheet: Sheet): AsyncIterable<WrittenRow> =>
  sheetRows(sheet, (row) => ({ line: row.line, cells: row.cells() }));

function answeredRows(
  { sheet, header, lastLine }: FoundHeader,
  column: number,
  answers: ReadonlyMap<number, LineAnswer>,
): AsyncIterable<WrittenRow> {
  const idNumber = header.columns.get("id_number")?.column ?? -1;
  const isLine = (row: SheetRow) => row.first !== "" && !isClosing(row.first, row.text(idNumber));
  return sheetRows(sheet, (row) => {
    const own = row.cells().slice(0, column);
    if (row.line < lastLine) return { line: row.line, cells: own };
    if (row.line === lastLine) {
      const headers = [...padded(own, column), workbookTexts.outcome, workbookTexts.answer];
      return { line: row.line, cells: headers.map((text): WrittenCell => ({ text, look: "header" })) };
    }
    if (!isLine(row)) return { line: row.line, cells: own };
    const { outcome, said } = answers.get(row.line) ?? { outcome: "accepted", said: "" };
    const look = looks[outcome];
    return {
      line: row.line,
      cells: [...padded(own, column), { text: outcomeTexts[outcome], look }, { text: said, look }],
    };
  });
}

function padded(cells: readonly string[], width: number): string[] {
  return [...cells, ...new Array<string>(Math.max(width - cells.length, 0)).fill("")];
}
