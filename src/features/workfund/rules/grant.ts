export const grantStates = ["proposed", "rejected", "paying", "paid", "payment_failed"] as const;
export type GrantState = (typeof grantStates)[number];

/** Why somebody does not decide a grant; undefined where they may. */
export const decisionBar = (
  grant: { readonly state: GrantState; readonly proposedBy: string },
  by: string,
): "work_grant_not_open" | "work_grant_proposer_decides" | undefined => {
  if (grant.state !== "proposed") return "work_grant_not_open";
  return grant.proposedBy === by ? "work_grant_proposer_decides" : undefined;
};

/**
 * What the bank says of the last payment of a grant moves it on: of one that was replaced since nothing is heard, nor that
 * what failed was paid after all.
 */
export function afterOutcome(
  grant: { readonly state: GrantState; readonly paymentId: string | null },
  settled: {
    readonly paymentId: string;
    readonly outcome: "paid" | "failed" | "returned";
    readonly isLast: boolean;
  },
): GrantState | undefined {
  const state = settled.outcome === "paid" ? "paid" : "payment_failed";
  const isKnown = grant.paymentId === settled.paymentId;
  if (!settled.isLast || (isKnown && (grant.state === state || grant.state === "payment_failed")))
    return undefined;
  return state;
}
