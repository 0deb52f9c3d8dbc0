import { formatYuan, zero } from "#core/money.ts";
import { assert } from "#core/refusal.ts";
import { orderPayment } from "#features/payments/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { ClaimEventCode } from "../rules/course.ts";
import { type Claim, changeClaim, lockClaim } from "../store/claims.ts";
import { eventsOf } from "../store/events.ts";
import { type ClaimPayment, changeClaimPayment, claimPayments } from "../store/payments.ts";
import { privateOf } from "../store/private.ts";
import { claimSettings } from "../store/settings.ts";
import { atDesk, moveTo } from "./desk.ts";
import { tellDecision } from "./tell-people.ts";

const decisions: readonly ClaimEventCode[] = ["approved", "went_straight", "returned", "rejected"];

/**
 * Sends a decision on once it can no longer be taken back: money is ordered, people are told. Safe to run twice; a decision
 * that was taken back meanwhile is not sent.
 */
export const sendOn = (ctx: WriteCtx, claimId: string): Promise<void> =>
  atDesk(ctx, async (desk) => {
    const claim = await lockClaim(desk, claimId);
    if (claim.sentOnAt || !["approved", "returned", "rejected"].includes(claim.state)) return;
    const decision = (await eventsOf(desk, claimId)).filter(({ event }) => decisions.includes(event)).at(-1);
    const sent = await changeClaim(desk, claim, { sentOnAt: desk.now });
    if (decision) await tellDecision(desk, sent, decision);
    if (sent.state === "approved") await order(desk, sent);
  });

/** Orders what the approval moves; where it moves nothing, or asks something back, all that was to be paid is paid. */
async function order(desk: WriteCtx, claim: Claim): Promise<void> {
  const waiting = (await claimPayments(desk, claim.id)).filter(
    ({ state, paymentId }) => state === "ordered" && paymentId === null,
  );
  const { provincePays } = await claimSettings(desk);
  for (const payment of waiting)
    await (provincePays
      ? changeClaimPayment(desk, payment.id, { byProvince: true }) // goes out with the next export
      : orderOne(desk, claim, payment));
  const by = desk.actor;
  if (waiting.length > 0) {
    const facts = { benefit: formatYuan(claim.benefit ?? zero) };
    await moveTo(desk, claim, "paying", by, "ordered", { facts });
  } else await moveTo(desk, claim, "paid", by, "paid", { facts: { moves: "none" } });
}

async function orderOne(desk: WriteCtx, claim: Claim, { id, cents }: ClaimPayment): Promise<void> {
  const { payee } = await privateOf(desk, claim.id);
  assert(payee, "an approved claim has a payee");
  const { name, account, bankName } = payee;
  const paymentId = await orderPayment(desk, {
    source: "claims",
    sourceId: id,
    purpose: "benefit",
    fund: "benefit",
    payee: { name, account, bankName, ...(payee.kind === "self" && { personId: claim.personId }) },
    cents,
    remark: `互助金${claim.number?.slice(-6) ?? ""}`,
  });
  await changeClaimPayment(desk, id, { paymentId });
}
