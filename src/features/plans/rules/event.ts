import type { PlainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import { mostDays, mostShares, whole } from "./amount.ts";

export const eventKinds = [
  "inpatient",
  "chronic_outpatient",
  "diagnosis",
  "accident_medical",
  "disability",
  "accidental_death",
  "sudden_death",
] as const;
export type EventKind = (typeof eventKinds)[number];

export const causes = ["illness", "accident"] as const;
export type Cause = (typeof causes)[number];

/** What happened, as the papers say it. Amounts are those of the medical-insurance settlement; "" where there is none. */
export type ClaimEvent = {
  readonly kind: EventKind;
  readonly cause: Cause;
  readonly on: PlainDate;
  readonly endedOn: PlainDate;
  readonly filedOn: PlainDate;
  readonly days: number;
  readonly total: Cents;
  readonly outOfScope: Cents;
  readonly preSelfPay: Cents;
  readonly inScope: Cents;
  readonly fundPay: Cents;
  readonly deductiblePaid: Cents;
  readonly otherPay: Cents;
  readonly diagnosis: string;
  readonly grade: number | undefined;
  readonly bill: string;
};

/** What the cover says. `[from, until)`; `renewalGapDays` is undefined where it renews nothing. */
export type CoverFacts = {
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly sex: "female" | "male" | undefined;
  readonly renewalGapDays: number | undefined;
  readonly shares: number;
};

/** The settlement in numbers that are proven exact. */
export type Settlement = {
  readonly total: number;
  readonly outOfScope: number;
  readonly preSelfPay: number;
  readonly inScope: number;
  readonly fundPay: number;
  readonly deductiblePaid: number;
  readonly otherPay: number;
};

export const settlementOf = (event: ClaimEvent): Settlement => ({
  total: whole(event.total),
  outOfScope: whole(event.outOfScope),
  preSelfPay: whole(event.preSelfPay),
  inScope: whole(event.inScope),
  fundPay: whole(event.fundPay),
  deductiblePaid: whole(event.deductiblePaid),
  otherPay: whole(event.otherPay),
});

/** Throws where days or shares are beyond what is proven exact: whoever reads them in refuses such numbers first. */
export function assertBounded(event: ClaimEvent, cover: CoverFacts): void {
  if (!(event.days >= 0 && event.days <= mostDays)) throw new RangeError("Days of an event are 0 to 36,500.");
  if (!(cover.shares >= 1 && cover.shares <= mostShares))
    throw new RangeError("Shares of a cover are 1 to 1,000.");
}

/** What the bill leaves to the person after everybody else has paid: nobody gains by being ill. Never below zero. */
export const borneOf = ({ total, fundPay, otherPay }: Settlement): number =>
  Math.max(0, total - fundPay - otherPay);
