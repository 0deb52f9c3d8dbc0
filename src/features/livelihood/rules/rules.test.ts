import { expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { completionBp, isOnPace } from "./pace.ts";

const due = plainDate("2025-12-31");

test.each([
  [60, "2025-03-01", true],
  [59, "2025-03-01", false],
  [365, "2025-12-31", true],
  [364, "2025-12-31", false],
  [0, "2024-12-31", true],
  [364, "2026-02-01", false],
] as const)("%i of 365 by %s: on pace %s", (actual, asOf, wanted) => {
  expect(isOnPace(actual, 365, plainDate(asOf), due)).toBe(wanted);
});

test("a share is cut, not rounded up", () => {
  expect(completionBp(1, 3)).toBe(3_333);
  expect(completionBp(3, 3)).toBe(10_000);
});
