import { describe, expect, test } from "vitest";
import { sayBytes, sayCount, sayDeadline, sayDuration, sayInstant, sayShare } from "./say.ts";

test("counts have commas and a true minus sign", () => {
  expect(sayCount(6079)).toBe("6,079");
  expect(sayCount(-12)).toBe("−12");
});

describe("a share", () => {
  test.each([
    [0, 10, "0%"],
    [1, 1000, "<1%"],
    [1, 4, "25%"],
    [999, 1000, "99%"],
    [10, 10, "100%"],
    [0, 0, "–"],
  ])("of %d in %d is %s", (part, whole, words) => {
    expect(sayShare(part, whole)).toBe(words);
  });
});

test.each([
  [0.2, "1秒"],
  [12, "12秒"],
  [61, "2分钟"],
  [3600, "1小时"],
  [3900, "1小时5分钟"],
])("%d seconds are %s", (seconds, words) => {
  expect(sayDuration(seconds)).toBe(words);
});

test.each([
  ["2025-01-25", "1月25日，还有15天"],
  ["2025-01-10", "1月10日，今天"],
  ["2025-01-08", "1月8日，已过2天"],
  ["2026-01-10", "2026年1月10日，还有365天"],
])("the deadline %s is said on 10 January", (day, words) => {
  expect(sayDeadline(day, "2025-01-10")).toBe(words);
});

test.each([
  ["2025-01-10T01:42:00Z", "今天09:42"],
  ["2025-01-09T08:20:00Z", "昨天16:20"],
  ["2025-01-02T16:30:00Z", "1月3日00:30"],
])("the instant %s is said in China's time", (instant, words) => {
  expect(sayInstant(instant, "2025-01-10")).toBe(words);
});

test("sizes", () => {
  expect([sayBytes(900), sayBytes(20_480), sayBytes(3_355_443)]).toEqual(["900字节", "20KB", "3.2MB"]);
});
