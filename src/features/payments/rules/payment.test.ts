import { expect, test } from "vitest";
import { type Move, mayMove, mayReplace, type PaymentState } from "./payment.ts";

const states: readonly PaymentState[] = [
  "ordered",
  "batched",
  "released",
  "paid",
  "failed",
  "returned",
  "cancelled",
];

test.each([
  ["batch", ["ordered"]],
  ["unbatch", ["batched"]],
  ["release", ["batched"]],
  ["pay", ["released"]],
  ["fail", ["released"]],
  ["return", ["paid"]],
  ["cancel", ["ordered", "batched"]],
] as const)("%s is possible from %j and from nowhere else", (move: Move, from) => {
  expect(states.filter((state) => mayMove(state, move))).toEqual(from);
});

test("only what is not on its way is replaced", () => {
  expect(states.filter(mayReplace)).toEqual(["ordered", "failed", "returned"]);
});
