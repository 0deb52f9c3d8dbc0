import { describe, expect, test } from "vitest";
import { yuan } from "#core/money.ts";
import { afterPass, type ClaimState, claimStates, type MoveFacts, type moves, obstacle } from "./claim.ts";

// A claim that Zhang filed, the unit's Li certified; Wang reviews first, Zhao second, Qian last.
const claim: MoveFacts = {
  state: "first_review",
  filedBy: "zhang",
  certifiedBy: "li",
  firstBy: null,
  secondBy: null,
  finalBy: null,
  takenBy: null,
  isOwn: false,
  hasRecused: false,
};
const at = (state: ClaimState, changes: Partial<MoveFacts> = {}): MoveFacts => ({
  ...claim,
  state,
  ...changes,
});
const code = (move: (typeof moves)[number], facts: MoveFacts, actor: string) =>
  obstacle(move, facts, actor)?.code;

describe("a move", () => {
  test.each([
    ["submit", ["draft"]],
    ["certify", ["certification"]],
    ["pass", ["first_review", "second_review", "final_review"]],
    ["send_back", ["second_review", "final_review"]],
    ["return", ["certification", "first_review", "second_review", "final_review"]],
    ["resubmit", ["returned"]],
    ["withdraw", ["draft", "certification", "first_review", "second_review", "final_review", "returned"]],
    ["correct_account", ["payment_failed"]],
    ["appeal", ["approved", "paying", "paid", "rejected"]],
    ["decide_appeal", ["appealed"]],
    ["reopen", ["paid", "rejected"]],
  ] as const)("%s is made from %j and nowhere else", (move, states) => {
    const open = claimStates.filter((state) => obstacle(move, at(state), "qian") === undefined);
    expect([...open].sort()).toEqual([...states].sort());
  });

  test("from elsewhere says where the claim is", () => {
    expect(obstacle("pass", at("paid"), "wang")).toEqual({
      code: "claim_in_another_state",
      facts: { state: "paid", move: "pass" },
    });
  });
});

describe("who did one step does not do the next", () => {
  const done = { firstBy: "wang", secondBy: "zhao", finalBy: "qian" };
  test.each([
    ["first_review", "zhang", "filed"],
    ["first_review", "li", "certified"],
    ["first_review", "wang", undefined],
    ["second_review", "wang", "first"],
    ["second_review", "li", "certified"],
    ["second_review", "zhao", undefined],
    ["final_review", "wang", "first"],
    ["final_review", "zhao", "second"],
    ["final_review", "qian", undefined],
  ] as const)("in %s, %s is barred by %s", (state, actor, step) => {
    const found = obstacle("pass", at(state, done), actor);
    expect(found?.facts.step).toBe(step);
  });

  test("an objection is decided by none of them", () => {
    for (const actor of ["zhang", "li", "wang", "zhao", "qian"])
      expect(code("decide_appeal", at("appealed", done), actor)).toBe("did_earlier_step");
    expect(code("decide_appeal", at("appealed", done), "sun")).toBeUndefined();
  });

  test("a unit's clerk who filed it vouches for it as well", () => {
    expect(code("certify", at("certification", { certifiedBy: null }), "zhang")).toBeUndefined();
  });
});

describe("one's own claim", () => {
  test.each(["certify", "pass", "reject", "return", "decide_appeal"] as const)("nobody may %s", (move) => {
    const state =
      move === "certify" ? "certification" : move === "decide_appeal" ? "appealed" : "first_review";
    expect(code(move, at(state, { isOwn: true }), "sun")).toBe("own_claim");
    expect(code(move, at(state, { hasRecused: true }), "sun")).toBe("claim_recused");
  });

  test.each(["submit", "withdraw", "appeal"] as const)("one may %s it", (move) => {
    const state = move === "submit" ? "draft" : move === "withdraw" ? "first_review" : "rejected";
    expect(code(move, at(state, { isOwn: true }), "zhang")).toBeUndefined();
  });
});

describe("a claim that a colleague has taken", () => {
  const taken = at("first_review", { takenBy: "wang" });
  test("is decided by nobody else, and can be taken over", () => {
    expect(code("pass", taken, "sun")).toBe("claim_taken_by_other");
    expect(code("pass", taken, "wang")).toBeUndefined();
    expect(code("take", taken, "sun")).toBeUndefined();
  });
});

describe("a passed review leads", () => {
  test.each([
    ["first_review", yuan(1), undefined, "second_review"],
    ["second_review", yuan(5_000), undefined, "approved"],
    ["second_review", yuan(5_000), yuan(5_000), "approved"],
    ["second_review", yuan(5_001), yuan(5_000), "final_review"],
    ["second_review", yuan(1), yuan(0), "final_review"],
    ["final_review", yuan(9_999), yuan(0), "approved"],
  ] as const)("%s of %s with the city's limit %s to %s", (state, benefit, limit, to) => {
    expect(afterPass(state, benefit, limit)).toBe(to);
  });
});
