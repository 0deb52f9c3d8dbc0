import { addDays, dayOf, type PlainDate, plainDate } from "#core/dates.ts";
import { type Cents, parseYuan } from "#core/money.ts";
import type { Cell, Direction } from "./statement.ts";

/** A cell as text: width and invisible marks made even, `="123"` and `'123` unwrapped, tabs behind accounts gone. */
export function textOf(cell: Cell): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return Number.isSafeInteger(cell) ? cell.toFixed(0) : String(cell);
  const text = String(cell)
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, "")
    .trim();
  const unwrapped = /^="(.*)"$/s.exec(text)?.[1] ?? text;
  return unwrapped.replace(/^'/, "").replace(/\s+/g, " ").trim();
}

/** An amount in yuan; undefined where there is none, `"unreadable"` where there is something else. Never rounds. */
export function amountOf(cell: Cell): Cents | undefined | "unreadable" {
  if (typeof cell === "number") {
    const text = cell.toFixed(2);
    // A workbook may hold 0.1 + 0.2: what differs from whole cents by more than dust is no amount.
    if (!Number.isFinite(cell) || Math.abs(Number(text) - cell) > 1e-6) return "unreadable";
    return parseYuan(text) ?? "unreadable";
  }
  const text = textOf(cell)
    .normalize("NFKC")
    .replace(/[\s¥元]|RMB|CNY/g, "")
    .replace(/^[−–]/, "-");
  if (/^(|[-–—/]+|无)$/.test(text)) return undefined;
  const negative = /^\((.*)\)$/.exec(text);
  const digits = (negative?.[1] ?? text).replace(/(\.\d\d)0+$/, "$1");
  const amount = parseYuan(digits);
  if (amount === undefined) return "unreadable";
  return (negative ? -amount : amount) as Cents;
}

export type Moment = { readonly on: PlainDate; readonly time: string | undefined };

/** A day, with its time where the cell has one: 2025-01-10, 2025/1/10, 20250110 09:00:00, 2025年1月10日, Excel's count. */
export function momentOf(cell: Cell): Moment | undefined {
  if (typeof cell === "number" && cell > 20_000 && cell < 80_000) return excelMoment(cell);
  const text = textOf(cell).normalize("NFKC");
  const match =
    /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?(?:[T\s,-]*(\d.*))?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})(?:[T\s-]*(\d[\d:.]*))?$/.exec(text);
  if (!match) return undefined;
  const on = dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
  return on && { on, time: timeOf(match[4]) };
}

function excelMoment(count: number): Moment {
  const days = Math.floor(count);
  const seconds = Math.round((count - days) * 86_400);
  const on = addDays(plainDate("1899-12-30"), days);
  if (seconds === 0) return { on, time: undefined };
  const part = (n: number) => String(Math.floor(n)).padStart(2, "0");
  return { on, time: `${part(seconds / 3600)}:${part((seconds / 60) % 60)}:${part(seconds % 60)}` };
}

/** A time of day as `09:00:00`, or undefined. */
export function timeOf(cell: Cell): string | undefined {
  if (typeof cell === "number" && cell >= 0 && cell < 1) return excelMoment(40_000 + cell).time;
  const text = textOf(cell).replace(/^(\d{1,2})[.时](\d{2})[.分]?(\d{2})?.*$/, "$1:$2:$3");
  const match = /^(\d{1,2}):?(\d{2})(?::?(\d{2}))?:?(?:\.\d+)?$/.exec(text);
  if (!match || Number(match[1]) > 23 || Number(match[2]) > 59) return undefined;
  return `${(match[1] ?? "").padStart(2, "0")}:${match[2]}:${match[3] ?? "00"}`;
}

/** An account: digits, letters and stars, nothing else. A number that lost its last digits to Excel is no account. */
export function accountOf(cell: Cell): string {
  if (typeof cell === "number" && !Number.isSafeInteger(cell)) return "";
  const text = textOf(cell).normalize("NFKC");
  if (/^\d(\.\d+)?E\+?\d+$/i.test(text)) return "";
  return text.replace(/[^0-9A-Za-z*]/g, "");
}

/** Which way a mark says the money went: 借 or 贷, 收 or 支. */
export function flagOf(text: string): Direction | undefined {
  const flag = text.normalize("NFKC").toUpperCase();
  if (/^(贷|贷方|收|收入|进|来账|转入|存入|C|CR|CREDIT|\+)$/.test(flag)) return "credit";
  if (/^(借|借方|支|支出|付|出|往账|转出|支取|D|DR|DEBIT|-)$/.test(flag)) return "debit";
  return undefined;
}
