import type { PlainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import type { Facts } from "#core/refusal.ts";

/** `credit` (贷) is money into our account, `debit` (借) money out of it. */
export type Direction = "credit" | "debit";

/** One movement as the bank told it. `row` is its place in the file, so that a person finds it again. */
export type StatementLine = {
  readonly row: number;
  /** The bank's own serial, or one made of the line's content where the bank gives none. */
  readonly serial: string;
  readonly on: PlainDate;
  readonly time: string | undefined;
  readonly direction: Direction;
  readonly amount: Cents;
  readonly name: string;
  readonly account: string;
  /** 摘要, 用途, 附言 and 备注 as written, joined by a space. */
  readonly memo: string;
  readonly balance: Cents | undefined;
};

export type Statement = {
  /** Our own account, where the file names it. */
  readonly account: string | undefined;
  readonly holder: string | undefined;
  /** In the order of the file. */
  readonly lines: readonly StatementLine[];
  readonly newestFirst: boolean;
  readonly opening: Cents | undefined;
  readonly closing: Cents | undefined;
};

/** What is wrong with one row, or with the file as a whole (`row` 0). */
export type Problem = { readonly row: number; readonly code: string; readonly facts: Facts };

export type Reading =
  | { readonly outcome: "read"; readonly format: string; readonly statement: Statement }
  | { readonly outcome: "refused"; readonly problems: readonly Problem[] };

export type Cell = string | number | undefined;

/** A table after unpacking, before anybody knows what its columns mean. `line` is the row's number in the file. */
export type OpenFile = {
  /** The sheet's name; null where the file has no sheets. */
  readonly name: string | null;
  readonly rows: readonly { readonly line: number; readonly cells: readonly Cell[] }[];
};

/** A statement before its sums and balances are checked: that is done once, for every layout. */
export type Draft = {
  readonly account: string | undefined;
  readonly holder: string | undefined;
  readonly lines: readonly StatementLine[];
  readonly claims: readonly Claim[];
  readonly problems: readonly Problem[];
};

/** A sum or balance that the file itself states: it is no line, but it must be right. */
export type Claim = {
  readonly row: number;
  readonly kind: "page_totals" | "totals" | "opening" | "closing";
  /** How many lines stand above it. */
  readonly after: number;
  readonly debit: Cents | undefined;
  readonly credit: Cents | undefined;
  readonly balance: Cents | undefined;
};

export interface StatementFormat {
  readonly code: string;
  readonly label: string;
  recognises(file: OpenFile): boolean;
  parse(file: OpenFile): Draft;
}

export const problem = (row: number, code: string, facts: Facts = {}): Problem => ({ row, code, facts });
