import { addMonthsTo, type PlainMonth } from "#core/dates.ts";

/** What a month was: people under cover (mean over the month), claims filed, what they came to, contributions in. */
export type MonthPast = {
  readonly month: PlainMonth;
  readonly covered: number;
  readonly claims: number;
  /** Sum of benefits, and of their squares, in yuan: enough to know how much single claims scatter. */
  readonly cost: number;
  readonly squares: number;
  readonly income: number;
};

export type Assumptions = {
  /** How many of those whose cover ends renew, in basis points. */
  readonly renewalBp: number;
  /** New people a month. */
  readonly joining: number;
  /** What one person puts in, in yuan. */
  readonly price: number;
  readonly coverMonths: number;
};

export type MonthAhead = {
  readonly month: PlainMonth;
  readonly covered: number;
  readonly income: number;
  readonly cost: Band;
  /** What is left at the month's end of reserve, income and cost. */
  readonly reserve: Band;
};

/** In four of five futures it stays between `low` and `high`. */
export type Band = { readonly low: number; readonly middle: number; readonly high: number };

export type Forecast = {
  readonly months: readonly MonthAhead[];
  readonly income: number;
  readonly cost: Band;
  /** Claims per thousand people and month, and what one comes to. */
  readonly frequency: number;
  readonly severity: number;
};

/** Between the tenth and the ninetieth percentile of a normal distribution. */
const tenth = 1.2816;

/**
 * The next twelve months: people under cover × claims per head × mean of a claim. The band holds both what chance does to
 * claims of a known number and size (a compound Poisson sum) and how well a past of this length knows them: the first part
 * grows with the root of time, the second with time, because a wrong guess is wrong every month.
 * Estimates, not money: floating point is right here and nothing is booked from it.
 */
export function forecast(
  past: readonly MonthPast[],
  /** How many covers end in each of the coming months, the first of them first. */
  ending: readonly number[],
  reserve: number,
  assumed: Assumptions,
): Forecast | undefined {
  const exposure = total(past, (each) => each.covered);
  const claims = total(past, (each) => each.claims);
  const last = past.at(-1);
  if (!last || exposure === 0 || claims === 0) return undefined;
  const frequency = claims / exposure;
  const spent = total(past, (each) => each.cost);
  const squares = total(past, (each) => each.squares);
  const severity = spent / claims;
  const meanSquare = squares / claims;
  // How far the past's own sum may lie from what was to be expected, as a share of it: by number and by size of claims.
  const unsure = Math.sqrt(squares) / spent;
  const months: MonthAhead[] = [];
  let covered = last.covered;
  let income = 0;
  let cost = 0;
  let variance = 0;
  let guessed = 0;
  const renewed: number[] = [];
  for (const [ahead, ends] of ending.entries()) {
    // Who renewed or joined a term ago comes to the end of it again.
    const again = renewed[ahead - assumed.coverMonths] ?? 0;
    const back = ((ends + again) * assumed.renewalBp) / 10_000;
    const starting = back + assumed.joining;
    renewed.push(starting);
    covered = Math.max(0, covered - ends - again + starting);
    const expected = covered * frequency;
    const monthCost = expected * severity;
    const spread = Math.sqrt(expected * meanSquare + (monthCost * unsure) ** 2);
    income += starting * assumed.price;
    cost += monthCost;
    variance += expected * meanSquare;
    guessed += monthCost * unsure;
    const doubt = Math.sqrt(variance + guessed * guessed);
    months.push({
      month: addMonthsTo(last.month, ahead + 1),
      covered: Math.round(covered),
      income: starting * assumed.price,
      cost: band(monthCost, spread),
      reserve: band(reserve + income - cost, doubt, Number.NEGATIVE_INFINITY),
    });
  }
  return {
    months,
    income,
    cost: band(cost, Math.sqrt(variance + guessed * guessed)),
    frequency: frequency * 1000,
    severity,
  };
}

const band = (middle: number, deviation: number, floor = 0): Band => ({
  low: Math.max(floor, middle - tenth * deviation),
  middle,
  high: middle + tenth * deviation,
});

const total = (past: readonly MonthPast[], of: (month: MonthPast) => number): number =>
  past.reduce((sum, month) => sum + of(month), 0);
