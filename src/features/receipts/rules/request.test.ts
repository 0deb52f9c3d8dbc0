import { expect, test } from "vitest";
import { type Move, mayMove, paperOf, type RequestState } from "./request.ts";

const states: readonly RequestState[] = [
  "requested",
  "confirmed",
  "drawn",
  "issued",
  "reversal_drawn",
  "withdrawn",
];

test.each([
  ["confirm", ["requested", "confirmed"]],
  ["draw", ["confirmed"]],
  ["return", ["drawn"]],
  ["issue", ["drawn"]],
  ["draw_reversal", ["issued"]],
  ["return_reversal", ["reversal_drawn"]],
  ["reverse", ["reversal_drawn"]],
] as const)("%s is possible from %j and from nowhere else", (move: Move, from) => {
  expect(states.filter((state) => mayMove(state, move))).toEqual(from);
});

test("only a subsidy may be a note of a transfer", () => {
  expect(paperOf("subsidy", "transfer_note")).toBe("transfer_note");
  expect(paperOf("subsidy", "receipt")).toBe("receipt");
  expect(paperOf("contribution", "transfer_note")).toBe("receipt");
  expect(paperOf("gift", "transfer_note")).toBe("receipt");
  expect(paperOf("donation", "receipt")).toBe("donation_receipt");
});
