import type { PlainDate } from "#core/dates.ts";
import { encodeGbk, gbkLength, outsideGbk } from "#core/gbk.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import { type Bank, bankOf, isOfBank } from "../rules/bank.ts";

/** A payment as a file for the bank shows it: the only place where its account stands in full. */
export type FileLine = {
  readonly number: string;
  readonly payeeName: string;
  readonly account: string;
  readonly bankName: string;
  readonly bankCode: string;
  readonly cents: Cents;
  readonly remark: string;
};

export type FileBatch = {
  readonly number: string;
  readonly on: PlainDate;
  readonly payer: { readonly name: string; readonly account: string };
  readonly lines: readonly FileLine[];
  readonly cents: Cents;
};

/** One field of a line: what banks call it, how many bytes of GBK it takes at most, and what stands in it. */
export type Field = {
  readonly name: string;
  readonly bytes: number;
  readonly of: (line: FileLine, batch: FileBatch, place: number) => string;
};

/** How one bank wants its payments. */
export type PaymentLayout = {
  readonly code: string;
  readonly label: string;
  /** The bank whose file it is. */
  readonly bank: string;
  /** Whether payees at other banks need the bank's twelve digits. */
  readonly needsBankCode: boolean;
  readonly maxLines: number;
  /** Whether the bank debits each payment by itself, or the whole batch in one sum and gives back what failed. */
  readonly debits: "each" | "whole";
  readonly separator: string;
  readonly fields: readonly Field[];
  readonly head: (batch: FileBatch) => readonly string[];
  readonly foot: readonly string[];
};

/** Why a line cannot be written for this bank. */
export type FileProblem = {
  readonly number: string;
  readonly code:
    | "file_character_unknown"
    | "file_text_too_long"
    | "file_separator_inside"
    | "file_bank_unknown"
    | "file_bank_code_missing";
  readonly facts: Readonly<Record<string, string | number>>;
};

/** Everything of a batch that a layout cannot say: told before release, one by one, never cut or replaced. */
export function fileProblems(layout: PaymentLayout, batch: FileBatch): FileProblem[] {
  return batch.lines.flatMap((line, i) => [
    ...bankProblems(layout, line),
    ...textProblems(layout, batch, line, i + 1),
  ]);
}

function bankProblems(layout: PaymentLayout, line: FileLine): FileProblem[] {
  const bank = bankOf(line);
  if (!bank) return [{ number: line.number, code: "file_bank_unknown", facts: {} }];
  const isEnough = !layout.needsBankCode || isOfBank(bank, layout.bank) || /^\d{12}$/.test(bank.code);
  return isEnough
    ? []
    : [{ number: line.number, code: "file_bank_code_missing", facts: { bank: bank.name } }];
}

function textProblems(layout: PaymentLayout, batch: FileBatch, line: FileLine, place: number): FileProblem[] {
  return layout.fields.flatMap(({ name, bytes, of }): FileProblem[] => {
    const text = of(line, batch, place);
    const told = (code: FileProblem["code"], facts: FileProblem["facts"]) => [
      { number: line.number, code, facts: { field: name, ...facts } },
    ];
    const unknown = outsideGbk(text);
    if (unknown.length > 0) return told("file_character_unknown", { characters: unknown.join("、") });
    if (text.includes(layout.separator) || /[\r\n\t]/.test(text)) return told("file_separator_inside", {});
    return gbkLength(text) > bytes ? told("file_text_too_long", { bytes, found: gbkLength(text) }) : [];
  });
}

/** The file, in GBK with the line ends of Windows, as the banks' programs read it. */
export function writeFile(layout: PaymentLayout, batch: FileBatch): Uint8Array {
  const lines = batch.lines.map((line, i) =>
    [...layout.fields.map(({ of }) => of(line, batch, i + 1)), ""].join(layout.separator),
  );
  return encodeGbk([...layout.head(batch), ...lines, ...layout.foot, ""].join("\r\n"));
}

export const fileName = (layout: PaymentLayout, batch: Pick<FileBatch, "number">): string =>
  `${batch.number}-${layout.code}.txt`;

/** The bank of a line that has passed `fileProblems`. */
export const lineBank = (line: FileLine): Bank => bankOf(line) ?? { name: "", code: "" };

export const compactDay = (day: PlainDate): string => day.replaceAll("-", "");
/** Numbers go without hyphens: some banks take letters and digits only. */
export const bareNumber = (number: string): string => number.replaceAll("-", "");
/** 300.00 */
export const inYuan = (cents: Cents): string => formatYuan(cents);
/** 30000 */
export const inCents = (cents: Cents): string => cents.toString();
