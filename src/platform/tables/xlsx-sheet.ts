import { Refusal } from "#core/refusal.ts";
import { columnName } from "#platform/workbooks/workbook-writer.ts";
import { plainNumber } from "./number-text.ts";
import type { StringTable } from "./shared-strings.ts";
import { SheetRow, type Wanted } from "./sheet.ts";
import { attributeOf, decodeText, nameKey, unescapeCell, type XmlSink } from "./xml-bytes.ts";

const row = nameKey("row");
const cell = nameKey("c");
const value = nameKey("v");
const formula = nameKey("f");
const text = nameKey("t");
const inline = nameKey("is");
const phonetic = nameKey("rPh");
const dimension = nameKey("dimension");
const sheetData = nameKey("sheetData");
const mergeCell = nameKey("mergeCell");

/** How a cell's value is to be understood: its `t` attribute. */
type Kind = "number" | "shared" | "inline" | "string" | "boolean" | "error" | "date";
const kinds: Readonly<Record<string, Kind>> = {
  s: "shared",
  inlineStr: "inline",
  str: "string",
  b: "boolean",
  e: "error",
  d: "date",
};

const maxColumns = 16_384;
const quote = 0x22;
const apostrophe = 0x27;

export type RowSink = {
  readonly wanted: Wanted;
  readonly take: (row: SheetRow) => void;
  /** After the last row: the rest of the part does not matter. */
  readonly finish: () => void;
  readonly rowCount: (rows: number) => void;
  readonly needsValues: boolean;
  /** What a number looks like under its format; only who shows numbers asks. */
  readonly show?: ((number: string, style: number) => string) | undefined;
};

/** Turns the tags of a worksheet into rows. Sheets whose rows or cells do not say where they are count on. */
export class WorksheetSink implements XmlSink {
  private readonly rows: RowSink;
  private readonly strings: StringTable;
  private readonly current = new SheetRow();
  private line = 0;
  private column = -1;
  private kind: Kind = "number";
  private style = 0;
  private isWanted = false;
  private inValue = false;
  private inInline = false;
  private inPhonetic = false;
  private isFormula = false;
  private pieces = "";
  private index = -1;
  private rowSaid = 0;

  constructor(rows: RowSink, strings: StringTable) {
    this.rows = rows;
    this.strings = strings;
  }

  open(name: number, bytes: Buffer, from: number, to: number): void {
    if (name === cell) this.openCell(bytes, from, to);
    else if (name === value) this.inValue = this.isWanted;
    else if (name === row) this.openRow(bytes, from, to);
    else if (name === inline) this.inInline = true;
    else if (name === text) this.inValue = this.inInline && this.isWanted && !this.inPhonetic;
    else if (name === phonetic) this.inPhonetic = true;
    else if (name === formula) this.isFormula = true;
    else if (name === dimension) this.rows.rowCount(rowsOf(attributeOf(bytes, from, to, "ref") ?? ""));
  }

  close(name: number): void {
    if (name === cell) this.closeCell();
    else if (name === value || name === text) this.inValue = false;
    else if (name === row) this.rows.take(this.current);
    else if (name === inline) this.inInline = false;
    else if (name === phonetic) this.inPhonetic = false;
    else if (name === sheetData) this.rows.finish();
  }

  text(bytes: Buffer, from: number, to: number, isRaw: boolean): void {
    if (!this.inValue) return;
    if (this.kind === "shared") {
      this.index = digits(bytes, from, to);
      return;
    }
    const piece = decodeText(bytes, from, to, isRaw);
    this.pieces = this.pieces === "" ? piece : this.pieces + piece;
  }

  private openRow(bytes: Buffer, from: number, to: number): void {
    this.rowSaid = 0;
    this.attributes(bytes, from, to, true);
    this.line = this.rowSaid > 0 ? this.rowSaid : this.line + 1;
    this.column = -1;
    this.current.begin(this.line);
  }

  private openCell(bytes: Buffer, from: number, to: number): void {
    this.column++;
    this.kind = "number";
    this.style = 0;
    this.isFormula = false;
    this.pieces = "";
    this.index = -1;
    this.attributes(bytes, from, to, false);
    this.isWanted =
      this.column < maxColumns &&
      (this.rows.wanted === "all" ||
        this.rows.wanted.has(this.column) ||
        !this.current.isSettledAt(this.column));
  }

  /** Byte by byte, without objects: a large sheet has ten million attributes. */
  private attributes(bytes: Buffer, from: number, to: number, isRow: boolean): void {
    let at = from;
    while (at < to) {
      while (at < to && (bytes[at] as number) <= 0x20) at++;
      const name = at;
      while (at < to && bytes[at] !== 0x3d) at++;
      const nameEnd = at++;
      while (at < to && bytes[at] !== quote && bytes[at] !== apostrophe) at++;
      const mark = bytes[at++];
      const start = at;
      while (at < to && bytes[at] !== mark) at++;
      if (nameEnd - name === 1) {
        if (!isRow) this.cellAttribute(bytes[name] as number, bytes, start, at);
        else if (bytes[name] === 0x72 /* r */) this.rowSaid = digits(bytes, start, at);
      }
      at++;
    }
  }

  private cellAttribute(name: number, bytes: Buffer, from: number, to: number): void {
    if (name === 0x72 /* r */) {
      const column = columnOf(bytes, from, to);
      if (column >= 0) this.column = column;
    } else if (name === 0x74 /* t */) {
      const isShared = to - from === 1 && bytes[from] === 0x73;
      this.kind = isShared ? "shared" : (kinds[bytes.toString("latin1", from, to)] ?? "number");
    } else if (name === 0x73 /* s */ && this.rows.show) {
      this.style = Number(bytes.toString("latin1", from, to));
    }
  }

  private closeCell(): void {
    if (!this.isWanted) return;
    this.isWanted = false;
    const { pieces } = this;
    if (this.index >= 0) this.current.put(this.column, this.strings.text(this.index), false);
    if (pieces === "") {
      if (this.isFormula && this.rows.needsValues) this.demandValue();
      return;
    }
    switch (this.kind) {
      case "number": {
        const number = plainNumber(pieces);
        this.current.put(this.column, this.rows.show?.(number, this.style) ?? number, true);
        break;
      }
      case "boolean":
        this.current.put(
          this.column,
          pieces.trim() === "1" || pieces.trim() === "true" ? "TRUE" : "FALSE",
          false,
        );
        break;
      default:
        this.current.put(this.column, unescapeCell(pieces), false);
    }
  }

  /** A formula whose result is empty text says that it is text; one that says nothing was never worked out. */
  private demandValue(): void {
    const { line, column, kind, rows } = this;
    if (kind !== "number" || !(rows.wanted === "all" || rows.wanted.has(column))) return;
    throw new Refusal("invalid", "formula_without_value", { line, column: columnName(column) });
  }
}

/** The 0-based column of a reference such as `AB12`, or −1. */
function columnOf(bytes: Buffer, from: number, to: number): number {
  let column = 0;
  for (let at = from; at < to; at++) {
    const letter = (bytes[at] as number) & 0xdf;
    if (letter < 0x41 || letter > 0x5a) break;
    column = column * 26 + letter - 0x40;
  }
  return column - 1;
}

/** The whole number that these bytes write, white space aside. */
function digits(bytes: Buffer, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit >= 0 && digit <= 9) number = number * 10 + digit;
  }
  return number;
}

const rowsOf = (reference: string): number => Number(/(\d+)$/.exec(reference)?.[1] ?? 0);

/** Collects the merged cells of a worksheet that reach over several rows. They stand behind the rows. */
export class MergesSink implements XmlSink {
  private readonly spans: { top: number; bottom: number; left: number; right: number }[] = [];

  open(name: number, bytes: Buffer, from: number, to: number): void {
    if (name !== mergeCell || this.spans.length >= 10_000) return;
    const match = /^\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)$/i.exec(
      attributeOf(bytes, from, to, "ref") ?? "",
    );
    if (!match) return;
    const column = (letters: string) => columnOf(Buffer.from(letters), 0, letters.length);
    const [left, right] = [column(match[1] ?? ""), column(match[3] ?? "")];
    const [top, bottom] = [Number(match[2]), Number(match[4])];
    if (bottom > top) this.spans.push({ top, bottom, left, right });
  }

  close(): void {}
  text(): void {}

  /** Whether one merged cell covers this column in the upper row and in the row below it. */
  joinsRows = (upperRow: number, column: number): boolean =>
    this.spans.some(
      ({ top, bottom, left, right }) =>
        top <= upperRow && bottom > upperRow && left <= column && column <= right,
    );
}
