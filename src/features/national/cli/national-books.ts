import { parseCsv, writeCsv } from "#core/csv.ts";
import { type Cents, formatYuan, parseYuan } from "#core/money.ts";
import {
  columns,
  controlMark,
  type ExportKind,
  outcomeWords,
  type ResultOutcome,
  titleOf,
} from "../rules/layout.ts";

// The books of a national body's system that is none: enough to take our files and answer them.

type Line = {
  readonly reference: string;
  readonly amount: string;
  readonly unit: string;
  readonly person: string;
};
type Sent = { readonly number: string; readonly kind: ExportKind; readonly lines: readonly Line[] };

export type NationalBooks = {
  readonly sent: () => readonly { readonly number: string; readonly lines: number }[];
  /** Takes a file; answers its number, or undefined where it is none or not whole. */
  readonly take: (file: string) => string | undefined;
  /** What became of it on that day: claims are paid, one line in so many comes back. */
  readonly result: (number: string, on: string) => string | undefined;
};

/** `refuseEach`: every so many-th line is refused; 0 refuses none. Numbers follow from the lines: the same file, the same answer. */
export function openNationalBooks({ refuseEach }: { readonly refuseEach: number }): NationalBooks {
  const all = new Map<string, Sent>();
  return {
    sent: () => [...all.values()].map(({ number, lines }) => ({ number, lines: lines.length })),
    take: (file) => {
      const sent = readSent(file);
      if (sent) all.set(sent.number, sent);
      return sent?.number;
    },
    result: (number, on) => {
      const sent = all.get(number);
      return sent && answer(sent, on, refuseEach);
    },
  };
}

function readSent(file: string): Sent | undefined {
  const [head, ...rest] = parseCsv(file);
  const names = head?.cells ?? [];
  const kind = (["claim", "roster", "remittance"] as const).find((each) =>
    Object.keys(columns[each]).every((column) => names.includes(titleOf({}, each, column))),
  );
  const control = rest.find(({ cells }) => cells[0] === controlMark)?.cells;
  if (!kind || !control) return undefined;
  const at = (column: string) => names.indexOf((columns[kind] as Record<string, string>)[column] ?? "");
  const lines = rest
    .filter(({ cells }) => cells[0] !== controlMark && cells.some(Boolean))
    .map(({ cells }) => ({
      reference: cells[at("reference")] ?? "",
      amount: cells[at("amount")] ?? "",
      unit: cells[at("unit_code")] ?? "",
      person: cells[at("id_number")] ?? "",
    }));
  if (String(lines.length) !== control[2] || formatYuan(sumOf(lines)) !== control[3]) return undefined;
  return { number: control[1] ?? "", kind, lines };
}

const sumOf = (lines: readonly { readonly amount: string }[]): Cents =>
  lines.reduce((sum, { amount }) => sum + (parseYuan(amount) ?? 0n), 0n) as Cents;

function answer({ kind, lines }: Sent, on: string, refuseEach: number): string {
  const names = Object.keys(columns.result);
  const rows = lines.map((line, place) => {
    const isRefused = refuseEach > 0 && (place + 1) % refuseEach === 0;
    const outcome: ResultOutcome = isRefused ? "refused" : kind === "claim" ? "paid" : "accepted";
    const cells: Record<string, string> = {
      reference: line.reference,
      outcome: outcomeWords[outcome],
      number: isRefused ? "" : `SZ${line.reference.replaceAll("-", "").slice(-14).toUpperCase()}`,
      unit_number: line.unit && !isRefused ? `SZD-${line.unit}` : "",
      // A number of theirs for a person: never the identity number itself.
      person_number: line.person && !isRefused ? `SZR-${numberOf(line.person)}` : "",
      amount: line.amount,
      on,
      reason: isRefused ? "和系统里的资料不一致，请核对" : "",
    };
    return names.map((name) => cells[name] ?? "");
  });
  return writeCsv([
    names.map((name) => titleOf({}, "result", name)),
    ...rows,
    [controlMark, String(rows.length), formatYuan(sumOf(lines))],
  ]);
}

/** FNV-1a in two halves: the same person has the same number. */
function numberOf(text: string): string {
  const hash = (seed: number) => {
    let value = seed;
    for (const letter of text) value = Math.imul(value ^ letter.charCodeAt(0), 0x01000193) >>> 0;
    return value.toString(16).padStart(8, "0");
  };
  return `${hash(0x811c9dc5)}${hash(0x1234567)}`;
}
