import { addMonthsTo, type PlainMonth } from "#core/dates.ts";
import type { Obstacle } from "./period.ts";
import { type FundingDays, subsidyCutOff } from "./settle.ts";

/**
 * Why nobody can be taken off a bill now. One that waits, for its own month or for a later one because it was not paid in
 * time, is made anew; from the closing of the base it settled in until the remittance its list stands still, because the
 * unions are paying for exactly these people.
 */
export function removalObstacle(
  settledMonth: PlainMonth | undefined,
  days: FundingDays,
): Obstacle | undefined {
  if (settledMonth === undefined) return undefined;
  const facts = {
    month: settledMonth,
    until: subsidyCutOff(settledMonth, days),
    next: addMonthsTo(settledMonth, 1),
  };
  return { code: "roster_frozen", facts };
}
