import { describe, expect, test } from "vitest";
import { at, nameOf, placeOf, put, readTyped, showTyped } from "./document.ts";

describe("a place in a plan file", () => {
  test.each([
    "code",
    "benefits[0].tiers[1].rate_bp",
    "benefits[0].percent_by_grade.1",
    "cap_groups.life.cents",
  ])("%s is read as it is written", (name) => expect(nameOf(placeOf(name))).toBe(name));

  const plan = { code: "X", benefits: [{ code: "a", tiers: [{ rate_bp: 5_000 }, { rate_bp: 6_000 }] }] };
  const rate = placeOf("benefits[0].tiers[1].rate_bp");

  test("is changed without moving its neighbours", () => {
    const changed = put(plan, rate, 7_000);
    expect(at(changed, rate)).toBe(7_000);
    expect(JSON.stringify(changed)).toBe(JSON.stringify(plan).replace("6000", "7000"));
    expect(at(plan, rate)).toBe(6_000);
  });

  test("is taken out, an item of a list with it", () => {
    expect(put(plan, placeOf("benefits[0].tiers[0]"), undefined)).toEqual({
      code: "X",
      benefits: [{ code: "a", tiers: [{ rate_bp: 6_000 }] }],
    });
    expect(put(plan, ["code"], undefined)).toEqual({ benefits: plan.benefits });
  });

  test("is made where nothing was", () => {
    expect(put({}, placeOf("eligibility.age_min.value"), 16)).toEqual({
      eligibility: { age_min: { value: 16 } },
    });
    expect(put({}, placeOf("waiting[0].through_day"), 30)).toEqual({ waiting: [{ through_day: 30 }] });
  });
});

describe("what is typed", () => {
  test.each([
    ["80", "yuan", 8_000],
    ["80.5", "yuan", 8_050],
    ["0.01", "yuan", 1],
    ["0.001", "yuan", "0.001"],
    ["66.67", "percent", 6_667],
    ["100", "percent", 10_000],
    ["30", "number", 30],
    ["3.5", "number", "3.5"],
    ["三十", "number", "三十"],
    ["2025-01-01", "text", "2025-01-01"],
    ["", "yuan", undefined],
  ] as const)("%s as %s is kept as %s, and shown the same", (typed, unit, value) => {
    expect(readTyped(typed, unit)).toBe(value);
    expect(showTyped(value, unit)).toBe(typed === "80.5" ? "80.50" : typed);
  });
});
