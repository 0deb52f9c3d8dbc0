import { daysBetween, type Period, type PlainDate } from "#core/dates.ts";

/** One cover with what its money says. */
export type CoverFacts = {
  /** As confirmed, before any money came. */
  readonly planned: Period;
  /** As the money made it, once its month's base was closed; later than planned where the money was late. */
  readonly settled: Period | undefined;
  /** The month's remittance has gone to the province, or the cover was brought along as remitted. */
  readonly isRemitted: boolean;
  /** The unit's own share is there in full. */
  readonly isPaid: boolean;
};

export type CoverStanding = {
  /** `covered` today · `starts` later, all paid · `remitting` paid, not yet sent on · `unpaid` · `ended`. */
  readonly state: "covered" | "starts" | "remitting" | "unpaid" | "ended";
  readonly period: Period;
  /** Covered days that are left, today counted; only where covered. */
  readonly daysLeft: number | undefined;
};

/** How a worker's cover stands today: what is not remitted is no cover, whatever the roster says. */
export function coverStanding(cover: CoverFacts, today: PlainDate): CoverStanding {
  const period = cover.settled ?? cover.planned;
  const at = (state: CoverStanding["state"], daysLeft?: number) => ({ state, period, daysLeft });
  if (today >= period.until) return at("ended");
  if (!cover.isRemitted) return at(cover.isPaid ? "remitting" : "unpaid");
  return today < period.from ? at("starts") : at("covered", daysBetween(today, period.until));
}
