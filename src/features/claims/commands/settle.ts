import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { formatYuan } from "#core/money.ts";
import { assert, Refusal } from "#core/refusal.ts";
import { replacePayment } from "#features/payments/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { normalAccount, type Payee, payeeFaults } from "../rules/payee.ts";
import { type Claim, changeClaim, lockClaim } from "../store/claims.ts";
import { coverOf } from "../store/covers.ts";
import { changeClaimPayment, claimPayments, findClaimPayment } from "../store/payments.ts";
import { privateOf, savePrivate } from "../store/private.ts";
import { atDesk, moveTo, type Opening, openFor } from "./desk.ts";
import { tellSettled } from "./tell-people.ts";

export type Settled = {
  readonly paymentId: string;
  /** The row of `claim_payment` that was ordered. */
  readonly sourceId: string;
  readonly outcome: "paid" | "failed" | "returned";
  readonly on: PlainDate;
  readonly reason: string;
};

/** What the bank says in the end. Safe to run twice, in any order. A claim that is looked at anew meanwhile only notes it. */
export const settlePayment = (ctx: WriteCtx, settled: Settled): Promise<void> =>
  atDesk(ctx, async (desk) => {
    const payment = await findClaimPayment(desk, settled.sourceId);
    assert(payment, "a payment was ordered for a claim");
    const claim = await lockClaim(desk, payment.claimId);
    const { paymentId, on, reason } = settled;
    const state = settled.outcome === "paid" ? "paid" : "failed";
    // Heard twice or late: of a payment that was replaced meanwhile, or paid after it came back.
    const isLate = payment.paymentId !== paymentId || (payment.state === "failed" && state === "paid");
    if (isLate || payment.state === state) return;
    await changeClaimPayment(desk, payment.id, { state, paymentId, settledOn: on, reason });
    await tellSettled(desk, claim, payment.cents, settled);
    const rows = await claimPayments(desk, claim.id);
    const to = rows.some((row) => row.state === "failed")
      ? "payment_failed"
      : rows.some((row) => row.state === "ordered")
        ? "paying"
        : "paid";
    if (claim.state === "appealed") await changeClaim(desk, claim, { resumes: to });
    else if (["paying", "paid", "payment_failed"].includes(claim.state) && claim.state !== to)
      await moveTo(desk, claim, to, desk.actor, to === "paid" ? "paid" : "payment_failed", {
        facts: { on, cents: formatYuan(payment.cents), outcome: settled.outcome },
        note: reason,
      });
  });

export type NewAccount = Opening & Pick<Payee, "name" | "account" | "bankName">;

/**
 * A failed payment goes to another account: as a new payment, the old one stays as it was. Refuses as `openFor`,
 * `payee_wrong` (all that is wrong), and what payments refuse.
 */
export async function correctAccount(ctx: WriteCtx, claimId: string, given: NewAccount): Promise<Claim> {
  const claim = await openFor(ctx, claimId, "correct_account", given);
  const told = await privateOf(ctx, claimId);
  const payee: Payee = {
    kind: claim.payeeKind,
    name: given.name.trim(),
    account: normalAccount(given.account),
    bankName: given.bankName.trim(),
  };
  const paying = await atDesk(ctx, async (desk) => {
    const { personName } = await coverOf(desk, claim.coverId);
    const faults = payeeFaults(claim.kind, payee, personName);
    if (faults.length > 0) throw new Refusal("invalid", "payee_wrong", { faults });
    await savePrivate(desk, claim, { ...told, payee });
    for (const payment of await claimPayments(desk, claimId)) {
      if (payment.state !== "failed" || !payment.paymentId) continue;
      const again = { state: "ordered", settledOn: null, reason: null } as const;
      if (payment.byProvince) {
        await changeClaimPayment(desk, payment.id, { ...again, paymentId: null });
        continue;
      }
      const { name, account, bankName } = payee;
      const paymentId = await replacePayment(desk, payment.paymentId, { name, account, bankName });
      await changeClaimPayment(desk, payment.id, { ...again, paymentId });
    }
    return moveTo(desk, claim, "paying", ctx.actor, "account_corrected");
  });
  await ctx.record("claim.account_corrected", { claimId });
  return paying;
}

/** What of claims goes to the province to be paid: it is settled by what comes back (`settlePayment`). */
export const sendToProvince = (
  ctx: WriteCtx,
  sent: readonly { readonly claimPaymentId: string; readonly sentId: string }[],
): Promise<void> =>
  atDesk(ctx, async (desk) => {
    await sql`update claim_payment set payment_id = sent.id
      from unnest(${sent.map(({ claimPaymentId }) => claimPaymentId)}::uuid[],
        ${sent.map(({ sentId }) => sentId)}::uuid[]) as sent (of, id)
      where claim_payment.city_id = ${desk.actor.cityId} and claim_payment.id = sent.of and claim_payment.by_province
        and claim_payment.state = 'ordered'`.execute(desk.db);
  });
