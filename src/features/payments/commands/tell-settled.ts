import type { PlainDate } from "#core/dates.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import type { Outcome } from "../rules/payment.ts";
import type { Payment } from "../store/payments.ts";

type Told = {
  readonly paymentId: string;
  readonly outcome: Outcome;
  readonly on: PlainDate;
  readonly reason: string;
};

/** Tells whoever ordered a payment what became of it: the job `<source>_payment_settled`, once per payment and step. */
export async function tellSettled(
  ctx: WriteCtx,
  settled: readonly Told[],
  payments: ReadonlyMap<string, Payment>,
): Promise<void> {
  const { demoDay, cityId } = ctx.actor;
  await actingAs(ctx, { ...systemActor("payments", cityId), demoDay }, async (inside) => {
    for (const { paymentId, outcome, on, reason } of settled) {
      const payment = payments.get(paymentId);
      if (!payment) continue;
      const { source, sourceId, number } = payment;
      const facts = { paymentId, sourceId, outcome, on, reason };
      await inside.enqueue(`${source}_payment_settled`, `登记付款${number}的结果`, facts);
    }
  });
}
