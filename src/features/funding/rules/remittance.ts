import { type Cents, plus, times, zero } from "#core/money.ts";
import { assert } from "#core/refusal.ts";
import { type BillShare, totalOf } from "./shares.ts";

/** A settled bill as a remittance counts it. */
export type SettledBill = {
  readonly planCode: string;
  readonly planVersion: string;
  readonly price: Cents;
  readonly heads: number;
  readonly shares: readonly Pick<BillShare, "cents">[];
};

/** One line of the cover sheet: so many people at that price. */
export type ManifestLine = {
  readonly planCode: string;
  readonly planVersion: string;
  readonly price: Cents;
  readonly heads: number;
  readonly cents: Cents;
};

export type Manifest = {
  readonly heads: number;
  readonly cents: Cents;
  readonly lines: readonly ManifestLine[];
};

/** What goes to the province: price × people on the list, by plan and price. The parts must come out to the same. */
export function manifestOf(bills: readonly SettledBill[]): Manifest {
  const lines = new Map<string, ManifestLine>();
  for (const bill of bills) {
    const cents = times(bill.price, bill.heads);
    assert(totalOf(bill.shares) === cents, "a bill's shares add up to price × heads");
    const key = `${bill.planCode} ${bill.planVersion} ${bill.price}`;
    const line = lines.get(key) ?? { ...planOf(bill), heads: 0, cents: zero };
    lines.set(key, { ...line, heads: line.heads + bill.heads, cents: plus(line.cents, cents) });
  }
  const all = [...lines.values()];
  return {
    heads: all.reduce((count, line) => count + line.heads, 0),
    cents: all.reduce((total, line) => plus(total, line.cents), zero),
    lines: all,
  };
}

const planOf = ({ planCode, planVersion, price }: SettledBill) => ({ planCode, planVersion, price });

/** A person on the list, as sent or as the province answers. */
export type ListedPerson = { readonly idNumber: string; readonly name: string; readonly cents: Cents };
export type Answer = ListedPerson & { readonly accepted: boolean; readonly note: string };

export type Difference = {
  readonly code:
    | "not_answered"
    | "not_on_list"
    | "listed_twice"
    | "name_differs"
    | "amount_differs"
    | "refused";
  /** The place on the list sent, or in the answer for what is not on it (1-based). */
  readonly place: number;
  readonly note: string;
};

/** Everything in which the province's answer differs from the list, in the order of the list. */
export function compareAnswer(list: readonly ListedPerson[], answer: readonly Answer[]): Difference[] {
  const answered = new Map<string, Answer>();
  const differences: Difference[] = [];
  const listed = new Set(list.map((person) => person.idNumber));
  for (const [at, line] of answer.entries()) {
    if (!listed.has(line.idNumber)) differences.push({ code: "not_on_list", place: at + 1, note: line.note });
    else if (answered.has(line.idNumber)) {
      differences.push({ code: "listed_twice", place: at + 1, note: line.note });
    } else answered.set(line.idNumber, line);
  }
  for (const [at, person] of list.entries()) {
    const line = answered.get(person.idNumber);
    const place = at + 1;
    if (!line) differences.push({ code: "not_answered", place, note: "" });
    else if (!line.accepted) differences.push({ code: "refused", place, note: line.note });
    else if (line.name !== person.name) differences.push({ code: "name_differs", place, note: line.note });
    else if (line.cents !== person.cents)
      differences.push({ code: "amount_differs", place, note: line.note });
  }
  return differences.sort((a, b) => a.place - b.place);
}
