import { expect, test } from "vitest";
import { sayFigure } from "./say.ts";

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
