import type { PlainDate } from "#core/dates.ts";
import { type Cents, zero } from "#core/money.ts";
import { assert } from "#core/refusal.ts";
import { growsByDebit, natureOf } from "./accounts.ts";

/** A movement of a positive amount: credit `from` (贷), debit `to` (借). So an entry balances by construction. */
export type Posting = {
  readonly from: string;
  readonly to: string;
  readonly amount: Cents;
  /** Whom it concerns, where it concerns one organisation. */
  readonly organisationId?: string | undefined;
};

/** What is written into the books, once per source and kind; never changed, only reversed by another. */
export type Entry = {
  readonly source: string;
  readonly sourceId: string;
  readonly kind: string;
  /** The business day. */
  readonly on: PlainDate;
  readonly summary: string;
  readonly postings: readonly Posting[];
};

/** Throws where the entry is none: a bug of whoever worked it out. */
export function assertSound(entry: Entry): void {
  assert(entry.postings.length > 0, "an entry has at least one posting");
  for (const { from, to, amount } of entry.postings) {
    assert(amount > 0n, "a posting moves a positive amount");
    assert(from !== to, "a posting moves from one account to another");
    assert(natureOf(from) && natureOf(to), "a posting names accounts of the chart");
  }
}

/** The entry that takes another back, posting by posting. */
export const reversed = (postings: readonly Posting[]): Posting[] =>
  postings.map((posting) => ({ ...posting, from: posting.to, to: posting.from }));

/** What postings add to each account, in the account's own direction: a fund grows by credit, the bank by debit. */
export function changes(postings: Iterable<Posting>): Map<string, Cents> {
  const moved = new Map<string, Cents>();
  const add = (code: string, debit: Cents) => {
    const nature = natureOf(code);
    assert(nature, "a posting names accounts of the chart");
    const growth = growsByDebit(nature) ? debit : -debit;
    moved.set(code, ((moved.get(code) ?? 0n) + growth) as Cents);
  };
  for (const { from, to, amount } of postings) {
    add(to, amount);
    add(from, -amount as Cents);
  }
  return moved;
}

export type Balances = ReadonlyMap<string, Cents>;

/** bank = Σ of all other accounts. */
export function isBalanced(balances: Balances): boolean {
  let bank = zero as bigint;
  let others = zero as bigint;
  for (const [code, balance] of balances) {
    const nature = natureOf(code);
    if (nature && growsByDebit(nature)) bank += balance;
    else others += balance;
  }
  return bank === others;
}

/** Banks and funds that hold less than nothing: there must be none at the end of any day. */
export const negatives = (balances: Balances): string[] =>
  [...balances]
    .filter(([code, balance]) => balance < 0n && ["bank", "fund"].includes(natureOf(code) ?? ""))
    .map(([code]) => code);
