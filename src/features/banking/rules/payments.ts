import type { PlainDate } from "#core/dates.ts";
import { type Cents, sum } from "#core/money.ts";
import type { Line, OpenItem } from "./book.ts";
import { evenName } from "./names.ts";
import type { RuleReason } from "./verdict.ts";

/** A payment whose debit is awaited, or one that may come back, with what its line is known by. */
export type PaymentItem = OpenItem & {
  readonly kind: "payment" | "payment_return";
  /** Written into the payment, so that it stands in the memo. */
  readonly reference: string;
  readonly payeeName: string;
  /** As `Line.account`. */
  readonly payeeAccount: string;
  /** A line before this day is about something else. */
  readonly since: PlainDate;
  /** The batch that the bank moves in one sum; "" where each payment is a line of its own. */
  readonly batchId: string;
  readonly batchReference: string;
  /** The account of the books that it is posted against. */
  readonly account: string;
};

export type PaymentFound = { readonly items: readonly PaymentItem[]; readonly reason: RuleReason };

/** Payments, ready to be asked line by line. */
export type PaymentBook = {
  /** What exactly fits a line; `several_payments` where more than one does; nothing where only the amount speaks for it. */
  readonly find: (line: Line) => PaymentFound | "several_payments" | undefined;
  /** All of the same amount, single or a whole batch: to remind a person, never to match. */
  readonly ofAmount: (line: Line) => readonly (readonly PaymentItem[])[];
  readonly take: (items: readonly PaymentItem[]) => void;
};

export function openPaymentBook(items: readonly PaymentItem[]): PaymentBook {
  const left = new Map(items.map((item) => [item.id, item]));
  const byAmount = Map.groupBy(items, (item) => keyOf(item.kind, item.open));
  const batches = [
    ...Map.groupBy(
      items.filter((item) => item.batchId !== ""),
      (item) => `${item.kind} ${item.batchId}`,
    ).values(),
  ];
  const isLeft = (line: Line) => (item: PaymentItem) => left.has(item.id) && item.since <= line.on;
  const single = (line: Line) => (byAmount.get(keyOf(kindOf(line), line.amount)) ?? []).filter(isLeft(line));
  /** Batches of which just this sum is open: all of it moves in one line. */
  const whole = (line: Line) =>
    batches
      .filter((batch) => batch[0]?.kind === kindOf(line))
      .map((batch) => batch.filter(isLeft(line)))
      .filter((batch) => batch.length > 0 && sum(batch.map((item) => item.open)) === line.amount);
  return {
    find: (line) => {
      const memo = bareReference(line.memo);
      const singles = single(line);
      const named = singles.find((item) => memo.includes(bareReference(item.reference)));
      if (named) return { items: [named], reason: "payment_number_and_amount" };
      const [batch, another] = whole(line).filter((each) =>
        memo.includes(bareReference(each[0]?.batchReference ?? "")),
      );
      if (batch && !another) return { items: batch, reason: "payment_batch_and_amount" };
      const payees = payeesOf(line, singles);
      if (payees.length > 1) return "several_payments";
      return payees[0] && { items: payees, reason: "payee_and_amount" };
    },
    ofAmount: (line) => [...single(line).map((item) => [item]), ...whole(line)],
    take: (taken) => {
      for (const item of taken) left.delete(item.id);
    },
  };
}

const keyOf = (kind: string, amount: Cents): string => `${kind} ${amount}`;
const kindOf = (line: Line) => (line.direction === "debit" ? "payment" : "payment_return");

/** FK-2025-000001 and fk2025000001 are one. */
const bareReference = (text: string): string => text.normalize("NFKC").toUpperCase().replace(/[-\s]/g, "");

/** Those whose account it is; by the name only where the line tells no account. */
function payeesOf(line: Line, items: readonly PaymentItem[]): readonly PaymentItem[] {
  if (line.account !== "") return items.filter((item) => item.payeeAccount === line.account);
  const name = evenName(line.name);
  return name === "" ? [] : items.filter((item) => evenName(item.payeeName) === name);
}
