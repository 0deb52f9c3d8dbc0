import { yearOf } from "#core/dates.ts";
import { maskAccount } from "#core/mask.ts";
import type { Cents } from "#core/money.ts";
import { assert, Refusal } from "#core/refusal.ts";
import { accountIndex } from "#features/banking/index.ts";
import { type AccountCode, isFund } from "#features/ledger/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { nextNumbers, numbered } from "#platform/numbers.ts";
import { bankOf } from "../rules/bank.ts";
import { mayReplace, type Purpose } from "../rules/payment.ts";
import { findPayment, insertPayment, lockPayments, movePayments } from "../store/payments.ts";
import { withdrawBatch } from "./batch.ts";

export type Payee = {
  readonly name: string;
  readonly account: string;
  readonly bankName?: string | undefined;
  /** 联行号: twelve digits. */
  readonly bankCode?: string | undefined;
  readonly personId?: string | undefined;
  readonly organisationId?: string | undefined;
};

export type PaymentOrder = {
  /** The name the later feature gave: it hears back by the job `<source>_payment_settled`. */
  readonly source: string;
  readonly sourceId: string;
  readonly purpose: Purpose;
  /** The fund that bears it. */
  readonly fund: AccountCode;
  readonly payee: Payee;
  readonly cents: Cents;
  /** What the payee reads on the statement: at most 10 characters reach every bank. */
  readonly remark: string;
};

/**
 * Orders a payment: it waits until a batch takes it to the bank. Answers its id. Refuses `payment_already_ordered` where
 * the source has one that is on its way or paid, `payee_account_unreadable`.
 */
export async function orderPayment(ctx: WriteCtx, order: PaymentOrder): Promise<string> {
  assert(order.cents > 0n, "a payment is more than nothing");
  assert(isFund(order.fund), "a payment is borne by a fund");
  return insert(ctx, { ...order, replacesId: null });
}

/**
 * Puts right where a payment goes, and pays it anew: the old one stays as it was, the new one points to it. Of a failed
 * or returned payment, or of one that no batch has taken yet. Refuses `not_found`, `payment_not_replaceable`,
 * `payment_already_ordered`, `payee_account_unreadable`.
 */
export async function replacePayment(ctx: WriteCtx, paymentId: string, payee: Payee): Promise<string> {
  const old = (await lockPayments(ctx, [paymentId])).get(paymentId);
  if (!old) throw new Refusal("not_found", "not_found");
  if (!mayReplace(old.state)) throw new Refusal("conflict", "payment_not_replaceable");
  if (old.state === "ordered") await movePayments(ctx, [paymentId], "cancel");
  const { source, sourceId, purpose, cents, remark } = old;
  const fund = old.fund as AccountCode;
  const of = {
    personId: old.payeePersonId ?? undefined,
    organisationId: old.payeeOrganisationId ?? undefined,
  };
  const order = { source, sourceId, purpose, fund, cents, remark, payee: { ...of, ...payee } };
  const id = await insert(ctx, { ...order, replacesId: paymentId });
  await ctx.record("payment.replaced", { paymentId, by: id });
  return id;
}

async function insert(
  ctx: WriteCtx,
  { payee, ...order }: PaymentOrder & { readonly replacesId: string | null },
): Promise<string> {
  const account = payee.account.normalize("NFKC").replace(/[\s-]/g, "");
  const index = accountIndex(account);
  if (!index || !/^[0-9A-Za-z]{6,32}$/.test(account))
    throw new Refusal("invalid", "payee_account_unreadable");
  const bank = bankOf({
    account,
    bankName: payee.bankName?.trim() ?? "",
    bankCode: payee.bankCode?.trim() ?? "",
  });
  const year = yearOf(ctx.today);
  const id = await insertPayment(ctx, {
    ...order,
    number: numbered("FK", year, await nextNumbers(ctx, `payment/${year}`)),
    payeeName: payee.name.trim(),
    payeePersonId: payee.personId ?? null,
    payeeOrganisationId: payee.organisationId ?? null,
    accountSealed: vault().seal(account),
    accountIndex: index,
    accountShown: maskAccount(account),
    bankName: bank?.name ?? "",
    bankCode: bank?.code ?? "",
  });
  if (!id) throw new Refusal("conflict", "payment_already_ordered");
  await ctx.record("payment.ordered", { paymentId: id, source: order.source, sourceId: order.sourceId });
  return id;
}

/**
 * Takes an order back. The batch that holds it, not yet released, is withdrawn whole: its maker makes another.
 * Refuses `not_found`, `payment_already_released`.
 */
export async function cancelPayment(ctx: WriteCtx, paymentId: string): Promise<void> {
  const seen = await findPayment(ctx, paymentId);
  if (!seen) throw new Refusal("not_found", "not_found");
  if (seen.state === "cancelled") return;
  // The batch before its payments: whoever releases it locks in the same order.
  if (seen.state === "batched" && seen.batchId)
    await withdrawBatch(ctx, seen.batchId, `付款${seen.number}已取消`);
  if ((await movePayments(ctx, [paymentId], "cancel")) === 0)
    throw new Refusal("conflict", "payment_already_released");
  await ctx.record("payment.cancelled", { paymentId });
}
