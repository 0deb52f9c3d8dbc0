import { Readable } from "node:stream";
import { writeZip, type ZipPart } from "./zip-writer.ts";

/** How a cell of text looks. What people typed is text, numbers too: a spreadsheet must not round it. */
export type CellLook = "plain" | "header" | "problem" | "waiting" | "note";
/** A figure that was worked out, to be added up by whoever opens the workbook: `5174`, `287400.00`, `0.702`. */
export type NumberLook = "count" | "money" | "share";
export type WrittenCell =
  | string
  | { readonly text: string; readonly look: CellLook }
  | { readonly number: string; readonly look: NumberLook };

export type WrittenSheet = {
  readonly name: string;
  /** Column widths in characters, from the left. */
  readonly widths?: readonly number[];
  /** Rows that stay in sight while scrolling. */
  readonly frozenRows?: number;
  /** Each row with its 1-based number, rising; what lies between stays empty. */
  readonly rows: Iterable<WrittenRow> | AsyncIterable<WrittenRow>;
};
export type WrittenRow = { readonly line: number; readonly cells: readonly WrittenCell[] };

export const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A workbook (.xlsx) as a stream, row by row. Sheets keep their order and names. */
export function writeWorkbook(sheets: readonly WrittenSheet[]): Readable {
  return Readable.from(writeZip(partsOf(sheets)), { objectMode: false });
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
const contentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
const spreadsheetml = "application/vnd.openxmlformats-officedocument.spreadsheetml";

function* partsOf(sheets: readonly WrittenSheet[]): Generator<ZipPart> {
  const names = sheetNames(sheets.map(({ name }) => name));
  const part = (name: string, xml: string): ZipPart => ({ name, pieces: [declaration + xml] });
  yield part(
    "[Content_Types].xml",
    `<Types xmlns="${contentTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheetml}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheetml}.styles+xml"/>${sheets
      .map(
        (_, i) =>
          `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${spreadsheetml}.worksheet+xml"/>`,
      )
      .join("")}</Types>`,
  );
  yield part(
    "_rels/.rels",
    `<Relationships xmlns="${packageRelationships}"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  yield part(
    "xl/workbook.xml",
    `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${names
      .map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
      .join("")}</sheets></workbook>`,
  );
  yield part(
    "xl/_rels/workbook.xml.rels",
    `<Relationships xmlns="${packageRelationships}">${sheets
      .map(
        (_, i) =>
          `<Relationship Id="rId${i + 1}" Type="${relationships}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
      )
      .join("")}<Relationship Id="rIdS" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
  );
  yield part("xl/styles.xml", stylesXml());
  for (const [i, sheet] of sheets.entries()) {
    yield { name: `xl/worksheets/sheet${i + 1}.xml`, pieces: sheetXml(sheet) };
  }
}

const looks: readonly CellLook[] = ["plain", "header", "problem", "waiting", "note"];
/** Style 0 belongs to empty cells; then each look, once as it is and once for text that looks like a formula. */
const styleOf = (look: CellLook, isGuarded: boolean): number =>
  1 + looks.indexOf(look) * 2 + (isGuarded ? 1 : 0);

/** 1,234 · 1,234.50 · 70.20%: formats that every spreadsheet program has. */
const numberFormats: Readonly<Record<NumberLook, number>> = { count: 3, money: 4, share: 10 };
const numberStyle = (look: NumberLook): number =>
  1 + looks.length * 2 + Object.keys(numberFormats).indexOf(look);

/** Format 49 is text. Fonts and fills are those of the page: red for wrong, yellow for waiting. */
function stylesXml(): string {
  const fonts = ["1B2430", "1B2430", "BC3227", "8A5A00", "616D7C"].map(
    (colour, i) =>
      `<font>${i === 1 ? "<b/>" : ""}<sz val="11"/><color rgb="FF${colour}"/><name val="等线"/></font>`,
  );
  const fills = ["FAFBFC", "FCEDEB", "FFF5DC"].map(
    (colour) => `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/></patternFill></fill>`,
  );
  const fillOf: Record<CellLook, number> = { plain: 0, header: 2, problem: 3, waiting: 4, note: 0 };
  const styles = looks.flatMap((look, font) =>
    ["", ' quotePrefix="1"'].map(
      (quoted) =>
        `<xf numFmtId="49" fontId="${font}" fillId="${fillOf[look]}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"${quoted}><alignment vertical="center"${look === "plain" ? "" : ' wrapText="1"'}/></xf>`,
    ),
  );
  for (const format of Object.values(numberFormats))
    styles.push(
      `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment horizontal="right" vertical="center"/></xf>`,
    );
  return `<styleSheet xmlns="${main}"><fonts count="${fonts.length}">${fonts.join("")}</fonts><fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fills.join("")}</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${styles.length + 1}"><xf numFmtId="49" applyNumberFormat="1"/>${styles.join("")}</cellXfs></styleSheet>`;
}

async function* sheetXml({ widths = [], frozenRows = 0, rows }: WrittenSheet): AsyncGenerator<string> {
  const pane =
    frozenRows > 0
      ? `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/>`
      : "";
  const columns = widths.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" style="0" customWidth="1"/>`,
  );
  yield `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>${columns.length > 0 ? `<cols>${columns.join("")}</cols>` : ""}<sheetData>`;
  let xml = "";
  for await (const { line, cells } of rows) {
    xml += rowXml(line, cells);
    if (xml.length > 128 * 1024) {
      yield xml;
      xml = "";
    }
  }
  yield `${xml}</sheetData></worksheet>`;
}

function rowXml(line: number, cells: readonly WrittenCell[]): string {
  let xml = `<row r="${line}">`;
  for (const [column, cell] of cells.entries()) {
    if (typeof cell !== "string" && "number" in cell) {
      xml += numberXml(`${columnName(column)}${line}`, cell.number, cell.look);
      continue;
    }
    const text = typeof cell === "string" ? cell : cell.text;
    if (text === "") continue;
    const style = styleOf(typeof cell === "string" ? "plain" : cell.look, looksLikeFormula(text));
    xml += `<c r="${columnName(column)}${line}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
  }
  return `${xml}</row>`;
}

/** Fifteen digits are what a spreadsheet keeps of a number; a longer one would be rounded. */
function numberXml(place: string, number: string, look: NumberLook): string {
  if (!/^-?\d+(\.\d+)?$/.test(number) || number.replace(/\D/g, "").length > 15)
    throw new Error("Not a number that a spreadsheet keeps.");
  return `<c r="${place}" s="${numberStyle(look)}"><v>${number}</v></c>`;
}

/** What another program might run when it opens the text as its own: marked, so that it stays text. */
const looksLikeFormula = (text: string): boolean => /^[\s]*[=+\-@]/.test(text);

const columnNames: string[] = [];

/** A, B … Z, AA, AB … */
export function columnName(column: number): string {
  columnNames[column] ??=
    (column >= 26 ? columnName(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));
  return columnNames[column];
}

const marks: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as XML holds it. Characters that XML cannot hold are left out; line breaks stay. */
export function escapeXml(text: string): string {
  if (/^[\w\p{Script=Han}]*$/u.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (character) => (/[\t\n\r]/.test(character) ? character : ""))
    .replace(/[&<>"]/g, (mark) => marks[mark] ?? mark);
}

/** What Excel allows as the name of a sheet: 31 characters, none of `[]:*?/\`, none twice. */
function sheetNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const base = name.replace(/[[\]:*?/\\]/g, "_").slice(0, 31) || "Sheet";
    let unique = base;
    for (let n = 2; used.has(unique.toLowerCase()); n++)
      unique = `${base.slice(0, 31 - `${n}`.length - 1)}_${n}`;
    used.add(unique.toLowerCase());
    return unique;
  });
}
