import { expect, test } from "vitest";
import { sayDivision, sayFigure } from "./say.ts";

test.each([
  [41_392_000n, "cents", "41.392万元"],
  [48_632_000n, "cents", "48.632万元"],
  [28_740_000n, "cents", "28.74万元"],
  [221_077n, "cents", "2,210.77元"],
  [999_999n, "cents", "9,999.99元"],
  [1_000_000n, "cents", "1万元"],
  [7_020, "bp", "70.2%"],
  [-150, "bp", "−1.5%"],
  [10_000, "bp", "100%"],
  [5_174, "people", "5,174人"],
  [3, "rank", "第3名"],
  [null, "days", "–"],
] as const)("%s %s is said as %s", (value, unit, said) => {
  expect(sayFigure({ value, unit })).toBe(said);
});

test("a ratio says both of its numbers, money with its unit", () => {
  const of = {
    numerator: 28_740_000n,
    denominator: 40_940_000n,
    denominatorName: "会费",
    unit: "cents",
  } as const;
  expect(sayDivision({ unit: "bp", of })).toBe("287,400.00元 ÷ 409,400.00元（会费）");
  expect(
    sayDivision({ unit: "cents", of: { numerator: 300n, denominator: 2, denominatorName: "件数" } }),
  ).toBe("3.00元 ÷ 2（件数）");
  expect(
    sayDivision({ unit: "bp", of: { numerator: -1200, denominator: 5000, denominatorName: "去年" } }),
  ).toBe("−1,200 ÷ 5,000（去年）");
  expect(sayDivision({ unit: "bp" })).toBeNull();
});
