import { open, readFile, stat } from "node:fs/promises";
import { Refusal } from "#core/refusal.ts";
import { openCompoundFile } from "./compound-file.ts";
import { encodingOf, type HeadScore, openCsv } from "./csv.ts";
import { openPage } from "./page-table.ts";
import type { Workbook } from "./sheet.ts";
import { openXls } from "./xls-workbook.ts";
import { openXlsx, type XlsxOptions } from "./xlsx-workbook.ts";
import { openXml } from "./xml-elements.ts";
import { openZip } from "./zip-parts.ts";

/** The largest file that is read at all. */
export const fileLimit = 50 * 1024 * 1024;

export type TableOptions = XlsxOptions & {
  /** How text finds its delimiter. */
  readonly score?: HeadScore;
  /** Some banks save a page's table under the name of a workbook: it is read, not refused. */
  readonly mayBePage?: boolean;
  /** Elements of XML as rows (`xml-elements.ts`). */
  readonly mayBeXml?: boolean | undefined;
};

const unreadable = (kind: string) => new Refusal("invalid", "file_unreadable", { kind });

/**
 * Opens a table, whatever its name says: the content decides. Refuses `file_too_large`, `file_encrypted` and
 * `file_unreadable` (saying what the file really is).
 */
export async function openTable(path: string, options: TableOptions = {}): Promise<Workbook> {
  const { size } = await stat(path);
  if (size > fileLimit) throw new Refusal("too_large", "file_too_large", { why: "size", limit: "50MB" });
  if (size === 0) throw unreadable("empty");
  const head = await headOf(path);
  const begins = (...bytes: number[]) => bytes.every((byte, place) => head[place] === byte);

  if (begins(0x50, 0x4b)) return openZipped(path, options);
  if (begins(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return openCompound(path, options);
  const kind = kindOf(head);
  const page = kind === "html" && options.mayBePage ? openPage(await readFile(path)) : undefined;
  if (page) return page;
  if (kind === "xml" && options.mayBeXml) return openXml(path, head);
  if (kind) throw unreadable(kind);
  return openCsv(await readFile(path), options.score);
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function openZipped(path: string, options: XlsxOptions): Promise<Workbook> {
  const zip = await openZip(path);
  try {
    const kind = kindOfZip(zip.names);
    if (kind) throw unreadable(kind);
    return await openXlsx(zip, options);
  } catch (error) {
    zip.close();
    throw error;
  }
}

function kindOfZip(names: readonly string[]): string | undefined {
  const has = (start: string) => names.some((name) => name.toLowerCase().startsWith(start));
  if (has("xl/workbook.bin")) return "other_workbook";
  if (has("word/")) return "word";
  if (has("ppt/")) return "presentation";
  if (has("[content_types].xml") || has("xl/")) return undefined;
  return has("content.xml") ? "other_workbook" : "archive";
}

async function openCompound(path: string, options: XlsxOptions): Promise<Workbook> {
  const file = openCompoundFile(await readFile(path));
  if (!file) throw unreadable("broken_workbook");
  const has = (name: string) => file.names.includes(name);
  if (has("EncryptedPackage")) throw new Refusal("invalid", "file_encrypted");
  if (has("WordDocument")) throw unreadable("word");
  if (has("PowerPoint Document")) throw unreadable("presentation");
  if (!has("Workbook")) throw unreadable(has("Book") ? "old_workbook" : "binary");
  const stream = file.stream("Workbook");
  if (!stream) throw unreadable("broken_workbook");
  return openXls(stream, options);
}

/** The first bytes of what people send by mistake; a dot stands for any byte. */
const signatures: readonly (readonly [string, readonly string[]])[] = [
  ["picture", ["\x89PNG", "\xff\xd8\xff", "GIF8", "BM....\0\0", "II*\0", "MM\0*", "RIFF....WEBP"]],
  ["picture", ["....ftypheic", "....ftypheix", "....ftypmif1", "....ftypavif"]],
  ["pdf", ["%PDF-"]],
  ["archive", ["Rar!", "7z\xbc\xaf", "\x1f\x8b", "BZh", "\xfd7zXZ"]],
  ["word", ["{\\rtf"]],
];

const startsLike = (bytes: string, signature: string): boolean =>
  [...signature].every((byte, place) => byte === "." || bytes[place] === byte);

/** Bytes that no text has: those below the space, white space and escape aside. */
const isNoText = (head: Buffer): boolean => head.some((byte) => byte < 9 || (byte > 13 && byte < 27));

/** What a file is that is neither workbook nor text with a table in it; undefined for text. */
function kindOf(head: Buffer): string | undefined {
  const bytes = head.toString("latin1");
  const known = signatures.find(([, starts]) => starts.some((signature) => startsLike(bytes, signature)));
  if (known) return known[0];
  const encoding = encodingOf(head);
  if (!encoding.startsWith("utf-16") && isNoText(head)) return "binary";
  const text = new TextDecoder(encoding).decode(head).trimStart();
  if (/^(?:<!doctype html|<html|<head|<meta|<style|<body|<table|<div|MIME-Version:)/i.test(text))
    return "html";
  if (text.startsWith("<")) return "xml";
  // GB 18030 gives a reading to almost anything: what is full of holes under it is no text.
  const holes = text.split("\ufffd").length - 1;
  return holes > 2 + text.length / 100 ? "binary" : undefined;
}
