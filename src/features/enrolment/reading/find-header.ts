import { Refusal } from "#core/refusal.ts";
import type { Sheet, Workbook } from "#platform/tables/sheet.ts";
import { continuesHeader, type Header, headerOf, headerOfTwo, headersSeen } from "../rules/roster-header.ts";

export type FoundHeader = {
  readonly sheet: Sheet;
  readonly header: Header;
  /** The line of the header, the lower one where it has two. */
  readonly lastLine: number;
};

type SeenRow = { readonly line: number; readonly cells: readonly string[] };

/** Rows kept to say what was seen where no header is found. */
const rowsToShow = 30;

/** The header on the first visible sheet that has one. Refuses `no_header` with what looked most like it. */
export async function findHeader(workbook: Workbook): Promise<FoundHeader> {
  const seen: (readonly string[])[] = [];
  for (const sheet of workbook.sheets) {
    const found = await headerOn(sheet, seen);
    if (found) return found;
  }
  throw new Refusal("invalid", "no_header", { headers: headersSeen(seen) });
}

async function headerOn(sheet: Sheet, seen: (readonly string[])[]): Promise<FoundHeader | undefined> {
  let above: SeenRow | undefined;
  let place: { readonly upper: SeenRow | undefined; readonly at: SeenRow; below?: SeenRow } | undefined;
  const mostSeen = seen.length + rowsToShow;
  await sheet.read({
    wanted: "all",
    take: (row) => {
      if (row.width === 0) return true;
      const current: SeenRow = { line: row.line, cells: row.cells() };
      if (place) {
        if (current.line === place.at.line + 1) place.below = current;
        return false;
      }
      if (seen.length < mostSeen) seen.push(current.cells);
      const upper = above?.line === current.line - 1 ? above : undefined;
      const isHeader =
        headerOf(current.cells) ?? (upper && headerOfTwo(upper.cells, current.cells, () => false));
      if (isHeader) place = { upper, at: current };
      above = current;
      return true;
    },
  });
  return place && settle(sheet, place.upper, place.at, place.below);
}

/** One row or two? Merged cells are asked only where the words leave it open: they stand at the end of the sheet. */
async function settle(
  sheet: Sheet,
  upper: SeenRow | undefined,
  at: SeenRow,
  below: SeenRow | undefined,
): Promise<FoundHeader> {
  const alone = headerOf(at.cells);
  if (alone && below && continuesHeader(alone, below.cells, () => true)) {
    const joins = await sheet.merges();
    const isJoined = (column: number) => joins(at.line, column);
    const two = continuesHeader(alone, below.cells, isJoined) && headerOfTwo(at.cells, below.cells, isJoined);
    if (two) return { sheet, header: two, lastLine: below.line };
  }
  const gaps = upper?.cells.some(
    (cell, column) => cell.trim() !== "" && (at.cells[column] ?? "").trim() === "",
  );
  if (upper && gaps) {
    const joins = await sheet.merges();
    const isJoined = (column: number) => joins(upper.line, column);
    const two = headerOfTwo(upper.cells, at.cells, isJoined);
    if (two) return { sheet, header: two, lastLine: at.line };
  }
  const header = alone ?? headerOfTwo(upper?.cells ?? [], at.cells, () => false);
  if (!header) throw new Error("Broken assumption: a row that was a header is none.");
  return { sheet, header, lastLine: at.line };
}
