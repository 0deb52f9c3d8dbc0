import { expect, test } from "vitest";
import { cellOf, hiddenRows, totalCell } from "./cells.ts";

const rows = (...people: number[]) => people.map((n) => ({ n: BigInt(n), of: null, people: BigInt(n) }));
const hidden = (...people: number[]) => [...hiddenRows("paid", rows(...people))].toSorted();

test.each([
  ["three are told", [5, 3, 0], []],
  ["two are not, nor the next smallest", [5, 2, 9, 4], [1, 3]],
  ["two rows of one are two people together: a third row goes with them", [5, 1, 1], [0, 1, 2]],
  ["one and two are three people, and which is which is not told", [5, 1, 2, 9], [1, 2]],
  ["two rows of two can only be two each", [9, 2, 2, 5], [1, 2, 3]],
  ["three beside one are four, which only one and three make", [9, 1, 3, 5], [1, 2, 3]],
  ["alone it hides alone", [2], [0]],
  ["nobody is nobody", [5, 2, 0], [0, 1]],
] as const)("%s: %j", (_what, people, expected) => {
  expect(hidden(...people)).toEqual(expected);
});

test("what tells of no illness is told, however few", () => {
  expect(hiddenRows("trained", rows(1, 2)).size).toBe(0);
});

test("a total of two people is hidden, of three it is told", () => {
  const total = (n: bigint) => totalCell("benefits", { n: n * 10_000n, of: null, people: n }).said;
  expect([total(0n), total(2n), total(3n)]).toEqual(["0.00", "少于3人", "300.00"]);
});

test("a ratio has both its numbers; by nothing, nothing is divided", () => {
  const share = (n: bigint, of: bigint) => cellOf("in_time", { n, of, people: null }, false);
  expect(share(1n, 3n)).toEqual({
    value: "3333",
    said: "33.33%",
    saidOf: "1 ÷ 3",
    numerator: "1",
    denominator: "3",
    isHidden: false,
  });
  expect(share(0n, 0n)).toMatchObject({ value: null, said: "–", saidOf: "0 ÷ 0" });
  const ratio = { n: 28_740_000n, of: 40_940_000n, people: 80n };
  expect(cellOf("loss_ratio", ratio, false)).toMatchObject({
    said: "70.2%",
    saidOf: "287,400.00 ÷ 409,400.00",
    numerator: "287400.00",
  });
});
