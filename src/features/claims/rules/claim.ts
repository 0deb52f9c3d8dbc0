import type { Cents } from "#core/money.ts";

/** Where a claim stands. `returned` waits for papers and its clock stands still; `appealed` goes back to where it came from. */
export const claimStates = [
  "draft",
  "certification",
  "first_review",
  "second_review",
  "final_review",
  "approved",
  "paying",
  "paid",
  "payment_failed",
  "returned",
  "rejected",
  "withdrawn",
  "lapsed",
  "appealed",
] as const;
export type ClaimState = (typeof claimStates)[number];

export const reviewStates = ["first_review", "second_review", "final_review"] as const;
export type ReviewState = (typeof reviewStates)[number];
export const isReview = (state: ClaimState): state is ReviewState =>
  (reviewStates as readonly string[]).includes(state);

/** States in which somebody still has to do something. */
export const openStates = [
  "certification",
  ...reviewStates,
  "approved",
  "paying",
  "payment_failed",
  "returned",
  "appealed",
] as const satisfies readonly ClaimState[];

/** Where a claim stands but for a step beside the way: papers that are waited for, an objection that is decided. */
export const standingState = (claim: {
  readonly state: ClaimState;
  readonly resumes: ClaimState | null;
}): ClaimState =>
  claim.state === "returned" || claim.state === "appealed" ? (claim.resumes ?? claim.state) : claim.state;

/** Somebody has had the last word, until it is objected to or opened again. */
export const isDecided = (state: ClaimState): boolean =>
  ["approved", "paying", "paid", "payment_failed", "rejected"].includes(state);

/** A claim in one of these stands for its event: the same event is not claimed a second time beside it. */
export const standsForItsEvent = (state: ClaimState): boolean =>
  !["draft", "withdrawn", "lapsed", "rejected"].includes(state);

export const channels = ["phone", "unit", "relative", "automatic"] as const;
export type Channel = (typeof channels)[number];

/** What people do with a claim. What a deadline or the bank does to it stands in its commands. */
export const moves = [
  "submit",
  "certify",
  "take",
  "recuse",
  "correct",
  "pass",
  "send_back",
  "return",
  "resubmit",
  "reject",
  "withdraw",
  "correct_account",
  "appeal",
  "decide_appeal",
  "reopen",
] as const;
export type Move = (typeof moves)[number];

/** The states from which each move may be made. */
const from: Record<Move, readonly ClaimState[]> = {
  submit: ["draft"],
  certify: ["certification"],
  take: reviewStates,
  recuse: reviewStates,
  correct: reviewStates,
  pass: reviewStates,
  send_back: ["second_review", "final_review"],
  return: ["certification", ...reviewStates],
  resubmit: ["returned"],
  reject: reviewStates,
  withdraw: ["draft", "certification", ...reviewStates, "returned"],
  correct_account: ["payment_failed"],
  appeal: ["rejected", "approved", "paying", "paid"],
  decide_appeal: ["appealed"],
  reopen: ["rejected", "paid"],
};

/** Who did what in the round of reviews that is running; the program itself where nobody did. */
export type Doers = {
  readonly filedBy: string;
  readonly certifiedBy: string | null;
  readonly firstBy: string | null;
  readonly secondBy: string | null;
  readonly finalBy: string | null;
};

export type MoveFacts = Doers & {
  readonly state: ClaimState;
  readonly takenBy: string | null;
  /** Whether the claim is the actor's own: of the person the actor is, or of somebody the actor declared to be close to. */
  readonly isOwn: boolean;
  readonly hasRecused: boolean;
};

/** Why a move cannot be made: a refusal code with its facts. */
export type Obstacle = { readonly code: string; readonly facts: Readonly<Record<string, string>> };

/** What stands in the way of a move, or undefined. `actor` is an account. */
export function obstacle(move: Move, facts: MoveFacts, actor: string): Obstacle | undefined {
  if (!from[move].includes(facts.state))
    return { code: "claim_in_another_state", facts: { state: facts.state, move } };
  if (!decides(move)) return undefined;
  if (facts.isOwn) return { code: "own_claim", facts: {} };
  if (facts.hasRecused) return { code: "claim_recused", facts: {} };
  const step = earlierStep(move, facts, actor);
  if (step) return { code: "did_earlier_step", facts: { step } };
  if (isReview(facts.state) && facts.takenBy !== null && facts.takenBy !== actor && move !== "take")
    return { code: "claim_taken_by_other", facts: {} };
  return undefined;
}

/** Moves that say something about somebody's money: nobody makes them on a claim of their own. */
const decides = (move: Move): boolean =>
  ["certify", "take", "correct", "pass", "send_back", "return", "reject", "decide_appeal", "reopen"].includes(
    move,
  );

/**
 * Who did one step does not do the next: filed or certified → not the reviews; first review → not the second; reviews →
 * not the final one; who decided → not the appeal. Whoever files for a unit vouches for it, so filing is no bar to certify.
 */
function earlierStep(move: Move, facts: MoveFacts, actor: string): string | undefined {
  const steps: readonly (readonly [string, string | null])[] = [
    ["filed", facts.filedBy],
    ["certified", facts.certifiedBy],
    ["first", facts.firstBy],
    ["second", facts.secondBy],
    ["final", facts.finalBy],
  ];
  const barred = new Set(barredBy(move, facts.state));
  return steps.find(([step, who]) => barred.has(step) && who === actor)?.[0];
}

function barredBy(move: Move, state: ClaimState): readonly string[] {
  if (move === "decide_appeal") return ["filed", "certified", "first", "second", "final"];
  if (state === "first_review") return ["filed", "certified"];
  if (state === "second_review") return ["filed", "certified", "first"];
  if (state === "final_review") return ["filed", "certified", "first", "second"];
  return [];
}

/**
 * The state that follows a passed review. The city's second reviewer has the last word up to `limit`; above it, or
 * where the limit is 0, the province has. Without a limit the city decides everything.
 */
export function afterPass(state: ReviewState, benefit: Cents, limit: Cents | undefined): ClaimState {
  if (state === "first_review") return "second_review";
  if (state === "final_review") return "approved";
  return limit === undefined || benefit <= limit ? "approved" : "final_review";
}

export const stageBefore = (state: "second_review" | "final_review"): ReviewState =>
  state === "final_review" ? "second_review" : "first_review";
