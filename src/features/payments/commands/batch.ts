import { createHash } from "node:crypto";
import { type PlainDate, yearOf } from "#core/dates.ts";
import { type Cents, showYuan, sum } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { bankAccountInFull } from "#features/banking/index.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { nextNumbers, numbered } from "#platform/numbers.ts";
import { type FileBatch, fileProblems, layoutOf, type PaymentLayout } from "../payment-files/index.ts";
import type { Limits } from "../rules/limits.ts";
import {
  type Batch,
  insertBatch,
  limitsOf,
  lockBatch,
  payingAccounts,
  saveWithdrawn,
} from "../store/batches.ts";
import { lockPayments, movePayments, type Payment, paymentsOfBatch } from "../store/payments.ts";

/**
 * Makes a batch of waiting payments, of one fund, for one bank's file, paid from one of the city's accounts: unless told,
 * the one that was paid from last. Everything that would stand against it at the bank is told at once. Refuses `payments_batched_meanwhile`, `batch_of_two_funds`, `payment_above_limit`, `batch_above_limit`,
 * `batch_too_long`, `payments_not_writable`, `no_special_account`.
 */
export async function makeBatch(
  ctx: WriteCtx,
  { layout: code, paymentIds, accountId }: BatchOrder,
): Promise<string> {
  const payments = [...(await lockPayments(ctx, paymentIds)).values()];
  const [first] = payments;
  if (!first || payments.length < paymentIds.length || payments.some(({ state }) => state !== "ordered"))
    throw new Refusal("conflict", "payments_batched_meanwhile");
  if (payments.some(({ fund }) => fund !== first.fund)) throw new Refusal("invalid", "batch_of_two_funds");
  const layout = knownLayout(code);
  const cents = demandWithin(await limitsOf(ctx), layout, payments);
  const accounts = await payingAccounts(ctx);
  const account = accountId ? accounts.find(({ id }) => id === accountId) : accounts[0];
  if (!account) throw new Refusal("conflict", "no_special_account");

  const year = yearOf(ctx.today);
  const batch = {
    number: numbered("FF", year, await nextNumbers(ctx, `payment_batch/${year}`), 4),
    bankAccountId: account.id,
    layout: layout.code,
    fund: first.fund,
    payments: payments.length,
    cents,
  };
  demandWritable(layout, await fileOf(ctx, batch, payments));
  const batchId = await insertBatch(ctx, { ...batch, hash: hashOf(batch, payments) });
  await movePayments(ctx, paymentIds, "batch", batchId);
  await ctx.record("payment.batch_made", { batchId, payments: payments.length, cents: showYuan(cents) });
  return batchId;
}

export type BatchOrder = {
  readonly layout: string;
  readonly paymentIds: readonly string[];
  readonly accountId?: string | undefined;
};

export function knownLayout(code: string): PaymentLayout {
  const layout = layoutOf(code);
  if (!layout) throw new Error(`No payment file is named ${code}.`);
  return layout;
}

/** The sum, where neither a payment nor the whole is above what the city allows and the bank takes. */
export function demandWithin(limits: Limits, layout: PaymentLayout, payments: readonly Payment[]): Cents {
  const above = payments.filter((payment) => payment.cents > limits.payment).map(({ number }) => number);
  if (above.length > 0)
    throw new Refusal("conflict", "payment_above_limit", { numbers: above, limit: showYuan(limits.payment) });
  const cents = sum(payments.map((payment) => payment.cents));
  if (cents > limits.batch)
    throw new Refusal("conflict", "batch_above_limit", {
      amount: showYuan(cents),
      limit: showYuan(limits.batch),
    });
  if (payments.length > layout.maxLines)
    throw new Refusal("conflict", "batch_too_long", { payments: payments.length, most: layout.maxLines });
  return cents;
}

function demandWritable(layout: PaymentLayout, file: FileBatch): void {
  const problems = fileProblems(layout, file);
  if (problems.length === 0) return;
  throw new Refusal("invalid", "payments_not_writable", {
    problems: problems.length,
    numbers: problems.map((each) => each.number),
    codes: problems.map((each) => each.code),
    said: problems.map(({ facts }) => JSON.stringify(facts)),
  });
}

type Content = Pick<Batch, "number" | "bankAccountId" | "layout">;

/** The batch as its file says it, with whole accounts. */
export async function fileOf(
  ctx: ReadCtx,
  batch: Content,
  payments: readonly Payment[],
  on: PlainDate | null = null,
): Promise<FileBatch> {
  const payer = await bankAccountInFull(ctx, batch.bankAccountId);
  if (!payer) throw new Refusal("conflict", "no_special_account");
  return {
    number: batch.number,
    on: on ?? ctx.today,
    payer: { name: payer.holder ?? "", account: payer.number },
    lines: payments.map((payment) => ({ ...payment, account: vault().open(payment.accountSealed) })),
    cents: sum(payments.map((payment) => payment.cents)),
  };
}

/**
 * What a batch contains, as one number: maker and releaser see the same, and what was changed behind the program's back
 * shows. Accounts go in by their keyed index, so that the number tells nothing of them.
 */
export function hashOf(batch: Content, payments: readonly Payment[]): string {
  const hash = createHash("sha256").update([batch.number, batch.bankAccountId, batch.layout].join("\n"));
  for (const each of payments) {
    const account = vault().blindIndex(vault().open(each.accountSealed)).toString("base64");
    const { number, payeeName, bankName, bankCode, cents, remark } = each;
    hash.update(JSON.stringify([number, payeeName, account, bankName, bankCode, String(cents), remark]));
  }
  return hash.digest("hex");
}

/**
 * Takes a batch apart before it is released: its maker thought better of it, or its checker sends it back. Its payments
 * wait for another. Refuses `not_found`, `batch_already_released`, `batch_already_withdrawn`.
 */
export async function withdrawBatch(ctx: WriteCtx, batchId: string, reason: string): Promise<void> {
  await lockMade(ctx, batchId);
  const payments = await paymentsOfBatch(ctx, batchId);
  await movePayments(
    ctx,
    payments.map((payment) => payment.id),
    "unbatch",
    null,
  );
  await saveWithdrawn(ctx, batchId, reason);
  await ctx.record("payment.batch_withdrawn", { batchId, payments: payments.length });
}

/** A batch that waits for its release, locked. Refuses `not_found`, `batch_already_released`, `batch_already_withdrawn`. */
export async function lockMade(ctx: WriteCtx, batchId: string): Promise<Batch> {
  const batch = await lockBatch(ctx, batchId);
  if (!batch) throw new Refusal("not_found", "not_found");
  if (batch.state === "released") throw new Refusal("conflict", "batch_already_released");
  if (batch.state === "withdrawn") throw new Refusal("conflict", "batch_already_withdrawn");
  return batch;
}
