import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { yuan } from "#core/money.ts";
import { readPlanFile } from "#features/plans/index.ts";
import { awarenessBp, isAware, isLow, isWhole, quizFrom } from "./quiz.ts";

const { plan } = readPlanFile(readFileSync("plans/HN-INP-80/2025.1.yaml", "utf8"));
if (!plan) throw new Error("The plan cannot be read.");
const quiz = quizFrom(plan, yuan(80));
const allRight = quiz.map(({ right }) => right);
const wrongAt = (...places: number[]) =>
  allRight.map((right, at) => (places.includes(at) ? (right + 1) % 3 : right));

describe("a quiz", () => {
  test("asks what the clauses say, and names the clause", () => {
    expect(quiz.map(({ options, right, clause }) => [options[right], clause])).toEqual([
      ["80元", "第四条"],
      ["12个月", "第四条"],
      ["30天", "第五条"],
      ["365天", "第九条"],
      ["50%", "第六条第1项"],
    ]);
    expect(quizFrom(plan, yuan(75))[0]?.options).toEqual(["75元", "37.50元", "150元"]);
  });

  test("the right answer does not always stand in the same place", () => {
    expect(new Set(allRight).size).toBe(3);
  });

  test("four of five right is enough, three are not", () => {
    expect(isAware(quiz, allRight)).toBe(true);
    expect(isAware(quiz, wrongAt(2))).toBe(true);
    expect(isAware(quiz, wrongAt(2, 4))).toBe(false);
  });

  test("a slip answers every question with one of its options", () => {
    expect(isWhole(quiz, allRight)).toBe(true);
    expect(isWhole(quiz, allRight.slice(1))).toBe(false);
    expect(isWhole(quiz, [...allRight.slice(1), 3])).toBe(false);
  });
});

test.each([
  [37, 50, 7_400, true],
  [79_999, 100_000, 7_999, true],
  [40, 50, 8_000, false],
  [43, 50, 8_600, false],
] as const)("%i of %i know the terms: %i bp, low: %s", (aware, valid, bp, low) => {
  expect(awarenessBp(aware, valid)).toBe(bp);
  expect(isLow(aware, valid)).toBe(low);
});
