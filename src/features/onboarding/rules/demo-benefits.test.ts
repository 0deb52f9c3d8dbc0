import { expect, test } from "vitest";
import { sum } from "#core/money.ts";
import { benefits, zhengzhouClaims } from "./demo-benefits.ts";

test("the demo's 130 benefits add up to 287,400.00 yuan, none below 200", () => {
  const all = benefits();
  expect(all).toHaveLength(130);
  expect(sum(all)).toBe(zhengzhouClaims.benefit);
  expect(all.every((each) => each >= 20_000n)).toBe(true);
});
