import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readPlanFile } from "./plan-file.ts";

const shipped = readFileSync("plans/HN-INP-80/2025.1.yaml", "utf8");
const problemsOf = (text: string) => readPlanFile(text).problems;
const changed = (from: string, to: string) => {
  expect(shipped).toContain(from);
  return problemsOf(shipped.replace(from, to));
};
const lineOf = (part: string) => shipped.slice(0, shipped.indexOf(part)).split("\n").length;

describe("a plan file", () => {
  test("that is shipped reads whole", () => {
    const { plan } = readPlanFile(shipped);
    expect(plan).toMatchObject({ code: "HN-INP-80", version: "2025.1", period_months: 12 });
  });

  test("names an unknown key with its line, in the head and deep inside", () => {
    expect(changed("period_months:", "period_month:")).toEqual([
      { line: 1, key: "period_months", code: "missing" },
      { line: lineOf("period_months"), key: "period_month", code: "unknown_key" },
    ]);
    expect(changed("cap_cover_cents:", "cap_covers_cents:")).toEqual([
      { line: lineOf("cap_cover_cents"), key: "benefits[0].cap_covers_cents", code: "unknown_key" },
    ]);
  });

  test.each([
    [
      "a gap between tiers",
      "above_cents: 500000,",
      "above_cents: 500001,",
      "tiers[1].above_cents",
      "tier_gap",
    ],
    [
      "an overlap of tiers",
      "above_cents: 500000,",
      "above_cents: 499999,",
      "tiers[1].above_cents",
      "tier_overlap",
    ],
    ["a rate above 100 %", "rate_bp: 7000", "rate_bp: 10001", "tiers[2].rate_bp", "too_big"],
  ])("refuses %s", (_what, from, to, key, code) => {
    expect(changed(from, to)).toEqual([{ line: lineOf(from), key: `benefits[0].${key}`, code }]);
  });

  test("refuses a term without its clause, a day that is none, two prices for one day", () => {
    expect(changed("{ value: 16, clause: 第三条 }", "{ value: 16 }")).toMatchObject([{ code: "missing" }]);
    expect(changed("valid_from: 2025-01-01\n", "valid_from: 2025-02-30\n")).toMatchObject([
      { code: "not_a_day" },
    ]);
    expect(changed("city: 410100, ", "")).toMatchObject([
      { key: "prices[1].valid_from", code: "price_twice" },
    ]);
  });

  test("that is no YAML says where", () => {
    expect(problemsOf("code: [1,\nname: x")).toEqual([{ line: 2, key: "", code: "not_yaml" }]);
    expect(changed("cents: 8000", "cents: eighty")).toMatchObject([
      { key: "prices[0].cents", code: "wrong_type" },
    ]);
  });
});
