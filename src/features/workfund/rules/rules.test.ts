import { expect, test } from "vitest";
import { afterOutcome, decisionBar } from "./grant.ts";

test("decided once, by another person than who proposed it", () => {
  expect(decisionBar({ state: "proposed", proposedBy: "a" }, "b")).toBeUndefined();
  expect(decisionBar({ state: "proposed", proposedBy: "a" }, "a")).toBe("work_grant_proposer_decides");
  expect(decisionBar({ state: "paying", proposedBy: "a" }, "b")).toBe("work_grant_not_open");
});

test.each([
  ["paying", "paid", "paid"],
  ["paying", "failed", "payment_failed"],
  ["paid", "returned", "payment_failed"],
  ["paid", "paid", undefined],
  ["payment_failed", "paid", undefined],
] as const)("%s, and the bank says %s: %s", (state, outcome, wanted) => {
  expect(afterOutcome({ state, paymentId: "p" }, { paymentId: "p", outcome, isLast: true })).toBe(wanted);
});

test("of a payment that was replaced nothing is heard", () => {
  expect(
    afterOutcome(
      { state: "paying", paymentId: "new" },
      { paymentId: "old", outcome: "failed", isLast: false },
    ),
  ).toBeUndefined();
});

test("what the cashier paid in its place is heard", () => {
  const grant = { state: "payment_failed", paymentId: "old" } as const;
  expect(afterOutcome(grant, { paymentId: "new", outcome: "paid", isLast: true })).toBe("paid");
});
