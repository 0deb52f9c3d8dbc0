import type { PlainDate } from "#core/dates.ts";
import { type Cents, sum } from "#core/money.ts";
import { assert } from "#core/refusal.ts";
import type { Obstacle } from "./period.ts";
import type { BillShare, Payer } from "./shares.ts";

/**
 * Why a remitted cover should not be (退费事由):
 * - left_before_cover: left, or moved away, before the cover began;
 * - duplicate: covered under the same plan somewhere else for the same time;
 * - not_eligible: never one who may take part (retired, no worker of the unit, entered by mistake).
 */
export const refundGrounds = ["left_before_cover", "duplicate", "not_eligible"] as const;
export type RefundGround = (typeof refundGrounds)[number];

export const refundStates = ["asked", "withdrawn", "refused", "approved", "received", "paid"] as const;
export type RefundState = (typeof refundStates)[number];

/** [from, until) of the cover as it was remitted. */
type Covered = { readonly from: PlainDate; readonly until: PlainDate };

/**
 * Why a cover is not refunded on a ground. A cover that has begun runs to its end (spec enrolment, ☆): who leaves later keeps
 * it. What should never have been a cover may be cancelled as long as it runs.
 */
export function refundObstacle(
  ground: RefundGround,
  covered: Covered,
  today: PlainDate,
): Obstacle | undefined {
  if (today >= covered.until) return { code: "cover_has_ended", facts: { until: covered.until } };
  if (ground === "left_before_cover" && today >= covered.from)
    return { code: "cover_has_begun", facts: { from: covered.from } };
  return undefined;
}

/** While nobody has decided, papers are added, the request may be taken back, and another person decides. */
export const isUndecided = (state: RefundState): boolean => state === "asked";

export type RefundPart = { readonly payer: Payer; readonly organisationId: string; readonly cents: Cents };

/** One person's part of a bill, as the bill's own shares were: each payer gets back what it bore, and nothing is left. */
export function refundParts(shares: readonly BillShare[], price: Cents): RefundPart[] {
  const parts = shares.map(({ payer, organisationId, perHead }) => ({
    payer,
    organisationId,
    cents: perHead,
  }));
  assert(sum(parts.map((part) => part.cents)) === price, "a refund's parts add up to the price");
  return parts;
}
