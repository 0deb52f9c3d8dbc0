import { Refusal } from "#core/refusal.ts";

/** What a scanner of XML bytes tells. Places are offsets into `bytes`, which is valid during the call only. */
export type XmlSink = {
  /** `name` is the local name as `nameKey` packs it; attributes lie between `from` and `to`. */
  open(name: number, bytes: Buffer, from: number, to: number): void;
  close(name: number): void;
  text(bytes: Buffer, from: number, to: number, isRaw: boolean): void;
};

const less = 0x3c;
const greater = 0x3e;
const slash = 0x2f;
const bang = 0x21;
const question = 0x3f;
const colon = 0x3a;

/** Longer than any cell that a spreadsheet program writes (32,767 characters as numeric references). */
const longestToken = 2 * 1024 * 1024;

/** A local name packed into a number, so that a hundred million tags need no strings. */
export const nameKey = (name: string): number =>
  packName(name.length, name.charCodeAt(0), name.charCodeAt(1), name.charCodeAt(name.length - 1));

const packName = (length: number, first: number, second: number, last: number): number =>
  (length << 24) | (first << 16) | ((length > 1 ? second : 0) << 8) | last;

/**
 * Splits the bytes of a UTF-8 XML part into tags and text, chunk by chunk. A sheet of 424,000 rows is 200 MB of XML:
 * it is never made into one string, nor into objects. Prefixes are dropped, comments and instructions skipped.
 */
export class XmlScanner {
  private rest: Buffer | undefined;
  private readonly sink: XmlSink;
  private readonly isOver: () => boolean;

  /** Nothing more is told once `isOver` says that the rest does not matter. */
  constructor(sink: XmlSink, isOver: () => boolean) {
    this.sink = sink;
    this.isOver = isOver;
  }

  push(chunk: Buffer): void {
    const bytes = this.rest ? Buffer.concat([this.rest, chunk]) : chunk;
    this.rest = undefined;
    let at = 0;
    while (at < bytes.length) {
      const next = bytes[at] === less ? this.tag(bytes, at) : this.run(bytes, at);
      if (next === at) break;
      at = next;
    }
    if (at === bytes.length || this.isOver()) return;
    if (bytes.length - at > longestToken) {
      throw new Refusal("too_large", "file_too_large", { why: "unpacked", limit: "一个单元格的上限" });
    }
    // A copy: the chunk may be reused by whoever inflates.
    this.rest = Buffer.from(bytes.subarray(at));
  }

  /** Text up to the next tag; waits for more bytes where there is no tag yet. */
  private run(bytes: Buffer, at: number): number {
    const end = bytes.indexOf(less, at);
    if (end < 0) return at;
    this.sink.text(bytes, at, end, false);
    return end;
  }

  private tag(bytes: Buffer, at: number): number {
    const second = bytes[at + 1];
    if (second === undefined) return at;
    if (second === bang) return this.declaration(bytes, at);
    if (second === question) {
      const end = bytes.indexOf("?>", at);
      return end < 0 ? at : end + 2;
    }
    const end = endOfTag(bytes, at + 1);
    if (end < 0) return at;
    let from = second === slash ? at + 2 : at + 1;
    let place = from;
    for (; place < end; place++) {
      const byte = bytes[place] as number;
      if (byte === colon) from = place + 1;
      else if (byte <= 0x20 || byte === slash) break;
    }
    const length = place - from;
    const name = packName(
      length,
      bytes[from] as number,
      bytes[from + 1] as number,
      bytes[place - 1] as number,
    );
    if (second === slash) {
      this.sink.close(name);
    } else {
      const isEmpty = bytes[end - 1] === slash;
      this.sink.open(name, bytes, place, isEmpty ? end - 1 : end);
      if (isEmpty) this.sink.close(name);
    }
    return end + 1;
  }

  private declaration(bytes: Buffer, at: number): number {
    if (bytes.length - at < 9) return at;
    const head = bytes.toString("latin1", at, at + 9);
    if (head.startsWith("<!--")) {
      const end = bytes.indexOf("-->", at + 4);
      return end < 0 ? at : end + 3;
    }
    if (head === "<![CDATA[") {
      const end = bytes.indexOf("]]>", at + 9);
      if (end < 0) return at;
      this.sink.text(bytes, at + 9, end, true);
      return end + 3;
    }
    // Spreadsheets have no document type; whoever sends one may mean harm with its entities.
    throw new Refusal("invalid", "file_unreadable", { kind: "broken_workbook" });
  }
}

/** The `>` that ends a tag: one within quotes does not. */
function endOfTag(bytes: Buffer, from: number): number {
  let quote = 0;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (quote !== 0) {
      if (byte === quote) quote = 0;
    } else if (byte === greater) return at;
    else if (byte === 0x22 || byte === 0x27) quote = byte;
  }
  return -1;
}

/** The value of one attribute without prefix, or undefined. For rare tags; cells have their own, faster way. */
export function attributeOf(bytes: Buffer, from: number, to: number, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(
    bytes.toString("latin1", from, to),
  );
  return match ? (match[1] ?? match[2]) : undefined;
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const ampersand = 0x26;

/** The text of a piece of XML: entities resolved, `_x000D_` as Excel escapes control characters too. */
export function decodeText(bytes: Buffer, from: number, to: number, isRaw = false): string {
  let plain = true;
  let hasEntity = false;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x80) plain = false;
    else if (byte === ampersand) hasEntity = true;
  }
  const text = plain ? bytes.toString("latin1", from, to) : bytes.toString("utf8", from, to);
  return hasEntity && !isRaw ? text.replace(/&(#x?[\da-fA-F]+|\w+);/g, resolve) : text;
}

function resolve(whole: string, name: string): string {
  if (!name.startsWith("#")) return named[name] ?? whole;
  const code =
    name[1] === "x" || name[1] === "X" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

/** `_x000D_` is how a workbook writes the characters that XML cannot. */
export const unescapeCell = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([\da-fA-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
