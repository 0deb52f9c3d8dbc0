import type { Cents } from "#core/money.ts";

/** A payment of a batch, as the person who releases it should see it. */
export type PayeeSeen = {
  readonly number: string;
  /** Equal for equal accounts. */
  readonly account: string;
  readonly payee: string;
  readonly cents: Cents;
  /** An earlier payment to this account succeeded. */
  readonly isKnown: boolean;
  /** The same payee was paid at another account before. */
  readonly hasMoved: boolean;
  /** It replaces a failed or returned one. */
  readonly isAgain: boolean;
};

export type Difference = {
  readonly code: "new_account" | "moved_account" | "shared_account" | "paid_again" | "largest";
  readonly numbers: readonly string[];
};

/** In what a batch differs from what was paid before: worth a look, never a refusal. */
export function differencesOf(payees: readonly PayeeSeen[], lastLargest: Cents | undefined): Difference[] {
  const shared = [...Map.groupBy(payees, (payee) => payee.account).values()].filter(
    (group) => new Set(group.map((each) => each.payee)).size > 1,
  );
  const numbers = (of: readonly PayeeSeen[]) => of.map((each) => each.number);
  const all: Difference[] = [
    { code: "moved_account", numbers: numbers(payees.filter((payee) => payee.hasMoved)) },
    { code: "shared_account", numbers: numbers(shared.flat()) },
    { code: "paid_again", numbers: numbers(payees.filter((payee) => payee.isAgain)) },
    { code: "new_account", numbers: numbers(payees.filter((payee) => !payee.isKnown)) },
    {
      code: "largest",
      numbers: numbers(payees.filter((payee) => lastLargest !== undefined && payee.cents > lastLargest)),
    },
  ];
  return all.filter((each) => each.numbers.length > 0);
}
