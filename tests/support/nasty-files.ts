import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, deflateRawSync } from "node:zlib";
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

/**
 * A workbook whose sheet unpacks to two gigabytes of empty cells and packs to two megabytes: one megabyte is packed once and
 * repeated. Its directory tells the truth, or says that all is small.
 */
export function bomb(claims = 2 * 1024 ** 3 - 1): Buffer {
  const megabyte = deflateRawSync(`<c>${" ".repeat(1024 * 1024 - 7)}</c>`, {
    level: 9,
    finishFlush: constants.Z_FULL_FLUSH,
  });
  const packed = Buffer.concat([...new Array<Buffer>(2048).fill(megabyte), Buffer.from([3, 0])]);
  const text = (content: string) => ({ packed: deflateRawSync(content), unpacked: content.length });
  const base = "http://schemas.openxmlformats.org";
  const relation = (id: string, type: string, target: string) =>
    `<Relationships xmlns="${base}/package/2006/relationships"><Relationship Id="${id}" Type="${base}/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`;
  return zipOfPacked([
    { name: "[Content_Types].xml", ...text("<Types/>") },
    { name: "_rels/.rels", ...text(relation("a", "officeDocument", "/xl/workbook.xml")) },
    {
      name: "xl/workbook.xml",
      ...text(
        `<workbook xmlns="${base}/spreadsheetml/2006/main" xmlns:r="${base}/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="s"/></sheets></workbook>`,
      ),
    },
    { name: "xl/_rels/workbook.xml.rels", ...text(relation("s", "worksheet", "worksheets/sheet1.xml")) },
    { name: "xl/worksheets/sheet1.xml", packed, unpacked: claims },
  ]);
}

/** A zip file of parts that are packed already. */
function zipOfPacked(parts: readonly { name: string; packed: Buffer; unpacked: number }[]): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const { name, packed, unpacked } of parts) {
    const sizes = Buffer.alloc(26);
    for (const [place, number] of [20, 0, 8, 0, 0].entries()) sizes.writeUInt16LE(number, place * 2);
    sizes.writeUInt32LE(packed.length, 14);
    sizes.writeUInt32LE(unpacked, 18);
    sizes.writeUInt16LE(name.length, 22);
    locals.push(Buffer.from("PK\x03\x04"), sizes, Buffer.from(name), packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    entries.push(Buffer.from("PK\x01\x02\x14\0"), sizes, rest, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
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
