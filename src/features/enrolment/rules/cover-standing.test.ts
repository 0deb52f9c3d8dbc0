import { describe, expect, test } from "vitest";
import { type Period, plainDate } from "#core/dates.ts";
import { type CoverFacts, coverStanding } from "./cover-standing.ts";

const day = plainDate;
const period = (from: string, until: string): Period => ({ from: day(from), until: day(until) });
const asked = period("2025-02-01", "2026-02-01");
const later = period("2025-03-01", "2026-03-01");

// Paid in time, settled in January, remitted on the 27th. Each test changes one fact.
const facts: CoverFacts = {
  asked,
  paidOn: day("2025-01-08"),
  covered: asked,
  remittedOn: day("2025-01-27"),
};

describe("a cover", () => {
  test.each<[string, Partial<CoverFacts>, string, string]>([
    ["waits for the unit's money", { paidOn: null, covered: null, remittedOn: null }, "2025-01-09", "unpaid"],
    [
      "waits for it also when the day asked for has gone by",
      { paidOn: null, covered: null, remittedOn: null },
      "2025-02-01",
      "unpaid",
    ],
    ["is paid for, and its month has not settled", { covered: null, remittedOn: null }, "2025-01-10", "paid"],
    [
      "is settled and not remitted, though its first day has come",
      { remittedOn: null },
      "2025-02-01",
      "settled",
    ],
    ["is remitted the day before it starts", {}, "2025-01-31", "remitted"],
    ["runs on its first day", {}, "2025-02-01", "running"],
    ["runs on its last day", {}, "2026-01-31", "running"],
    ["has ended the day after", {}, "2026-02-01", "ended"],
  ])("%s", (_how, change, today, state) => {
    expect(coverStanding({ ...facts, ...change }, day(today))).toEqual({
      state,
      period: asked,
      settledLate: undefined,
    });
  });

  test.each([
    ["2025-02-28", "remitted"],
    ["2025-03-01", "running"],
    ["2026-02-28", "running"],
    ["2026-03-01", "ended"],
  ])("that was paid late runs its whole period later: on %s %s", (today, state) => {
    const standing = coverStanding({ ...facts, covered: later }, day(today));
    expect(standing).toEqual({ state, period: later, settledLate: "2025-02" });
  });

  test("that was asked for months ahead and settled before is not late", () => {
    const ahead = period("2025-06-01", "2026-06-01");
    expect(coverStanding({ ...facts, asked: ahead, covered: ahead }, day("2025-02-01"))).toMatchObject({
      state: "remitted",
      settledLate: undefined,
    });
  });
});
