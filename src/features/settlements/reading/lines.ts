import { parseYuan } from "#core/money.ts";
import type { Control, ControlName } from "../rules/control.ts";
import { type Field, fieldNames, neededFields } from "../rules/fields.ts";
import { type LineReading, readSettlement } from "../rules/settlement.ts";

/** A control record as it stands in the file; undefined where it is not whole. */
export function readControl(get: (name: ControlName) => string): Control | undefined {
  const sum = (name: ControlName) => parseYuan(get(name));
  const [lines, total, fundSum, ownPay] = [
    /^\d{1,9}$/.test(get("lines")) ? Number(get("lines")) : undefined,
    sum("medfee_sumamt"),
    sum("fund_pay_sumamt"),
    sum("psn_part_amt"),
  ];
  const number = get("feed_no");
  if (number === "" || number.length > 60) return undefined;
  if (lines === undefined || total === undefined || fundSum === undefined || ownPay === undefined)
    return undefined;
  return { number, lines, total: Number(total), fundSum: Number(fundSum), ownPay: Number(ownPay) };
}

/** What a piece of a feed is: its control record (or one that is not whole), a settlement, or neither. */
export type Piece =
  | { readonly is: "control"; readonly control: Control | undefined }
  | ({ readonly is: "line" } & LineReading);

export const controlMark = "#control";

/** A head of a CSV feed: where each field stands. `missing`: what a feed cannot be without. */
export function columnsOf(head: readonly string[]): {
  readonly places: ReadonlyMap<Field, number>;
  readonly missing: readonly Field[];
} {
  const names = head.map((name) => name.trim().toLowerCase());
  const places = new Map(
    fieldNames.flatMap((field) => {
      const place = names.indexOf(field);
      return place < 0 ? [] : [[field, place] as const];
    }),
  );
  return { places, missing: neededFields.filter((field) => !places.has(field)) };
}

/** `#control,feed_no=…,lines=…`: cells of a row, in any order. */
export function csvControl(cells: readonly string[]): Piece {
  const said = new Map(
    cells.slice(1).flatMap((cell) => {
      const at = cell.indexOf("=");
      return at < 0 ? [] : [[cell.slice(0, at).trim(), cell.slice(at + 1).trim()] as const];
    }),
  );
  return { is: "control", control: readControl((name) => said.get(name) ?? "") };
}

export const csvLine = (
  line: number,
  cells: readonly string[],
  places: ReadonlyMap<Field, number>,
): Piece => ({
  is: "line",
  ...readSettlement(line, (field) => {
    const place = places.get(field);
    return place === undefined ? "" : (cells[place] ?? "").trim();
  }),
});

/** A line of a JSON feed: `{"control": {…}}` or a settlement. Numbers are taken as they are written. */
export function jsonLine(line: number, text: string): Piece {
  const object = objectOf(text);
  if (!object) return { is: "line", faults: [{ line, field: "", code: "not_readable", facts: {} }] };
  const { control } = object;
  if (control && typeof control === "object")
    return {
      is: "control",
      control: readControl((name) => textOf((control as Record<string, unknown>)[name])),
    };
  return { is: "line", ...readSettlement(line, (field) => textOf(object[field])) };
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === "object" && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
