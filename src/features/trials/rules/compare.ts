import { type Cents, zero } from "#core/money.ts";
import type { Year } from "./year.ts";

/** A plan compared with the one in force: what it costs, who gains and loses by how much. People are counted once. */
export type Comparison = {
  readonly people: number;
  readonly claims: number;
  readonly before: Cents;
  readonly after: Cents;
  readonly gaining: number;
  readonly gained: Cents;
  readonly mostGained: Cents;
  readonly losing: number;
  readonly lost: Cents;
  readonly mostLost: Cents;
};

export const segmentKinds = ["unit_kind", "age_band", "bill_size"] as const;
export type SegmentKind = (typeof segmentKinds)[number];

export type Outcome = {
  readonly whole: Comparison;
  readonly segments: Readonly<Record<SegmentKind, Readonly<Record<string, Comparison>>>>;
};

type Tally = { -readonly [K in keyof Comparison]: Comparison[K] };

/** Both plans over the same claims. Claims filed before the year are left out: they only used up limits. */
export function compare(year: Year, before: BigInt64Array, after: BigInt64Array): Outcome {
  const claims = new Int32Array(year.people.length);
  const was = new BigInt64Array(year.people.length);
  const is = new BigInt64Array(year.people.length);
  for (let at = 0; at < year.size; at++) {
    if (year.isEarlier[at]) continue;
    const person = year.person[at] as number;
    claims[person] = (claims[person] ?? 0) + 1;
    was[person] = (was[person] ?? 0n) + (before[at] ?? 0n);
    is[person] = (is[person] ?? 0n) + (after[at] ?? 0n);
  }
  const whole = empty();
  const segments: Record<SegmentKind, Record<string, Tally>> = {
    unit_kind: {},
    age_band: {},
    bill_size: {},
  };
  for (const [place, person] of year.people.entries()) {
    if (!claims[place]) continue;
    const of = [claims[place] ?? 0, was[place] as Cents, is[place] as Cents] as const;
    count(whole, ...of);
    count(tallyOf(segments.unit_kind, person.unitKind), ...of);
    count(tallyOf(segments.age_band, ageBand(person.age)), ...of);
    count(tallyOf(segments.bill_size, billSize(person.largestBill)), ...of);
  }
  return { whole, segments };
}

function tallyOf(tallies: Record<string, Tally>, key: string): Tally {
  tallies[key] ??= empty();
  return tallies[key];
}

const empty = (): Tally => ({
  people: 0,
  claims: 0,
  before: zero,
  after: zero,
  gaining: 0,
  gained: zero,
  mostGained: zero,
  losing: 0,
  lost: zero,
  mostLost: zero,
});

function count(tally: Tally, claims: number, before: Cents, after: Cents): void {
  const difference = (after - before) as Cents;
  tally.people += 1;
  tally.claims += claims;
  tally.before = (tally.before + before) as Cents;
  tally.after = (tally.after + after) as Cents;
  if (difference > 0n) {
    tally.gaining += 1;
    tally.gained = (tally.gained + difference) as Cents;
    if (difference > tally.mostGained) tally.mostGained = difference;
  }
  if (difference < 0n) {
    const loss = -difference as Cents;
    tally.losing += 1;
    tally.lost = (tally.lost + loss) as Cents;
    if (loss > tally.mostLost) tally.mostLost = loss;
  }
}

/** ☆ Whole years, ten at a time; the sixty-year-olds are those whose retirement was put off. */
export const ageBand = (age: number | undefined): string =>
  age === undefined ? "unknown" : age < 30 ? "under_30" : age >= 60 ? "from_60" : `${Math.floor(age / 10)}0s`;

/** ☆ By a person's largest bill, in cents. */
export const billSize = (cents: number): string =>
  cents < 500_000
    ? "under_5000"
    : cents < 2_000_000
      ? "5000_20000"
      : cents < 5_000_000
        ? "20000_50000"
        : "from_50000";
