import { addMonthsTo, monthOf, type Period, type PlainDate, type PlainMonth } from "#core/dates.ts";

/** What is known of a cover: what its roster asked for, and what became of its money. */
export type CoverFacts = {
  readonly asked: Period;
  /** When the unit's own share was in full. */
  readonly paidOn: PlainDate | null;
  /** The real period; known once its month has settled. */
  readonly covered: Period | null;
  readonly remittedOn: PlainDate | null;
};

/** What of a batch tells how its covers stand, as it is kept. */
export type BatchMoney = {
  readonly paidOn: PlainDate | null;
  readonly coveredFrom: PlainDate | null;
  readonly coveredUntil: PlainDate | null;
  readonly remittedOn: PlainDate | null;
};

export const coverFacts = (
  asked: Period,
  { paidOn, coveredFrom, coveredUntil, remittedOn }: BatchMoney,
): CoverFacts => ({
  asked,
  paidOn,
  covered: coveredFrom && coveredUntil ? { from: coveredFrom, until: coveredUntil } : null,
  remittedOn,
});

export const coverStates = ["unpaid", "paid", "settled", "remitted", "running", "ended"] as const;

/**
 * - unpaid: the unit's own share is not in full, or there is no bill yet.
 * - paid: in full; its month has not settled.
 * - settled: the period is certain; the money has not gone to the province.
 * - remitted: it has, and the first day is still to come.
 * - running, ended: as the days say.
 */
export type CoverState = (typeof coverStates)[number];

export type CoverStanding = {
  readonly state: CoverState;
  /** The real period where it is known, else the one asked for. */
  readonly period: Period;
  /** Where it starts later than was asked: the month in which it settled. */
  readonly settledLate: PlainMonth | undefined;
};

/** How a cover stands on a day. Only what has been remitted covers. */
export function coverStanding(facts: CoverFacts, today: PlainDate): CoverStanding {
  const { asked, covered, paidOn, remittedOn } = facts;
  if (!covered) return { state: paidOn ? "paid" : "unpaid", period: asked, settledLate: undefined };
  // A late cover starts on the first day after the month it settled in.
  const settledLate = covered.from > asked.from ? addMonthsTo(monthOf(covered.from), -1) : undefined;
  return { state: stateOf(covered, remittedOn, today), period: covered, settledLate };
}

function stateOf({ from, until }: Period, remittedOn: PlainDate | null, today: PlainDate): CoverState {
  if (!remittedOn) return "settled";
  if (today < from) return "remitted";
  return today < until ? "running" : "ended";
}
