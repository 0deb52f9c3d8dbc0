import type { PlainDate } from "#core/dates.ts";
import { cents } from "#core/money.ts";
import {
  type Cause,
  type ClaimEvent,
  type CoverFacts,
  compilePlan,
  type EventKind,
  type FiledClaim,
  type PlanDocument,
  workedInOrder,
  workOutUnexplained,
} from "#features/plans/rules/index.ts";

/** A claim as it was filed, with what its person is looked at by. */
export type YearClaim = {
  readonly cover: string;
  readonly facts: CoverFacts;
  readonly event: ClaimEvent;
  readonly person: string;
  readonly unitKind: string;
  /** At the event. */
  readonly age: number | undefined;
  /** Filed before the year under a cover that goes on in it: it uses up limits and counts for nothing else. */
  readonly isEarlier: boolean;
};

type Person = { unitKind: string; age: number | undefined; largestBill: number };

/**
 * A year of claims in the order of filing, in columns: half a million of them are tried again and again while somebody
 * moves a slider, and as objects they would take a third of a gigabyte. Amounts are whole cents in numbers, which plans
 * proves exact. Once it is tried nothing is added any more, and what only adding needed is let go.
 */
export class Year {
  /** A word or day is kept once. */
  readonly #words = new Map<string, string>();
  #covers = new Map<string, number>();
  readonly #coverFacts: CoverFacts[] = [];
  /** Covers that run alike are one. */
  readonly #facts = new Map<string, CoverFacts>();
  #people = new Map<string, number>();
  readonly people: Person[] = [];
  readonly #cover: number[] = [];
  readonly person: number[] = [];
  readonly isEarlier: boolean[] = [];
  readonly #kind: EventKind[] = [];
  readonly #cause: Cause[] = [];
  readonly #on: PlainDate[] = [];
  readonly #endedOn: PlainDate[] = [];
  readonly #filedOn: PlainDate[] = [];
  readonly #days: number[] = [];
  readonly #total: number[] = [];
  readonly #outOfScope: number[] = [];
  readonly #preSelfPay: number[] = [];
  readonly #inScope: number[] = [];
  readonly #fundPay: number[] = [];
  readonly #deductiblePaid: number[] = [];
  readonly #otherPay: number[] = [];
  readonly #diagnosis: string[] = [];
  readonly #grade: (number | undefined)[] = [];
  /** Where each bill was first met; and the bills met twice, at each of their claims: others are used by nobody else. */
  #bills = new Map<string, number>();
  readonly #sharedBill = new Map<number, string>();
  /** The last claims of their covers. */
  #isLast: Uint8Array | undefined;

  get size(): number {
    return this.#cover.length;
  }

  /** Claims come in the order of filing. */
  add(claim: YearClaim): void {
    const { event } = claim;
    if (this.#isLast) throw new Error("A year that is tried takes no more claims.");
    this.#noteBill(event.bill);
    this.#cover.push(this.#coverOf(claim));
    this.person.push(this.#personOf(claim));
    this.isEarlier.push(claim.isEarlier);
    this.#kind.push(event.kind);
    this.#cause.push(event.cause);
    this.#on.push(this.#once(event.on));
    this.#endedOn.push(this.#once(event.endedOn));
    this.#filedOn.push(this.#once(event.filedOn));
    this.#days.push(event.days);
    this.#total.push(Number(event.total));
    this.#outOfScope.push(Number(event.outOfScope));
    this.#preSelfPay.push(Number(event.preSelfPay));
    this.#inScope.push(Number(event.inScope));
    this.#fundPay.push(Number(event.fundPay));
    this.#deductiblePaid.push(Number(event.deductiblePaid));
    this.#otherPay.push(Number(event.otherPay));
    this.#diagnosis.push(this.#once(event.diagnosis));
    this.#grade.push(event.grade);
  }

  /** The claims as plans works them out. */
  *filed(document: PlanDocument): Generator<FiledClaim> {
    const plan = compilePlan(document);
    this.#isLast ??= this.#close();
    for (let at = 0; at < this.size; at++) {
      const cover = this.#cover[at] as number;
      yield {
        coverKey: cover,
        plan,
        cover: this.#coverFacts[cover] as CoverFacts,
        event: this.#event(at),
        isLast: this.#isLast[at] === 1,
      };
    }
  }

  #close(): Uint8Array {
    const isLast = new Uint8Array(this.size);
    const seen = new Uint8Array(this.#coverFacts.length);
    for (let at = this.size - 1; at >= 0; at--) {
      const cover = this.#cover[at] as number;
      if (seen[cover] === 0) isLast[at] = 1;
      seen[cover] = 1;
    }
    this.#covers = new Map();
    this.#people = new Map();
    this.#bills = new Map();
    return isLast;
  }

  #noteBill(bill: string): void {
    if (bill === "") return;
    const first = this.#bills.get(bill);
    if (first === undefined) this.#bills.set(bill, this.size);
    else {
      this.#sharedBill.set(first, bill);
      this.#sharedBill.set(this.size, bill);
    }
  }

  #event(at: number): ClaimEvent {
    return {
      kind: this.#kind[at] as EventKind,
      cause: this.#cause[at] as Cause,
      on: this.#on[at] as PlainDate,
      endedOn: this.#endedOn[at] as PlainDate,
      filedOn: this.#filedOn[at] as PlainDate,
      days: this.#days[at] as number,
      total: cents(this.#total[at] as number),
      outOfScope: cents(this.#outOfScope[at] as number),
      preSelfPay: cents(this.#preSelfPay[at] as number),
      inScope: cents(this.#inScope[at] as number),
      fundPay: cents(this.#fundPay[at] as number),
      deductiblePaid: cents(this.#deductiblePaid[at] as number),
      otherPay: cents(this.#otherPay[at] as number),
      diagnosis: this.#diagnosis[at] as string,
      grade: this.#grade[at],
      bill: this.#sharedBill.get(at) ?? "",
    };
  }

  #coverOf({ cover, facts }: YearClaim): number {
    const known = this.#covers.get(cover);
    if (known !== undefined) return known;
    const alike = JSON.stringify(facts);
    const kept = this.#facts.get(alike) ?? facts;
    this.#facts.set(alike, kept);
    const place = this.#coverFacts.push(kept) - 1;
    this.#covers.set(cover, place);
    return place;
  }

  /** A person stands in one segment of each kind: as at their first claim, and by their largest bill. */
  #personOf({ person, unitKind, age, event, isEarlier }: YearClaim): number {
    let place = this.#people.get(person);
    if (place === undefined) {
      place = this.people.push({ unitKind: this.#once(unitKind), age, largestBill: 0 }) - 1;
      this.#people.set(person, place);
    }
    const known = this.people[place] as Person;
    if (!isEarlier) known.largestBill = Math.max(known.largestBill, Number(event.total));
    return place;
  }

  #once<T extends string>(word: T): T {
    const known = this.#words.get(word);
    if (known !== undefined) return known as T;
    this.#words.set(word, word);
    return word;
  }
}

/** Whole cents of each claim under a plan, in the year's order. Yields now and then, so that others are served meanwhile. */
export function* benefitsUnder(document: PlanDocument, year: Year): Generator<void, BigInt64Array> {
  const benefits = new BigInt64Array(year.size);
  let at = 0;
  for (const worked of workedInOrder(year.filed(document), workOutUnexplained)) {
    benefits[at] = worked.benefit;
    at += 1;
    if (at % 2_000 === 0) yield;
  }
  return benefits;
}
