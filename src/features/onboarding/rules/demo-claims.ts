import { addDays, type PlainDate, plainDate, weekdayOf } from "#core/dates.ts";
import { cents } from "#core/money.ts";
import { isWorkingDay } from "#features/calendar/rules/index.ts";
import type { Cause } from "#features/plans/rules/index.ts";

// Claims of the demo city, made by a seeded generator: the same ones at every start, none of anybody real.

/** From this day on the desk is open every working day; before, on Mondays and Thursdays ☆. */
const daily = plainDate("2025-02-10");
const lastDeskDay = plainDate("2025-03-12");

/** Days at the claims desk: a year of them, ending on the demo's own day. */
export const deskDays: readonly PlainDate[] = daysFrom(plainDate("2024-04-08")).filter(
  (day) => isWorkingDay(day) && (day >= daily || [1, 4].includes(weekdayOf(day))),
);

function daysFrom(first: PlainDate): PlainDate[] {
  const days: PlainDate[] = [];
  for (let day = first; day <= lastDeskDay; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Each claim by its number from 1, on the day on which it is handed in. */
export const demoClaims: readonly { readonly n: number; readonly day: PlainDate }[] = deskDays
  .flatMap((day, place) => Array<PlainDate>(day >= daily ? 6 : place % 3 === 0 ? 4 : 3).fill(day))
  .map((day, place) => ({ n: place + 1, day }));

/** Two of the last day's are begun and not handed in. */
export const isLeftAsDraft = (n: number): boolean => n > demoClaims.length - 2;

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

/**
 * A card number of a bank's form with its check digit. By its last digits the stand-in bank tells what becomes of it: some
 * fail (00), some come back (99), some are decided overnight (88).
 */
function cardOf(n: number): string {
  const wanted = n % 30 === 10 ? "00" : n % 50 === 27 ? "99" : n % 50 === 14 ? "88" : "";
  for (let series = 0; ; series++) {
    const body = `6217002520${String(series).padStart(2, "0")}${String(n * 37).padStart(6, "0")}`;
    const card = `${body}${checkDigit(body)}`;
    if (wanted === "" || card.endsWith(wanted)) return card;
  }
}

/** Whether the stand-in bank does something else with a card than to pay to it. */
export const isTold = (card: string): boolean => /(00|99|88)$/.test(card);

function checkDigit(body: string): number {
  const sum = [...body]
    .toReversed()
    .map(Number)
    .reduce((total, digit, place) => total + (place % 2 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
  return (10 - (sum % 10)) % 10;
}

/** What becomes of the n-th claim where nobody is late: most are passed, some return, a few are taken back. */
export type Fate = "pass" | "return" | "withdraw";

export const fateOf = (n: number): Fate => (n % 17 === 7 ? "return" : n % 61 === 11 ? "withdraw" : "pass");

/** Whoever got a claim back: most bring the paper anew, the others let fifteen days pass. */
export const bringsAnew = (n: number): boolean => n % 3 !== 1;

/** A unit that says nothing: its three days pass. */
export const isSilent = (n: number): boolean => n % 17 === 5;

/** Somebody who objects to being refused, and whose objection is heard. */
export const objects = (n: number): boolean => n % 3 === 1;
export const isHeard = (n: number): boolean => n % 2 === 1;

/** Another card, for whom the bank could not pay to the first. */
export const otherCard = (n: number): string => cardOf(5_000 + 3 * n + 1);

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
