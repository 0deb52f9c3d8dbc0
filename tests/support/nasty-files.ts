import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { columnName, escapeXml } from "#platform/workbooks/workbook-writer.ts";
import { writeZip, type ZipPart } from "#platform/workbooks/zip-writer.ts";

/** A folder that is gone when the tests are over; call `clear` then. */
export function testFolder(): {
  file: (name: string, content: Buffer | string) => string;
  clear: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), "tongzhou-test-"));
  return {
    file: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A cell as XML says it: text (inline), or whatever stands in `raw` in place of `REF`. */
export type NastyCell = string | number | { readonly raw: string };

export type NastySheet = {
  readonly name: string;
  readonly state?: "hidden" | "veryHidden";
  /** Rows by their cells, or the whole content of `sheetData` and what follows it. */
  readonly rows?: readonly (readonly NastyCell[])[];
  readonly xml?: string | Iterable<string>;
  readonly merges?: readonly string[];
};

export type NastyWorkbook = {
  readonly sheets: readonly NastySheet[];
  readonly sharedStrings?: string;
  readonly styles?: string;
  readonly prefix?: string;
  readonly strict?: boolean;
  readonly extra?: readonly ZipPart[];
};

/** A workbook written by hand, so that it can hold what no library would write. */
export async function nastyXlsx(book: NastyWorkbook): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of writeZip(partsOf(book))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export async function zipOf(parts: readonly ZipPart[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of writeZip(parts)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function* partsOf(book: NastyWorkbook): Generator<ZipPart> {
  const base = book.strict ? "http://purl.oclc.org/ooxml" : "http://schemas.openxmlformats.org";
  const main = `${base}/spreadsheetml/${book.strict ? "" : "2006/"}main`;
  const office = `${base}/officeDocument/${book.strict ? "" : "2006/"}relationships`;
  const p = book.prefix ? `${book.prefix}:` : "";
  const namespace = `xmlns${book.prefix ? `:${book.prefix}` : ""}="${main}"`;
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = (inside: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`;

  yield { name: "[Content_Types].xml", pieces: ["<Types/>"] };
  yield { name: "_rels/.rels", pieces: [relations(relation("a", "officeDocument", "/xl/workbook.xml"))] };
  const sheets = book.sheets.map(
    ({ name, state }, i) =>
      `<${p}sheet name="${escapeXml(name)}" sheetId="${i + 1}" ${state ? `state="${state}"` : ""} r:id="s${i}"/>`,
  );
  yield {
    name: "xl/workbook.xml",
    pieces: [
      `<?xml version="1.0"?><${p}workbook ${namespace} xmlns:r="${office}"><${p}sheets>${sheets.join("")}</${p}sheets></${p}workbook>`,
    ],
  };
  yield {
    name: "xl/_rels/workbook.xml.rels",
    pieces: [
      relations(
        book.sheets.map((_, i) => relation(`s${i}`, "worksheet", `worksheets/sheet${i + 1}.xml`)).join("") +
          relation("t", "sharedStrings", "sharedStrings.xml") +
          relation("u", "styles", "styles.xml"),
      ),
    ],
  };
  if (book.sharedStrings) yield { name: "xl/sharedStrings.xml", pieces: [book.sharedStrings] };
  if (book.styles) yield { name: "xl/styles.xml", pieces: [book.styles] };
  for (const [i, sheet] of book.sheets.entries()) {
    yield { name: `xl/worksheets/sheet${i + 1}.xml`, pieces: sheetXml(sheet, p, namespace) };
  }
  yield* book.extra ?? [];
}

function* sheetXml(
  { rows = [], xml, merges = [] }: NastySheet,
  p: string,
  namespace: string,
): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<${p}worksheet ${namespace}>`;
  if (xml === undefined) {
    yield `<${p}sheetData>${rows.map((cells, i) => rowXml(cells, i + 1, p)).join("")}</${p}sheetData>`;
    if (merges.length > 0) {
      yield `<${p}mergeCells>${merges.map((ref) => `<${p}mergeCell ref="${ref}"/>`).join("")}</${p}mergeCells>`;
    }
  } else if (typeof xml === "string") yield xml;
  else yield* xml;
  yield `</${p}worksheet>`;
}

const rowXml = (cells: readonly NastyCell[], line: number, p: string): string =>
  `<${p}row r="${line}">${cells.map((cell, column) => cellXml(cell, `${columnName(column)}${line}`, p)).join("")}</${p}row>`;

function cellXml(cell: NastyCell, reference: string, p: string): string {
  if (typeof cell === "number") return `<${p}c r="${reference}"><${p}v>${cell}</${p}v></${p}c>`;
  if (typeof cell === "object") return cell.raw.replaceAll("REF", reference);
  if (cell === "") return "";
  return `<${p}c r="${reference}" t="inlineStr"><${p}is><${p}t>${escapeXml(cell)}</${p}t></${p}is></${p}c>`;
}
