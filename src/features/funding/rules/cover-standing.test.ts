import { expect, test } from "vitest";
import { monthsFrom, plainDate } from "#core/dates.ts";
import { type CoverFacts, coverStanding } from "./cover-standing.ts";

const planned = monthsFrom(plainDate("2025-01-01"), 12);
const paid: CoverFacts = { planned, settled: planned, isRemitted: true, isPaid: true };
const late = monthsFrom(plainDate("2025-02-01"), 12);

test.each<[string, CoverFacts, string, string, number | undefined]>([
  ["the day before it begins", paid, "2024-12-31", "starts", undefined],
  ["its first day", paid, "2025-01-01", "covered", 365],
  ["in the year", paid, "2025-07-09", "covered", 176],
  ["its last day", paid, "2025-12-31", "covered", 1],
  ["the day it is over", paid, "2026-01-01", "ended", undefined],
  ["money that came late moves it", { ...paid, settled: late }, "2025-01-31", "starts", undefined],
  ["and its end with it", { ...paid, settled: late }, "2026-01-31", "covered", 1],
  ["paid, not sent on yet", { ...paid, isRemitted: false }, "2025-01-15", "remitting", undefined],
  [
    "not paid",
    { planned, settled: undefined, isRemitted: false, isPaid: false },
    "2025-01-15",
    "unpaid",
    undefined,
  ],
  [
    "never paid and over",
    { planned, settled: undefined, isRemitted: false, isPaid: false },
    "2026-01-01",
    "ended",
    undefined,
  ],
])("%s", (_when, cover, today, state, daysLeft) => {
  expect(coverStanding(cover, plainDate(today))).toMatchObject({ state, daysLeft });
});
