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

/** What the bank says moves a grant on; of a payment that was replaced meanwhile nothing is heard. */
export function afterOutcome(
  grant: { readonly state: GrantState; readonly paymentId: string | null },
  settled: { readonly paymentId: string; readonly outcome: "paid" | "failed" | "returned" },
): GrantState | undefined {
  const state = settled.outcome === "paid" ? "paid" : "payment_failed";
  const isLate =
    grant.paymentId !== settled.paymentId || (grant.state === "payment_failed" && state === "paid");
  return isLate || grant.state === state ? undefined : state;
}
