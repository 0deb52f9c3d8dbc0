import type { Cell } from "#core/cell.ts";
import { Refusal } from "#core/refusal.ts";
import { eachRecord, errorTexts, record, rkNumber, sharedStringsOf, textAt } from "./biff.ts";
import { type NumberShow, numberShow } from "./number-formats.ts";
import { plainNumber } from "./number-text.ts";
import { type Sheet, type SheetReader, SheetRow, type Workbook } from "./sheet.ts";

type Globals = {
  readonly strings: readonly string[];
  readonly sheets: readonly { readonly name: string; readonly at: number }[];
  readonly show: NumberShow;
};

const unreadable = (kind: string) => new Refusal("invalid", "file_unreadable", { kind });

/** Opens the workbook stream of an .xls file. It is at most 50 MiB, so it may stay in memory. */
export function openXls(stream: Buffer, options: { readonly showFormats?: boolean } = {}): Workbook {
  try {
    const globals = readGlobals(stream, options.showFormats ?? false);
    if (globals.sheets.length === 0) throw unreadable("no_sheet");
    return {
      sheets: globals.sheets.map(({ name, at }) => worksheet(stream, globals, name, at)),
      close: () => {},
    };
  } catch (error) {
    throw error instanceof RangeError ? unreadable("broken_workbook") : error;
  }
}

function readGlobals(stream: Buffer, showFormats: boolean): Globals {
  const sheets: { name: string; at: number }[] = [];
  const stringBlocks: Buffer[] = [];
  const codes = new Map<number, string>();
  const styles: number[] = [];
  let is1904 = false;
  let isInStrings = false;
  let isFirst = true;
  eachRecord(stream, 0, (id, at, length) => {
    if (isFirst && (id !== record.beginning || stream.readUInt16LE(at) !== 0x0600))
      throw unreadable("old_workbook");
    isFirst = false;
    if (id === record.filePass) throw new Refusal("invalid", "file_encrypted");
    if (id === record.sharedStrings || (isInStrings && id === record.continued)) {
      isInStrings = true;
      stringBlocks.push(stream.subarray(at, at + length));
      return true;
    }
    isInStrings = false;
    if (id === record.boundSheet) {
      const isVisible = (stream.readUInt8(at + 4) & 3) === 0;
      const isWorksheet = stream.readUInt8(at + 5) === 0;
      if (isVisible && isWorksheet)
        sheets.push({ name: textAt(stream, at + 6, 1, at + length), at: stream.readUInt32LE(at) });
    } else if (id === record.date1904) is1904 = stream.readUInt16LE(at) === 1;
    else if (id === record.format && showFormats)
      codes.set(stream.readUInt16LE(at), textAt(stream, at + 2, 2, at + length));
    else if (id === record.xf) styles.push(stream.readUInt16LE(at + 2));
    return id !== record.eof;
  });
  if (isFirst) throw unreadable("broken_workbook");
  const show: NumberShow = showFormats ? numberShow(styles, codes, is1904) : plainNumber;
  return { strings: sharedStringsOf(stringBlocks), sheets, show };
}

const cellRecords: ReadonlySet<number> = new Set([
  record.formula,
  record.multipleRk,
  record.richString,
  record.labelShared,
  record.number,
  record.label,
  record.booleanOrError,
  record.rk,
]);

function worksheet(stream: Buffer, globals: Globals, name: string, beginsAt: number): Sheet {
  let rowCount: number | undefined;
  return {
    name,
    rowCount: () => rowCount,
    read: async (reader) => {
      const cells: number[] = [];
      let isSorted = true;
      let lastRow = 0;
      eachRecord(stream, beginsAt, (id, at) => {
        if (id === record.dimensions) rowCount = stream.readUInt32LE(at + 4);
        else if (cellRecords.has(id)) {
          const row = stream.readUInt16LE(at);
          if (row < lastRow) isSorted = false;
          lastRow = row;
          cells.push(at);
        }
        return id !== record.eof;
      });
      // Excel writes cells by row; not every library does.
      if (!isSorted) cells.sort((a, b) => stream.readUInt16LE(a) - stream.readUInt16LE(b));
      await readRows(stream, globals, cells, reader);
    },
    merges: async () => mergesOf(stream, beginsAt),
  };
}

async function readRows(
  stream: Buffer,
  globals: Globals,
  cells: readonly number[],
  reader: SheetReader,
): Promise<void> {
  const row = new SheetRow();
  for (const at of cells) {
    const line = stream.readUInt16LE(at) + 1;
    if (line !== row.line) {
      if (row.line > 0) {
        if (!reader.take(row)) return;
        if (row.line % 2_000 === 0) await reader.pause?.();
      }
      row.begin(line);
    }
    putCell(stream, globals, at, row);
  }
  if (row.line > 0) reader.take(row);
  await reader.pause?.();
}

/** Puts what one record says into the row. `at` is where its body begins; four bytes before stand kind and length. */
function putCell(stream: Buffer, globals: Globals, at: number, row: SheetRow): void {
  const column = stream.readUInt16LE(at + 2);
  if (stream.readUInt16LE(at - 4) !== record.multipleRk) {
    const cell = cellAt(stream, globals, at);
    row.put(column, cell.text, cell.isNumber);
    return;
  }
  const end = at + stream.readUInt16LE(at - 2) - 2;
  for (let place = at + 4, c = column; place + 6 <= end; place += 6, c++) {
    const number = String(rkNumber(stream.readInt32LE(place + 2)));
    row.put(c, globals.show(number, stream.readUInt16LE(place)), true);
  }
}

const written = (text: string): Cell => ({ text, isNumber: false });

function cellAt(stream: Buffer, { strings, show }: Globals, at: number): Cell {
  const end = at + stream.readUInt16LE(at - 2);
  const style = stream.readUInt16LE(at + 4);
  const counted = (number: number): Cell => ({ text: show(String(number), style), isNumber: true });
  switch (stream.readUInt16LE(at - 4)) {
    case record.labelShared:
      return written(strings[stream.readUInt32LE(at + 6)] ?? "");
    case record.label:
    case record.richString:
      return written(textAt(stream, at + 6, 2, end));
    case record.number:
      return counted(stream.readDoubleLE(at + 6));
    case record.rk:
      return counted(rkNumber(stream.readInt32LE(at + 6)));
    case record.booleanOrError:
      return written(booleanOrError(stream[at + 7] === 1, stream[at + 6] ?? 0));
    default:
      // A formula: the value last worked out, or a mark that says that text, a truth or an error follows.
      if (stream.readUInt16LE(at + 12) !== 0xffff) return counted(stream.readDoubleLE(at + 6));
      return written(formulaText(stream, at, end));
  }
}

const booleanOrError = (isError: boolean, value: number): string =>
  isError ? (errorTexts[value] ?? "#N/A") : value === 0 ? "FALSE" : "TRUE";

function formulaText(stream: Buffer, at: number, end: number): string {
  const kind = stream[at + 6];
  if (kind === 1 || kind === 2) return booleanOrError(kind === 2, stream[at + 8] ?? 0);
  if (kind !== 0) return "";
  let text = "";
  let ahead = 0;
  eachRecord(stream, end, (id, start, length) => {
    if (id === record.string) text = textAt(stream, start, 2, start + length);
    // Between the formula and its text may stand the formula that several cells share.
    return id !== record.string && ++ahead < 3 && !cellRecords.has(id);
  });
  return text;
}

function mergesOf(stream: Buffer, beginsAt: number): (upperRow: number, column: number) => boolean {
  const spans: (readonly [number, number, number, number])[] = [];
  eachRecord(stream, beginsAt, (id, at, length) => {
    if (id === record.mergedCells) {
      for (let place = at + 2; place + 8 <= at + length; place += 8) {
        const word = (index: number) => stream.readUInt16LE(place + index * 2);
        spans.push([word(0) + 1, word(1) + 1, word(2), word(3)]);
      }
    }
    return id !== record.eof;
  });
  return (upperRow, column) =>
    spans.some(
      ([top, bottom, left, right]) =>
        top <= upperRow && bottom > upperRow && left <= column && column <= right,
    );
}
