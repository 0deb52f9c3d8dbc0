import { isUtf8 } from "node:buffer";
import { squeezed } from "#core/cell.ts";
import { type SheetReader, SheetRow, type Workbook } from "./sheet.ts";

const portion = 1024 * 1024;
const delimiters = [",", "\t", ";", "|"] as const;
/** A quoted field that goes on for longer than a cell can hold was never closed: its quote is text. */
const longestField = 32_767;

/** How much a line, cut at a delimiter, looks like the head of the table. */
export type HeadScore = (cells: readonly string[]) => number;

/**
 * Opens text with one line per row; every cell is text. Encoding and delimiter are found out: the delimiter is the one
 * under which a line reads most like a head, else the one that cuts a line into most cells.
 */
export function openCsv(bytes: Buffer, score: HeadScore = () => 0): Workbook {
  const encoding = encodingOf(bytes);
  const head = [...texts(bytes.subarray(0, 64 * 1024), encoding)].join("");
  const delimiter = delimiterOf(head, score);
  let rowCount: number | undefined;
  return {
    sheets: [
      {
        name: null,
        rowCount: () => rowCount,
        read: async (reader) => {
          rowCount ??= countLines(bytes);
          await readRecords(texts(bytes, encoding), delimiter, reader);
        },
        merges: async () => () => false,
      },
    ],
    close: () => {},
  };
}

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

/** By its mark, else UTF-8 where it is that (a few broken characters aside), else GB 18030. */
export function encodingOf(bytes: Buffer): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (isUtf8(bytes)) return "utf-8";
  const sample = bytes.subarray(0, portion).toString("utf8");
  const broken = sample.split("\ufffd").length - 1;
  return broken <= sample.length / 500 ? "utf-8" : "gb18030";
}

function* texts(bytes: Buffer, encoding: Encoding): Generator<string> {
  const decoder = new TextDecoder(encoding);
  let heldBack = "";
  for (let at = 0; at < bytes.length || at === 0; at += portion) {
    const isLast = at + portion >= bytes.length;
    let text = heldBack + decoder.decode(bytes.subarray(at, at + portion), { stream: !isLast });
    if (at === 0 && text.startsWith("\ufeff")) text = text.slice(1);
    // A carriage return at the end may belong to a line feed that is still to come.
    heldBack = !isLast && text.endsWith("\r") ? "\r" : "";
    if (heldBack) text = text.slice(0, -1);
    yield text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  }
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++;
  return count + (bytes.length > 0 && bytes.at(-1) !== 10 ? 1 : 0);
}

function delimiterOf(head: string, score: HeadScore): string {
  const lines = head.split("\n").slice(0, 100);
  const hinted = /^sep=(.)$/i.exec(lines[0] ?? "")?.[1];
  if (hinted) return hinted;
  const best = (delimiter: string) =>
    Math.max(
      ...lines.map((line) => {
        const cells = line.split(delimiter).map((cell) => cell.replaceAll('"', ""));
        return score(cells) * 1_000 + Math.min(cells.length, 999);
      }),
    );
  return delimiters.reduce((found, delimiter) => (best(delimiter) > best(found) ? delimiter : found), ",");
}

async function readRecords(pieces: Iterable<string>, delimiter: string, reader: SheetReader): Promise<void> {
  const row = new SheetRow();
  let line = 0;
  const take = (fields: readonly string[]): boolean => {
    row.begin(++line);
    for (let column = 0; column < fields.length && column < 16_384; column++) {
      row.put(column, unwrap(fields[column] ?? ""), false);
    }
    return reader.take(row);
  };
  let rest = "";
  for (const piece of pieces) {
    const left = takeRecords(rest + piece, delimiter, take, false);
    if (left === undefined) return;
    rest = left;
    await reader.pause?.();
  }
  if (rest !== "") takeRecords(rest, delimiter, take, true);
  await reader.pause?.();
}

/** Takes every complete record; answers what is left over, or undefined where no more is wanted. */
function takeRecords(
  text: string,
  delimiter: string,
  take: (fields: readonly string[]) => boolean,
  isLast: boolean,
): string | undefined {
  let at = 0;
  while (at < text.length) {
    let end = text.indexOf("\n", at);
    if (end < 0) {
      if (!isLast) return text.slice(at);
      end = text.length;
    }
    const line = text.slice(at, end);
    if (!line.includes('"')) {
      if (!take(line.split(delimiter))) return undefined;
      at = end + 1;
      continue;
    }
    const record = quotedRecord(text, at, delimiter, isLast);
    if (!record) return text.slice(at);
    if (!take(record.fields)) return undefined;
    at = record.next;
  }
  return "";
}

/** A record with quotes in it: a quoted field may hold delimiters and line breaks. Undefined where it goes on. */
function quotedRecord(
  text: string,
  from: number,
  delimiter: string,
  isLast: boolean,
): { fields: string[]; next: number } | undefined {
  const fields: string[] = [];
  let at = from;
  for (;;) {
    let field = "";
    if (text[at] === '"') {
      const closed = closingQuote(text, at + 1);
      if (closed < 0 && !isLast && text.length - at <= longestField) return undefined;
      if (closed >= 0) {
        field = text.slice(at + 1, closed).replaceAll('""', '"');
        at = closed + 1;
      }
    }
    const stop = endOfField(text, at, delimiter);
    if (stop === text.length && !isLast) return undefined;
    fields.push(field + text.slice(at, stop));
    at = stop + 1;
    if (stop >= text.length || text[stop] === "\n") return { fields, next: at };
  }
}

function endOfField(text: string, from: number, delimiter: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === delimiter || text[at] === "\n") return at;
  }
  return text.length;
}

function closingQuote(text: string, from: number): number {
  for (
    let at = text.indexOf('"', from);
    at >= 0 && at - from <= longestField;
    at = text.indexOf('"', at + 2)
  ) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}

/** `="4109…"`: how some programs keep Excel from taking a number for one. */
function unwrap(field: string): string {
  return field.startsWith('="') && field.endsWith('"') && squeezed(field).length > 3
    ? field.slice(2, -1)
    : field;
}
