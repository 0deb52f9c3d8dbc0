import { EncryptedFileError, fromHtml, readXls, readXlsx } from "hucre";
import { parseCsv } from "#core/csv.ts";
import { type Cell, type OpenFile, type Problem, problem } from "./statement.ts";

const maxUnpackedBytes = 256 * 1024 * 1024;
const maxRows = 200_000;

type Opened = { readonly file: OpenFile } | { readonly problem: Problem };

/** Unpacks a workbook or decodes a text table. What is neither is named, so that a person knows what to send. */
export async function openFile(bytes: Uint8Array): Promise<Opened> {
  if (bytes.length === 0) return { problem: problem(0, "statement_file_empty") };
  const kind = kindOf(bytes);
  if (kind === "picture" || kind === "pdf") return { problem: problem(0, `statement_file_is_${kind}`) };
  if (kind === "text") return openText(bytes);
  if (kind === "zip" && unpackedSize(bytes) > maxUnpackedBytes) {
    return { problem: problem(0, "statement_file_too_large") };
  }
  return openWorkbook(bytes, kind);
}

type Kind = "zip" | "ole" | "picture" | "pdf" | "text";

const signatures: readonly (readonly [Kind, readonly number[]])[] = [
  ["zip", [0x50, 0x4b]],
  ["ole", [0xd0, 0xcf, 0x11, 0xe0]],
  ["picture", [0x89, 0x50, 0x4e, 0x47]],
  ["picture", [0xff, 0xd8, 0xff]],
  ["picture", [0x47, 0x49, 0x46, 0x38]],
  ["picture", [0x42, 0x4d]],
  ["pdf", [0x25, 0x50, 0x44, 0x46]],
];

function kindOf(bytes: Uint8Array): Kind {
  const found = signatures.find(([, start]) => start.every((byte, i) => bytes[i] === byte));
  return found?.[0] ?? "text";
}

/** The sizes that a ZIP's directory declares: a bomb of a few kilobytes is refused before it is unpacked. */
function unpackedSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) return 0;
  let at = view.getUint32(end + 16, true);
  let total = 0;
  for (let left = view.getUint16(end + 10, true); left > 0 && at + 46 <= bytes.length; left--) {
    if (view.getUint32(at, true) !== 0x02014b50) break;
    total += view.getUint32(at + 24, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return total;
}

async function openWorkbook(bytes: Uint8Array, kind: "zip" | "ole"): Promise<Opened> {
  try {
    const read = kind === "zip" ? readXlsx : readXls;
    const workbook = await read(bytes, { maxRows: maxRows + 1 });
    // The statement is the sheet with the most rows; banks add cover sheets and notes.
    const sheets = workbook.sheets.toSorted((a, b) => b.rows.length - a.rows.length);
    const rows = (sheets[0]?.rows ?? []) as readonly (readonly Cell[])[];
    if (rows.length > maxRows) return { problem: problem(0, "statement_file_too_large") };
    const numbered = rows.map((cells, i) => ({ line: i + 1, cells }));
    return { file: { container: "workbook", rows: numbered.filter((row) => row.cells.some(isFilled)) } };
  } catch (error) {
    const code = error instanceof EncryptedFileError ? "statement_file_locked" : "statement_file_unreadable";
    return { problem: problem(0, code) };
  }
}

const isFilled = (cell: Cell): boolean =>
  cell !== null && cell !== undefined && (typeof cell !== "string" || cell.trim() !== "");

function openText(bytes: Uint8Array): Opened {
  const text = decode(bytes);
  if (text === undefined || text.includes("\u0000")) {
    return { problem: problem(0, "statement_file_unreadable") };
  }
  if (/^\s*<(!doctype|html|table|meta|\?xml)/i.test(text)) return openMarkup(text);
  const rows = parseCsv(text, delimiterOf(text)).filter((row) => row.cells.some(isFilled));
  if (rows.length > maxRows) return { problem: problem(0, "statement_file_too_large") };
  if (rows.length === 0) return { problem: problem(0, "statement_file_empty") };
  return { file: { container: "text", rows } };
}

/** Some banks save a page's table under the name of a workbook. */
function openMarkup(text: string): Opened {
  if (!/<table/i.test(text)) return { problem: problem(0, "statement_file_unreadable") };
  const rows = fromHtml(text, { typeInference: false, classes: false }).rows as readonly (readonly Cell[])[];
  if (rows.length > maxRows) return { problem: problem(0, "statement_file_too_large") };
  const numbered = rows.map((cells, i) => ({ line: i + 1, cells }));
  return { file: { container: "text", rows: numbered.filter((row) => row.cells.some(isFilled)) } };
}

/** Banks write GB 18030 without saying so; UTF-8 and UTF-16 show themselves. */
function decode(bytes: Uint8Array): string | undefined {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : undefined;
  for (const encoding of utf16 ? [utf16] : ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this encoding: the next one, or none.
    }
  }
  return undefined;
}

/** The separator that the fullest of the first lines uses most. */
function delimiterOf(text: string): string {
  const lines = text.slice(0, 20_000).split(/\r?\n/).slice(0, 30);
  const most = (mark: string) => Math.max(...lines.map((line) => line.split(mark).length));
  return [",", "\t", ";", "|"].reduce((best, mark) => (most(mark) > most(best) ? mark : best));
}
