import { SaxesParser } from "saxes";
import { Refusal } from "#core/refusal.ts";
import { type NumberShow, numberShow } from "./number-formats.ts";
import { SharedStringsSink, StringTable } from "./shared-strings.ts";
import type { Sheet, SheetReader, Workbook } from "./sheet.ts";
import { MergesSink, WorksheetSink } from "./xlsx-sheet.ts";
import { XmlScanner, type XmlSink } from "./xml-bytes.ts";
import type { ZipParts } from "./zip-parts.ts";

const broken = () => new Refusal("invalid", "file_unreadable", { kind: "broken_workbook" });

/** What to do with numbers: their digits as they are, or as their format shows them. */
export type XlsxOptions = { readonly showFormats?: boolean };

/** Opens a workbook as Excel, WPS and many libraries write it; strict or transitional, with prefixes or without. */
export async function openXlsx(zip: ZipParts, options: XlsxOptions = {}): Promise<Workbook> {
  const workbookPart = await mainPart(zip);
  const relations = await relationsOf(zip, workbookPart);
  const book = await tagsOf(zip, workbookPart, ["sheet", "workbookPr"]);
  const target = (type: string) => relations.find((relation) => relation.type === type)?.target;
  const strings = loadOnce(() => readStrings(zip, target("sharedStrings")));
  const is1904 = book.some(
    ({ name, of }) => name === "workbookPr" && /^(1|true)$/.test(of("date1904") ?? ""),
  );
  const show = loadOnce(() => readFormats(zip, options.showFormats ? target("styles") : undefined, is1904));
  const sheets = book
    .filter(({ name, of }) => name === "sheet" && (of("state") ?? "visible") === "visible")
    .flatMap(({ of }) => {
      const relation = relations.find(({ id }) => id === of(":id"));
      if (relation?.type !== "worksheet" || !zip.has(relation.target)) return [];
      return [worksheet(zip, relation.target, of("name") ?? "", strings, show)];
    });
  if (sheets.length === 0) throw new Refusal("invalid", "file_unreadable", { kind: "no_sheet" });
  return { sheets, close: zip.close };
}

function worksheet(
  zip: ZipParts,
  part: string,
  name: string,
  strings: () => Promise<StringTable>,
  show: () => Promise<NumberShow | undefined>,
): Sheet {
  let rowCount: number | undefined;
  return {
    name,
    rowCount: () => rowCount,
    read: async (reader) => {
      const table = await strings();
      const numbers = await show();
      let isOver = false;
      const sink = new WorksheetSink(
        {
          wanted: reader.wanted,
          take: (row) => {
            if (!isOver && !reader.take(row)) isOver = true;
          },
          finish: () => {
            isOver = true;
          },
          rowCount: (rows) => {
            rowCount = rows;
          },
          needsValues: reader.needsValues ?? false,
          show: numbers,
        },
        table,
      );
      await scan(zip, part, sink, () => isOver, reader.pause);
    },
    merges: async () => {
      const sink = new MergesSink();
      await scan(zip, part, sink, () => false);
      return sink.joinsRows;
    },
  };
}

async function scan(
  zip: ZipParts,
  part: string,
  sink: XmlSink,
  isOver: () => boolean,
  pause?: SheetReader["pause"],
): Promise<void> {
  const scanner = new XmlScanner(sink, isOver);
  const toUtf8 = utf8Pieces();
  await zip.stream(part, async (chunk) => {
    scanner.push(toUtf8(chunk));
    await pause?.();
    return !isOver();
  });
}

/** XML may be UTF-16, which nobody writes but the standard allows. */
function utf8Pieces(): (chunk: Buffer) => Buffer {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let isFirst = true;
  return (chunk) => {
    if (isFirst) {
      isFirst = false;
      if (chunk[0] === 0xff && chunk[1] === 0xfe) decoder = new TextDecoder("utf-16le");
      else if (chunk[0] === 0xfe && chunk[1] === 0xff) decoder = new TextDecoder("utf-16be");
    }
    return decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
  };
}

async function readStrings(zip: ZipParts, part: string | undefined): Promise<StringTable> {
  const table = new StringTable();
  if (part && zip.has(part)) await scan(zip, part, new SharedStringsSink(table), () => false);
  return table;
}

async function readFormats(zip: ZipParts, part: string | undefined, is1904: boolean) {
  if (!part || !zip.has(part)) return undefined;
  const tags = await tagsOf(zip, part, ["numFmt", "cellXfs", "cellStyleXfs", "xf", "cellStyles"]);
  const codes = new Map<number, string>();
  const styles: number[] = [];
  let isCellXfs = false;
  for (const { name, of } of tags) {
    if (name === "numFmt") codes.set(Number(of("numFmtId")), of("formatCode") ?? "");
    else if (name === "xf") {
      if (isCellXfs) styles.push(Number(of("numFmtId") ?? 0));
    } else isCellXfs = name === "cellXfs";
  }
  return numberShow(styles, codes, is1904);
}

type Relation = { readonly id: string; readonly type: string; readonly target: string };

/** The part that the package says is its document; usually `xl/workbook.xml`. */
async function mainPart(zip: ZipParts): Promise<string> {
  const [main] = (await relationsOf(zip, "")).filter(({ type }) => type === "officeDocument");
  const part = main?.target ?? "xl/workbook.xml";
  if (!zip.has(part)) throw broken();
  return part;
}

async function relationsOf(zip: ZipParts, part: string): Promise<Relation[]> {
  const folder = part.slice(0, part.lastIndexOf("/") + 1);
  const relations = `${folder}_rels/${part.slice(folder.length)}.rels`;
  if (!zip.has(relations)) return [];
  return (await tagsOf(zip, relations, ["Relationship"])).map(({ of }) => ({
    id: of("Id") ?? "",
    type: (of("Type") ?? "").split("/").at(-1) ?? "",
    target: resolvePart(folder, of("Target") ?? ""),
  }));
}

/** `../worksheets/sheet1.xml` seen from a folder, or `/xl/worksheets/sheet1.xml` from the root. */
function resolvePart(folder: string, target: string): string {
  const path = target.startsWith("/") ? target.slice(1) : folder + target;
  const parts: string[] = [];
  for (const piece of path.replaceAll("\\", "/").split("/")) {
    if (piece === "..") parts.pop();
    else if (piece !== "." && piece !== "") parts.push(piece);
  }
  return parts.join("/");
}

type Tag = { readonly name: string; readonly of: (attribute: string) => string | undefined };

/** The tags of these local names in a small part. `of(":id")` asks for an attribute with any prefix. */
async function tagsOf(zip: ZipParts, part: string, wanted: readonly string[]): Promise<Tag[]> {
  const tags: Tag[] = [];
  const bytes = await zip.whole(part);
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    const local = name.slice(name.indexOf(":") + 1);
    if (!wanted.includes(local)) return;
    const of = (attribute: string) =>
      attribute.startsWith(":")
        ? Object.entries(attributes).find(([key]) => key.endsWith(attribute))?.[1]
        : attributes[attribute];
    tags.push({ name: local, of: of as Tag["of"] });
  });
  parser.on("doctype", () => {
    throw broken();
  });
  parser.on("error", () => {
    throw broken();
  });
  const utf16 = bytes[0] === 0xff ? "utf-16le" : "utf-16be";
  parser.write(new TextDecoder(isUtf16 ? utf16 : "utf-8").decode(bytes)).close();
  return tags;
}

function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}
