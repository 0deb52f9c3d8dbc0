import type { PlainDate } from "#core/dates.ts";
import { type Cents, lesser, minus, sum, zero } from "#core/money.ts";
import type { Use } from "./donation.ts";

export const grantSources = ["donation", "goods", "fiscal_grant"] as const;
export type GrantSource = (typeof grantSources)[number];
export const grantStates = ["proposed", "granted", "refused", "withdrawn", "taken_back"] as const;
export type GrantState = (typeof grantStates)[number];

/** The fund a use is paid from; goods go to people and touch no account. */
export const accountOf: Readonly<Record<Use, "pool" | "relief" | "work_fund">> = {
  mutual_aid: "pool",
  relief: "relief",
  care: "work_fund",
};

/** A donation or a fiscal grant as grants see it: what is left of it, and for what alone it may be used. */
export type Purse = {
  readonly id: string;
  readonly left: Cents;
  /** Null where it may be used for anything. */
  readonly onlyFor: Use | null;
};

export type Part = { readonly id: string; readonly cents: Cents };
export type Taking =
  | { readonly parts: readonly Part[] }
  | { readonly bar: "grant_not_its_purpose" }
  | { readonly bar: "grant_beyond_balance"; readonly left: Cents };

/**
 * Out of which purses a grant is taken: one that is named, or, where none is, those bound to nothing, the oldest first. The
 * parts add up to the grant, or it is refused.
 */
export function takeFrom(
  purses: readonly Purse[],
  wanted: { readonly cents: Cents; readonly useFor: Use; readonly isNamed: boolean },
): Taking {
  const open = wanted.isNamed ? purses : purses.filter(({ onlyFor }) => onlyFor === null);
  if (open.some(({ onlyFor }) => onlyFor !== null && onlyFor !== wanted.useFor))
    return { bar: "grant_not_its_purpose" };
  const left = sum(open.map((purse) => purse.left));
  if (wanted.cents > left) return { bar: "grant_beyond_balance", left };
  const parts: Part[] = [];
  let missing = wanted.cents;
  for (const purse of open) {
    const cents = lesser(purse.left, missing);
    if (cents > zero) parts.push({ id: purse.id, cents });
    missing = minus(missing, cents);
  }
  return { parts };
}

/** Why somebody does not decide a grant; undefined where they may. */
export const decisionBar = (
  grant: { readonly state: GrantState; readonly proposedBy: string },
  by: string,
): "grant_not_open" | "grant_proposer_decides" | undefined => {
  if (grant.state !== "proposed") return "grant_not_open";
  return grant.proposedBy === by ? "grant_proposer_decides" : undefined;
};

/** A resolution comes before what is done by it. */
export const isResolved = (resolvedOn: PlainDate, today: PlainDate): boolean => resolvedOn <= today;
