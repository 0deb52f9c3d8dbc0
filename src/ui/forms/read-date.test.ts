import { expect, test } from "vitest";
import { readDay, readMonth } from "./read-date.ts";

test.each([
  ["2025-01-10", "2025-01-10"],
  ["20250110", "2025-01-10"],
  [" 2025/1/10 ", "2025-01-10"],
  ["2025.1.10", "2025-01-10"],
  ["2025年1月10日", "2025-01-10"],
  ["1月10日", "1月10日"],
])("the day %s is read as %s", (typed, day) => {
  expect(readDay(typed)).toBe(day);
});

test.each([
  ["2025-01", "2025-01"],
  ["202501", "2025-01"],
  ["2025年1月", "2025-01"],
])("the month %s is read as %s", (typed, month) => {
  expect(readMonth(typed)).toBe(month);
});
