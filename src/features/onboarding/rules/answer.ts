import type { PlainMonth } from "#core/dates.ts";
import { type Cents, lesser, minus, zero } from "#core/money.ts";
import type { BankAnswer } from "./bank-files.ts";

/** Money that is still expected, and from whom. */
export type OpenMoney = {
  readonly id: string;
  readonly kind: string;
  readonly month: PlainMonth;
  readonly open: Cents;
  readonly code: string;
  readonly name: string;
  readonly isAgency: boolean;
};

/** A line that was left to a person. */
export type AskedLine = {
  readonly direction: "credit" | "debit";
  /** What nothing explains yet. */
  readonly rest: Cents;
  readonly open: readonly OpenMoney[];
  /** Earlier credits that this debit may send back. */
  readonly credits: readonly string[];
};

/** What a person does with the line, in the bank desk's own terms. */
export type Answered =
  | { readonly kind: "items"; readonly items: readonly { readonly itemId: string; readonly amount: Cents }[] }
  | { readonly kind: "interest" | "bank_fee" | "donation" }
  | { readonly kind: "returned"; readonly creditId: string }
  | { readonly kind: "left"; readonly note: string };

/**
 * Turns what people say of a line into what is booked. Undefined where nothing that is open now fits: a bill or a
 * subsidy may be announced later, and the same answer is given then.
 */
export function answerOf(answer: BankAnswer, line: AskedLine): Answered | undefined {
  switch (answer.kind) {
    case "unit_share":
    case "reimbursement":
      return onItems(
        line,
        answer.units.flatMap((code) =>
          ofKind(line, answer.kind).filter((item) => item.code === code && isOf(item, answer.month)),
        ),
      );
    case "subsidy":
      return onItems(
        line,
        ofKind(line, "subsidy").filter((item) => isOf(item, answer.month) && isPayer(item, answer.payer)),
      );
    case "remittance":
      return onItems(
        line,
        ofKind(line, "remittance").filter((item) => isOf(item, answer.month)),
      );
    case "interest":
    case "bank_fee":
    case "donation":
      return { kind: answer.kind };
    case "returned": {
      const [creditId] = line.credits;
      return creditId === undefined ? undefined : { kind: "returned", creditId };
    }
    case "unmatched":
      return { kind: "left", note: "bank-decisions.csv" };
  }
}

const ofKind = (line: AskedLine, kind: string) => line.open.filter((item) => item.kind === kind);

const isOf = (item: OpenMoney, month: PlainMonth | undefined) => month === undefined || item.month === month;

const isPayer = (item: OpenMoney, payer: string | undefined) =>
  payer === "city_union" ? item.isAgency : payer === `county_union:${item.code}`;

/** Fills one item after the other, the oldest first of each payer, until the line is used up. */
function onItems(line: AskedLine, items: readonly OpenMoney[]): Answered | undefined {
  let rest = line.rest;
  const booked = [];
  for (const item of items) {
    const amount = lesser(rest, item.open);
    if (amount === zero) continue;
    booked.push({ itemId: item.id, amount });
    rest = minus(rest, amount);
  }
  return booked.length === 0 ? undefined : { kind: "items", items: booked };
}
