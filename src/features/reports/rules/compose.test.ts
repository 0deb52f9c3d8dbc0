import { expect, test } from "vitest";
import type { Figure } from "#core/figure.ts";
import { growth, lossRatio, shareBp } from "./compose.ts";

const figure = (code: string, value: bigint | number): Figure => ({
  code,
  name: code,
  value,
  unit: "cents",
  definition: "",
  link: "/",
});

test("287,400.00 of 409,400.00 are 70.2 %, said with what it is divided by", () => {
  const ratio = lossRatio([
    figure("claims.benefits", 28_740_000n),
    figure("funding.contributions", 40_940_000n),
  ]);
  expect(ratio.value).toBe(7_020);
  expect(ratio.of).toMatchObject({
    numerator: 28_740_000n,
    denominator: 40_940_000n,
    denominatorName: "同期各项计划上缴的会费",
  });
});

test("nothing is divided by nothing", () => {
  expect(shareBp(1n, 0n)).toBeNull();
  expect(lossRatio([]).value).toBeNull();
});

test("4,240 after 3,593 are 18 % more; without last year's figure nothing is said", () => {
  const now = [figure("funding.people.HN-INP-80", 4_240)];
  const last = {
    code: "covered_last_year",
    name: "去年",
    value: 3_593n,
    unit: "people" as const,
    holdsOn: "2023-12-31",
    source: "年报",
  };
  expect(growth(now, [last])?.value).toBe(1_801);
  expect(growth(now, [])).toBeUndefined();
});
