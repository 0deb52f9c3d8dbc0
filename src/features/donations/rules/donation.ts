import { type Cents, minus } from "#core/money.ts";

export const donorKinds = ["enterprise", "social_body", "public_body", "union", "person", "crowd"] as const;
export type DonorKind = (typeof donorKinds)[number];
export const forms = ["money", "goods"] as const;
/** What money or goods may be for; each has a fund of its own. */
export const uses = ["mutual_aid", "relief", "care"] as const;
export type Use = (typeof uses)[number];

export const donationStates = [
  "pledged",
  "received",
  "receipted",
  "allocated",
  "reported",
  "withdrawn",
] as const;
export type DonationState = (typeof donationStates)[number];

export type Standing = {
  readonly cents: Cents;
  readonly received: Cents;
  readonly allocated: Cents;
  readonly reported: Cents;
  /** Each arrival has its receipt, or the donor wants none. */
  readonly isReceipted: boolean;
  readonly isWithdrawn: boolean;
};

/**
 * How far a donation has come: promised; in; receipted; used, at least in part; told to the donor, all that was used so far.
 * What is used after a report waits for the next one.
 */
export function stateOf(of: Standing): DonationState {
  if (of.isWithdrawn) return "withdrawn";
  if (of.allocated > 0n) return of.reported === of.allocated ? "reported" : "allocated";
  if (of.received === 0n || of.received < of.cents) return "pledged";
  return of.isReceipted ? "receipted" : "received";
}

/** What came and was not given on yet. */
export const leftOf = ({ received, allocated }: Pick<Standing, "received" | "allocated">): Cents =>
  minus(received, allocated);
