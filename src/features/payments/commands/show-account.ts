import type { Purpose } from "#core/purposes.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { findPayment } from "../store/payments.ts";

/** A payee's whole account number, for a purpose, on record. Refuses `not_found`. */
export async function showAccount(ctx: WriteCtx, paymentId: string, purpose: Purpose): Promise<string> {
  const payment = await findPayment(ctx, paymentId);
  if (!payment) throw new Refusal("not_found", "not_found");
  await ctx.record("payment.unmasked", { paymentId, purpose });
  return vault().open(payment.accountSealed);
}
