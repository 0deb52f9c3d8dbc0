import type { PlainDate } from "#core/dates.ts";
import { maskAccount } from "#core/mask.ts";
import { type Cents, showYuan } from "#core/money.ts";
import type { Outcome } from "./payment.ts";

/** A payment as it was sent, and what is known of it by now. */
export type SentPayment = {
  readonly id: string;
  readonly number: string;
  readonly account: string;
  readonly cents: Cents;
  /** What an earlier file said, or the payee's bank. */
  readonly outcome: Outcome | undefined;
  /** The bank's statement shows its debit. */
  readonly isDebited: boolean;
};

/** What the bank says of one payment; `row` is its place in the file. */
export type SaidLine = {
  readonly row: number;
  /** The payment's number as the bank repeats it, with or without hyphens. */
  readonly reference: string;
  readonly account: string;
  readonly cents: Cents;
  /** `pending`: the bank is still at it; nothing is decided. */
  readonly status: "paid" | "failed" | "pending";
  readonly reason: string;
  readonly on: PlainDate | undefined;
};

export type Settled = {
  readonly paymentId: string;
  readonly outcome: "paid" | "failed";
  readonly reason: string;
  readonly on: PlainDate;
};

export type Mismatch = {
  readonly row: number;
  readonly code:
    | "result_of_other_batch"
    | "result_line_unknown"
    | "result_line_twice"
    | "result_amount_changed"
    | "result_account_changed"
    | "result_contradicts"
    | "result_contradicts_bank"
    | "result_day_ahead";
  readonly facts: Readonly<Record<string, string | number>>;
};

export type Reconciled =
  | {
      readonly outcome: "fits";
      readonly settled: readonly Settled[];
      /** Said before and said again, the same. */
      readonly known: number;
      /** The bank has not decided these yet, or the file does not name them. */
      readonly open: number;
    }
  | { readonly outcome: "refused"; readonly mismatches: readonly Mismatch[] };

type Against = {
  /** The batch's number; the file names one, or does not. */
  readonly batch: string;
  readonly named: string | undefined;
  readonly today: PlainDate;
  /** Payments of other batches by their bare number, with the batch they went in. */
  readonly elsewhere: ReadonlyMap<string, string>;
};

const bare = (number: string): string => number.replaceAll("-", "").toUpperCase();

/**
 * Compares the bank's answer with what was sent. It fits as a whole or is refused as a whole, with everything in which
 * it differs: a line of another batch, an amount or account that is not ours, a second word that contradicts the first.
 */
export function reconcileResult(
  sent: readonly SentPayment[],
  said: readonly SaidLine[],
  against: Against,
): Reconciled {
  const byNumber = new Map(sent.map((payment) => [bare(payment.number), payment]));
  const seen = new Set<string>();
  const mismatches: Mismatch[] = [];
  const settled: Settled[] = [];
  let known = 0;
  if (against.named !== undefined && bare(against.named) !== bare(against.batch))
    mismatches.push({ row: 0, code: "result_of_other_batch", facts: { batch: against.named } });
  for (const line of said) {
    const payment = byNumber.get(bare(line.reference));
    const found = payment
      ? differences(payment, line, against.today, seen.has(payment.id))
      : [strange(line, against)];
    mismatches.push(...found);
    if (!payment || found.length > 0) continue;
    seen.add(payment.id);
    if (line.status === "pending") continue;
    if (payment.outcome !== undefined) known++;
    else {
      const { status: outcome, reason, on = against.today } = line;
      settled.push({ paymentId: payment.id, outcome, reason, on });
    }
  }
  if (mismatches.length > 0) return { outcome: "refused", mismatches };
  const decided = sent.filter((payment) => payment.outcome !== undefined).length + settled.length;
  return { outcome: "fits", settled, known, open: sent.length - decided };
}

function strange(line: SaidLine, { elsewhere }: Against): Mismatch {
  const batch = elsewhere.get(bare(line.reference));
  return batch
    ? { row: line.row, code: "result_of_other_batch", facts: { batch } }
    : { row: line.row, code: "result_line_unknown", facts: { number: line.reference.slice(0, 20) } };
}

function differences(payment: SentPayment, line: SaidLine, today: PlainDate, isSecond: boolean): Mismatch[] {
  const tell = (code: Mismatch["code"], facts: Mismatch["facts"] = {}): Mismatch => ({
    row: line.row,
    code,
    facts: { number: payment.number, ...facts },
  });
  const found: Mismatch[] = [];
  if (isSecond) found.push(tell("result_line_twice"));
  if (line.cents !== payment.cents) {
    const facts = { expected: showYuan(payment.cents), found: showYuan(line.cents) };
    found.push(tell("result_amount_changed", facts));
  }
  if (!isSameAccount(payment.account, line.account)) found.push(tell("result_account_changed"));
  if (line.on && line.on > today) found.push(tell("result_day_ahead", { day: line.on }));
  const before = payment.outcome === "returned" ? "paid" : payment.outcome;
  if (before && line.status !== "pending" && line.status !== before) found.push(tell("result_contradicts"));
  if (line.status === "failed" && !before && payment.isDebited) found.push(tell("result_contradicts_bank"));
  return found;
}

/** Banks show the payee's account whole, masked, or not at all. */
function isSameAccount(sent: string, said: string): boolean {
  const bareSaid = said.replace(/[\s-]/g, "");
  if (bareSaid === "" || bareSaid === sent) return true;
  if (!bareSaid.includes("*")) return false;
  const [head = "", tail = ""] = bareSaid.split(/\*+/);
  return bareSaid === maskAccount(sent) || (sent.startsWith(head) && sent.endsWith(tail));
}
