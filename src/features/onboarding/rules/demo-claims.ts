import { addDays, type PlainDate, plainDate } from "#core/dates.ts";
import { cents } from "#core/money.ts";
import type { Cause } from "#features/plans/rules/index.ts";

// Claims of the demo city, made by a seeded generator: the same ones at every start, none of anybody real.

/** ☆ Working days on which claims are handed in, ending on the demo's own day. */
export const claimDays: readonly PlainDate[] = [
  ...["2025-02-10", "2025-02-17", "2025-02-24", "2025-03-03"].flatMap((monday) =>
    [0, 1, 2, 3, 4].map((day) => addDays(plainDate(monday), day)),
  ),
  ...["2025-03-10", "2025-03-11", "2025-03-12"].map(plainDate),
];

export const claimCount = 130;

/** Which claims are handed in on a day: the first of the year has number 1. */
export const claimsOn = (day: PlainDate): readonly number[] =>
  Array.from({ length: claimCount }, (_, place) => place + 1).filter(
    (n) => claimDays[Math.floor(((n - 1) * claimDays.length) / claimCount)] === day,
  );

export type DemoStay = {
  readonly on: PlainDate;
  readonly endedOn: PlainDate;
  readonly cause: Cause;
  readonly amounts: ReturnType<typeof amountsOf>;
  readonly diagnosis: string;
  readonly illness: string;
  readonly hospital: string;
  readonly bill: string;
  readonly account: string;
};

const illnesses = [
  ["J18.900", "肺炎"],
  ["I10.x00", "高血压"],
  ["K80.200", "胆囊结石"],
  ["M51.202", "腰椎间盘突出"],
  ["E11.900", "2型糖尿病"],
  ["I63.900", "脑梗死"],
  ["K35.800", "急性阑尾炎"],
  ["N20.000", "肾结石"],
] as const;
const injuries = [
  ["S82.100", "胫骨骨折"],
  ["S52.500", "桡骨远端骨折"],
  ["S06.000", "脑震荡"],
] as const;
const hospitals = [
  "濮阳市人民医院",
  "濮阳市油田总医院",
  "濮阳县人民医院",
  "范县人民医院",
  "清丰县人民医院",
] as const;

/** The n-th stay. One in twenty is an accident; sizes are those of a county's hospitals ☆. */
export function stayOf(n: number, filedOn: PlainDate): DemoStay {
  const random = randomFrom(n);
  const endedOn = addDays(filedOn, -2 - Math.floor(random() * 7));
  const on = addDays(endedOn, -3 - Math.floor(random() * 9));
  const cause: Cause = random() < 0.05 ? "accident" : "illness";
  const kinds = cause === "accident" ? injuries : illnesses;
  const [diagnosis, illness] = kinds[Math.floor(random() * kinds.length)] ?? kinds[0];
  return {
    on,
    endedOn,
    cause,
    amounts: amountsOf(random),
    diagnosis,
    illness,
    hospital: hospitals[Math.floor(random() * hospitals.length)] ?? hospitals[0],
    bill: `41060125-${String(7_000_000_000 + n * 7_919).padStart(10, "0")}`,
    account: cardOf(n),
  };
}

/** A settlement whose parts add up: what is outside the catalogue, paid beforehand, in scope, and who pays of it. */
function amountsOf(random: () => number) {
  const size = Math.exp(8.9 + 0.75 * (random() + random() + random() - 1.5) * 2);
  const total = Math.round(size * 100);
  const outOfScope = Math.round(total * (0.03 + 0.09 * random()));
  const preSelfPay = Math.round(total * (0.02 + 0.05 * random()));
  const inScope = total - outOfScope - preSelfPay;
  const deductiblePaid = Math.min(
    inScope,
    [30_000, 40_000, 60_000, 90_000][Math.floor(random() * 4)] ?? 40_000,
  );
  const fundPay = Math.round((inScope - deductiblePaid) * (0.62 + 0.25 * random()));
  return {
    total: cents(total),
    outOfScope: cents(outOfScope),
    preSelfPay: cents(preSelfPay),
    inScope: cents(inScope),
    fundPay: cents(fundPay),
    deductiblePaid: cents(deductiblePaid),
    otherPay: cents(0),
  };
}

/** A card number of a bank's form with its check digit; by its last digits the stand-in bank tells what becomes of it. */
function cardOf(n: number): string {
  const body = `621700252000${String(n * 37).padStart(6, "0")}`;
  const sum = [...body]
    .toReversed()
    .map(Number)
    .reduce((total, digit, place) => total + (place % 2 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** What becomes of the n-th claim where nobody is late: most are passed, some return, a few are let lie. */
export type Fate = "pass" | "return" | "leave" | "withdraw";

export const fateOf = (n: number): Fate =>
  n % 23 === 7 ? "return" : n % 61 === 11 ? "withdraw" : n % 41 === 13 ? "leave" : "pass";

/** A unit that says nothing: its three days pass. */
export const isSilent = (n: number): boolean => n % 17 === 5;

/** Somebody who objects to being refused. */
export const objects = (n: number): boolean => n % 6 === 1;

/** mulberry32: small, seeded, the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
