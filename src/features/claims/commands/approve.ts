import { formatYuan, sum, zero } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { usesBill } from "#features/plans/rules/index.ts";
import type { Actor, WriteCtx } from "#platform/context.ts";
import type { ClaimEventCode } from "../rules/course.ts";
import { type Difference, difference } from "../rules/difference.ts";
import type { Claim, ClaimChanges } from "../store/claims.ts";
import { claimPayments, insertClaimPayment } from "../store/payments.ts";
import { privateOf } from "../store/private.ts";
import { takeBill } from "../store/results.ts";
import { moveTo } from "./desk.ts";
import { frozenOf } from "./work-out.ts";

/** For so long a decision can be taken back; then it is sent on. */
export const secondsToTakeBack = 10;

/**
 * The last word: from now on the claim's result counts for the other claims of its cover, and what it moves is noted –
 * sent to be paid a moment later, so that it can be taken back meanwhile. Refuses `bill_used_meanwhile`.
 */
export async function approve(
  desk: WriteCtx,
  claim: Claim,
  by: Actor,
  event: ClaimEventCode,
  changes: ClaimChanges = {},
): Promise<Claim> {
  const moves = await stand(desk, claim, claim.resultId);
  const approved = await moveTo(desk, claim, "approved", by, event, {
    changes: { standingResultId: claim.resultId, decidedAt: desk.now, sentOnAt: null, ...changes },
    facts: {
      benefit: formatYuan(claim.benefit ?? zero),
      standingBefore: claim.standingResultId ?? "",
      moves: moves.kind,
      ...("cents" in moves && { cents: formatYuan(moves.cents) }),
    },
  });
  await sendOnLater(desk, claim.id);
  return approved;
}

/** Makes a result the one that counts, or none: its bill, and the difference from what was ordered before. */
export async function stand(desk: WriteCtx, claim: Claim, resultId: string | null): Promise<Difference> {
  await holdBill(desk, claim, resultId);
  const result = (await frozenOf(desk, resultId))?.result;
  const before = await claimPayments(desk, claim.id);
  const live = before.filter(({ state }) => state !== "failed");
  const ordered = live.flatMap(({ kind, cents }) => (kind === "recovery" ? [] : [{ kind, cents }]));
  const recovered = sum(live.filter(({ kind }) => kind === "recovery").map(({ cents }) => cents));
  const moves = difference(result?.benefit ?? zero, ordered, recovered);
  const about = resultId ?? claim.resultId;
  if (moves.kind !== "none" && about)
    await insertClaimPayment(desk, claim, { kind: moves.kind, cents: moves.cents, resultId: about });
  return moves;
}

/** The bill is used by this result and no other claim's, under whatever cover. */
export async function holdBill(desk: WriteCtx, claim: Claim, resultId: string | null): Promise<void> {
  const result = (await frozenOf(desk, resultId))?.result;
  const { indexes } = await privateOf(desk, claim.id);
  const bill = result && usesBill(result) ? (indexes.bill ?? undefined) : undefined;
  if (!(await takeBill(desk, claim, bill))) throw new Refusal("conflict", "bill_used_meanwhile");
}

export async function sendOnLater(desk: WriteCtx, claimId: string): Promise<void> {
  await desk.enqueue("claims_send_on", "告知申领结果", { claimId }, { afterSeconds: secondsToTakeBack });
}
