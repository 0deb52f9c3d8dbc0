import { describe, expect, test } from "vitest";
import { pauseAfter, wants } from "./webhook.ts";

describe("a webhook", () => {
  test.each([
    [["*"], "enrolment.batch_confirmed", true],
    [["enrolment.*"], "enrolment.batch_confirmed", true],
    [["enrolment.*"], "enrolments.other", false],
    [["funding.remitted"], "funding.remitted", true],
    [["funding.remitted"], "funding.remittance_made", false],
    [[], "funding.remitted", false],
  ])("that asks for %j hears of %s: %s", (patterns, event, heard) => {
    expect(wants(patterns, event)).toBe(heard);
  });
  test("waits twice as long after each failure, at most an hour", () => {
    expect([1, 2, 3, 9, 10, 40].map(pauseAfter)).toEqual([10, 20, 40, 2560, 3600, 3600]);
  });
});
