import { describe, expect, test } from "vitest";
import { differenceOf, isComing, leftOf, type Moves, moveKinds, namesIn } from "./stock.ts";

const none: Moves = { bought: 0, received: 0, taken_back: 0, found: 0, issued: 0, handed: 0, missing: 0 };

describe("what is left", () => {
  test("is what came in less what went out", () => {
    expect(leftOf(none)).toBe(0);
    expect(
      leftOf({ ...none, bought: 300, issued: 120, handed: 60, missing: 2, taken_back: 1, found: 1 }),
    ).toBe(120);
  });

  test("every kind of move comes or goes", () => {
    for (const kind of moveKinds) expect(leftOf({ ...none, [kind]: 1 })).toBe(isComing(kind) ? 1 : -1);
  });
});

test.each([
  [10, 10, undefined],
  [10, 9, { kind: "missing", quantity: 1 }],
  [10, 12, { kind: "found", quantity: 2 }],
] as const)("%i in the books, %i counted", (left, counted, wanted) => {
  expect(differenceOf(left, counted)).toEqual(wanted);
});

test("a pasted list: one to a line, a mark behind the name, blank lines and doubles fall away", () => {
  expect(namesIn("王某\n\n 李某，4521\r\n王某\n李某 3302\n")).toEqual([
    { name: "王某", mark: "" },
    { name: "李某", mark: "4521" },
    { name: "李某", mark: "3302" },
  ]);
});
