import type { Cents } from "#core/money.ts";

export type Reach = {
  readonly used: Cents;
  readonly left: Cents;
  /** What a month takes at the present pace, half-up; nought before the first month that took anything. */
  readonly pace: Cents;
  /** The month (1–12) whose subsidies the money does not cover any more; null where it lasts the year. */
  readonly endsInMonth: number | null;
  /** What the whole year takes at this pace. */
  readonly yearNeed: Cents;
  /** What to ask for next year: twelve months at this pace. */
  readonly nextYearNeed: Cents;
};

/**
 * How far a budget reaches. `used` by month, January first, net of what came back; the months up to `now` (1–12) are over or
 * running and count for the pace from the first that took anything.
 */
export function reachOf(budget: Cents, usedByMonth: readonly Cents[], now: number): Reach {
  const gone = Array.from({ length: now }, (_, at) => usedByMonth[at] ?? (0n as Cents));
  const used = usedByMonth.reduce((sum, each) => sum + each, 0n);
  const first = gone.findIndex((each) => each > 0n);
  const counted = first < 0 ? [] : gone.slice(first);
  const spent = counted.reduce((sum, each) => sum + each, 0n);
  const n = BigInt(counted.length);
  const pace = n === 0n ? 0n : (2n * spent + n) / (2n * n);
  let sum = 0n;
  let endsInMonth: number | null = null;
  for (let month = 1; month <= 12; month++) {
    sum += month <= now ? (gone[month - 1] ?? 0n) : pace;
    if (sum > budget && endsInMonth === null) endsInMonth = month;
  }
  return {
    used: used as Cents,
    left: (budget - used) as Cents,
    pace: pace as Cents,
    endsInMonth,
    yearNeed: sum as Cents,
    nextYearNeed: (12n * pace) as Cents,
  };
}

export type Warning = "over" | "soon" | "this_year" | null;

/** over: ended already; soon: within three months ☆; this_year: before the year is over. */
export const warningOf = ({ endsInMonth }: Pick<Reach, "endsInMonth">, now: number): Warning =>
  endsInMonth === null ? null : endsInMonth <= now ? "over" : endsInMonth <= now + 3 ? "soon" : "this_year";
