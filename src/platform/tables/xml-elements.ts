import { createReadStream } from "node:fs";
import { Refusal } from "#core/refusal.ts";
import { encodingOf } from "./csv.ts";
import { type SheetReader, SheetRow, type Workbook } from "./sheet.ts";
import { decodeText, nameKey, XmlScanner, type XmlSink } from "./xml-bytes.ts";

/** The name of the one sheet of an XML file, whose rows are its elements. */
export const xmlSheet = "XML";

/** Deeper than any message of ISO 20022; whoever nests further means harm. */
const deepest = 60;
const portion = 256 * 1024;

/**
 * Opens an XML file as rows, one for each element in the order of the file: how deep it lies, its local name, its text,
 * then each attribute as `name=value`. It is read chunk by chunk. A document type, and with it every entity of somebody's
 * own, is refused; so is what is cut off or not well formed. `line` is the line of the file.
 */
export const openXml = (path: string, head: Buffer): Workbook => ({
  sheets: [
    {
      name: xmlSheet,
      rowCount: () => undefined,
      read: (reader) => readElements(path, head, reader),
      merges: async () => () => false,
    },
  ],
  close: () => {},
});

async function readElements(path: string, head: Buffer, reader: SheetReader): Promise<void> {
  const elements = new Elements(reader);
  const scanner = new XmlScanner(elements, () => elements.isOver);
  const decoder = decoderFor(head);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: portion })) {
      scanner.push(
        decoder ? Buffer.from(decoder.decode(chunk as Buffer, { stream: true })) : (chunk as Buffer),
      );
      await reader.pause?.();
    }
  } catch (error) {
    // The scanner's own word is about workbooks; a byte that is none of its encoding is a fault of the file, too.
    const isOdd =
      error instanceof TypeError || (error instanceof Refusal && error.facts.kind === "broken_workbook");
    throw isOdd ? broken(elements.line) : error;
  }
  elements.finish();
}

/** Undefined for UTF-8, which is read as it is. Chinese banks write GBK now and then, and say so in the first line. */
function decoderFor(head: Buffer): InstanceType<typeof TextDecoder> | undefined {
  const declared = /^[^>]*\bencoding\s*=\s*["']([\w-]+)["']/.exec(head.toString("latin1", 0, 200))?.[1];
  const encoding = encodingOf(head.subarray(0, 2)).startsWith("utf-16") ? encodingOf(head) : declared;
  if (encoding === undefined || /^utf-?8$/i.test(encoding)) return undefined;
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw broken(1);
  }
}

const broken = (line: number) => new Refusal("invalid", "file_unreadable", { kind: "broken_xml", line });

const ownEntity = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)/;

/** Makes a row of each element: when its first child opens, or else when it closes. */
class Elements implements XmlSink {
  line = 1;
  isOver = false;
  private readonly row = new SheetRow();
  private readonly open_: string[] = [];
  private pending: { line: number; attributes: string[] } | undefined;
  private text_ = "";
  private hasRoot = false;
  private readonly reader: SheetReader;

  constructor(reader: SheetReader) {
    this.reader = reader;
  }

  open(_name: number, bytes: Buffer, from: number, to: number): void {
    if (this.open_.length === 0 && this.hasRoot) throw broken(this.line);
    this.hasRoot = true;
    if (this.text_.trim() !== "" || this.open_.length >= deepest) throw broken(this.line);
    this.tell();
    this.open_.push(nameBefore(bytes, from));
    this.pending = { line: this.line, attributes: attributesOf(bytes, from, to) };
    this.text_ = "";
  }

  close(name: number): void {
    const top = this.open_.at(-1);
    if (top === undefined || nameKey(top) !== name) throw broken(this.line);
    this.tell();
    this.open_.pop();
    this.text_ = "";
  }

  text(bytes: Buffer, from: number, to: number, isRaw: boolean): void {
    for (let at = from; at < to; at++) if (bytes[at] === 0x0a) this.line++;
    if (!isRaw && ownEntity.test(bytes.toString("latin1", from, to))) throw broken(this.line);
    if (this.pending) this.text_ += decodeText(bytes, from, to, isRaw);
    else if (bytes.toString("latin1", from, to).replace("\u00ef\u00bb\u00bf", "").trim() !== "")
      throw broken(this.line);
  }

  /** What was begun must have ended. */
  finish(): void {
    if (!this.isOver && (this.open_.length > 0 || !this.hasRoot)) throw broken(this.line);
  }

  private tell(): void {
    const { pending } = this;
    if (!pending || this.isOver) return;
    this.pending = undefined;
    this.row.begin(pending.line);
    const cells = [
      String(this.open_.length),
      this.open_.at(-1) ?? "",
      this.text_.trim(),
      ...pending.attributes,
    ];
    for (const [column, text] of cells.entries()) this.row.put(column, text, false);
    this.isOver = !this.reader.take(this.row);
  }
}

/** The local name that ends at `end`. */
function nameBefore(bytes: Buffer, end: number): string {
  let from = end;
  while (from > 0 && bytes[from - 1] !== 0x3c && bytes[from - 1] !== 0x3a) from--;
  return bytes.toString("utf8", from, end);
}

const attributesOf = (bytes: Buffer, from: number, to: number): string[] =>
  from === to
    ? []
    : [...bytes.toString("utf8", from, to).matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
        ([, name, one, other]) => `${name}=${one ?? other ?? ""}`,
      );
