import type { PlainDate } from "#core/dates.ts";
import { orderPayment, type Payee, type PaymentOrder } from "#features/payments/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { funderOf } from "../store/gift-bills.ts";
import { holdMoney, moneyOf } from "../store/money.ts";
import {
  lockApproved,
  nameOfPerson,
  payeeOrganisations,
  type Refund,
  saveOrdered,
  saveReceived,
  saveShareSettled,
  sharesOfRefund,
} from "../store/refunds.ts";

/** Towards payments: they answer by the job `refund_payment_settled`. */
const source = "refund";

/**
 * What the province has sent back goes on to its payers, one payment a share; a refund whose payee has no account any more
 * waits. Answers how many could be paid.
 */
export async function payRefunds(ctx: WriteCtx): Promise<number> {
  const approved = await lockApproved(ctx);
  const money = await moneyOf(
    ctx,
    approved.map((refund) => refund.id),
  );
  let paid = 0;
  for (const refund of approved) {
    const receivedOn = money.get(refund.id)?.inFullOn;
    const orders = receivedOn ? await ordersOf(ctx, refund) : undefined;
    if (!receivedOn || !orders) continue;
    await holdMoney(ctx, [refund.id]);
    await saveReceived(ctx, refund.id, receivedOn);
    for (const order of orders) await saveOrdered(ctx, order.sourceId, await orderPayment(ctx, order));
    await ctx.record("funding.refund_received", { refund: refund.id, on: receivedOn });
    paid++;
  }
  return paid;
}

/** One payment a share, to whoever bore it; nothing where one of them has no account. */
async function ordersOf(ctx: WriteCtx, refund: Refund): Promise<PaymentOrder[] | undefined> {
  const orders: PaymentOrder[] = [];
  for (const { id, cents, ...share } of await sharesOfRefund(ctx, refund.id)) {
    const payee =
      share.payer === "member"
        ? await worker(ctx, refund)
        : share.payer === "gift"
          ? await funder(ctx, refund)
          : await payer(ctx, share.organisationId);
    if (!payee) return undefined;
    const what = { purpose: "refund", fund: "refund", remark: "退互助会费" } as const;
    orders.push({ source, sourceId: id, ...what, payee, cents });
  }
  return orders;
}

async function worker(ctx: WriteCtx, refund: Refund): Promise<Payee | undefined> {
  const account = refund.memberAccountSealed;
  const name = await nameOfPerson(ctx, refund.personId);
  return account && name ? { name, account: vault().open(account), personId: refund.personId } : undefined;
}

/** A gift's price goes back to its funder: to the account it gave from, or the one it is registered with. */
export async function funder(ctx: WriteCtx, { billId }: Pick<Refund, "billId">): Promise<Payee | undefined> {
  const found = await funderOf(ctx, billId);
  if (found?.accountSealed) return { name: found.name, account: vault().open(found.accountSealed) };
  return found?.organisationId ? payer(ctx, found.organisationId) : undefined;
}

async function payer(ctx: WriteCtx, organisationId: string): Promise<Payee | undefined> {
  const [payee] = await payeeOrganisations(ctx, [organisationId]);
  if (!payee?.accountSealed) return undefined;
  const name = payee.accountName ?? payee.name;
  return { name, account: vault().open(payee.accountSealed), organisationId };
}

/** What the bank said of a share's payment. One that failed or came back is put right and paid anew by the cashier. */
export async function settleRefundShare(
  ctx: WriteCtx,
  settled: {
    readonly paymentId: string;
    readonly sourceId: string;
    readonly outcome: "paid" | "failed" | "returned";
    readonly on: PlainDate;
    readonly reason: string;
  },
): Promise<void> {
  const isPaid = settled.outcome === "paid";
  await saveShareSettled(ctx, settled.sourceId, {
    paymentId: settled.paymentId,
    paidOn: isPaid ? settled.on : null,
    trouble: isPaid ? null : settled.reason,
  });
  await ctx.record("funding.refund_share_settled", { share: settled.sourceId, outcome: settled.outcome });
}
