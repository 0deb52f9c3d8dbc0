import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import { type PlanVersion, priceOn, versionOn } from "./index.ts";

const day = plainDate;
const prices = [
  { cityId: undefined, validFrom: day("2025-01-01"), cents: yuan(80) },
  { cityId: 410100, validFrom: day("2025-01-01"), cents: yuan(75) },
  { cityId: 410100, validFrom: day("2026-01-01"), cents: yuan(78) },
];
const version = (name: string, from: string, until?: string): PlanVersion => ({
  code: "HN-INP-80",
  version: name,
  name: "在职职工住院医疗互助保障",
  source: "示例条款",
  validFrom: day(from),
  validUntil: until === undefined ? undefined : day(until),
  months: 12,
  prices,
});

describe("the price", () => {
  test.each([
    [410900, "2025-01-01", yuan(80)],
    [410900, "2026-06-01", yuan(80)],
    [410100, "2025-12-31", yuan(75)],
    [410100, "2026-01-01", yuan(78)],
    [410100, "2024-12-31", undefined],
  ])("in city %i on %s is %s", (city, on, expected) => {
    expect(priceOn(prices, city, day(on))).toBe(expected);
  });
});

describe("the version", () => {
  const versions = [version("2025.1", "2025-01-01", "2027-01-01"), version("2026.1", "2026-01-01")];
  test.each([
    ["2024-12-31", undefined],
    ["2025-01-01", "2025.1"],
    ["2025-12-31", "2025.1"],
    ["2026-01-01", "2026.1"],
    ["2027-01-01", "2026.1"],
  ])("of a cover that begins on %s is %s", (on, expected) => {
    expect(versionOn(versions, "HN-INP-80", day(on))?.version).toBe(expected);
  });

  test("of another plan is none", () => {
    expect(versionOn(versions, "NY-HZB-90", day("2025-06-01"))).toBeUndefined();
  });
});
