import { monthOf, type PlainDate } from "#core/dates.ts";
import { type Cents, minus, showYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { type ExpectedItem, expectMoney } from "#features/banking/index.ts";
import { lockBalance, nameOfAccount, post } from "#features/ledger/index.ts";
import { organisationsIn } from "#features/organisations/index.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { released } from "../rules/postings.ts";
import { type Batch, insertSent, limitsOf, saveReleased } from "../store/batches.ts";
import { lockPayments, movePayments, type Payment, paymentsOfBatch } from "../store/payments.ts";
import { demandWithin, hashOf, knownLayout, lockMade } from "./batch.ts";

/** What the releaser saw and agreed to. */
export type SeenBatch = { readonly payments: number; readonly cents: Cents; readonly hash: string };

/**
 * A second person lets a batch go to the bank: from now on its payments are on their way, its fund has given the money
 * up, and the bank's debits are expected. Refuses `not_found`, `batch_already_released`, `batch_already_withdrawn`,
 * `batch_maker_is_releaser`, `batch_changed_meanwhile`, `fund_short`, and the limits as `makeBatch`.
 */
export async function releaseBatch(ctx: WriteCtx, batchId: string, seen: SeenBatch): Promise<void> {
  const batch = await lockMade(ctx, batchId);
  if (batch.madeBy === ctx.actor.id) throw new Refusal("forbidden", "batch_maker_is_releaser");
  const ids = (await paymentsOfBatch(ctx, batchId)).map((payment) => payment.id);
  const payments = [...(await lockPayments(ctx, ids)).values()];
  const layout = knownLayout(batch.layout);
  const cents = demandWithin(await limitsOf(ctx), layout, payments);
  const now = { payments: payments.length, cents, hash: hashOf(batch, payments) };
  for (const stand of [batch, seen])
    if (stand.payments !== now.payments || stand.cents !== now.cents || stand.hash !== now.hash)
      throw new Refusal("conflict", "batch_changed_meanwhile");
  await demandFunds(ctx, batch);

  await movePayments(ctx, ids, "release");
  await insertSent(ctx, batchId, payments);
  await saveReleased(ctx, batchId);
  await post(ctx, {
    source: "payment_batch",
    sourceId: batchId,
    kind: "released",
    on: ctx.today,
    summary: `放行付款批次${batch.number}，${payments.length}笔`,
    postings: released(batch.fund, cents),
  });
  const isWhole = layout.debits === "whole";
  await expectMoney(ctx, await itemsOf(ctx, "payments", payments, isWhole ? batch : undefined));
  await ctx.record("payment.batch_released", { batchId, payments: payments.length, cents: showYuan(cents) });
}

/** Funds never stand in for one another: what is missing is said before anything goes out. */
async function demandFunds(ctx: WriteCtx, batch: Batch): Promise<void> {
  const balance = await lockBalance(ctx, batch.fund);
  if (balance >= batch.cents) return;
  throw new Refusal("conflict", "fund_short", {
    fund: nameOfAccount(batch.fund),
    balance: showYuan(balance),
    amount: showYuan(batch.cents),
    missing: showYuan(minus(batch.cents, balance)),
  });
}

/**
 * Payments as the bank's lines are to show them: `payments` going out of what is in transit, `payments_back` coming
 * back into their fund. With the batch where the bank may move all of them in one sum. No line before `since` is theirs.
 */
export async function itemsOf(
  ctx: ReadCtx,
  source: "payments" | "payments_back",
  payments: readonly Payment[],
  batch?: Pick<Batch, "id" | "number">,
  since: PlainDate = ctx.today,
): Promise<ExpectedItem[]> {
  const [agency] = await organisationsIn(ctx, { kinds: ["city_agency"] });
  const goesOut = source === "payments";
  return payments.map((payment) => ({
    source,
    sourceId: payment.id,
    organisationId: agency?.id ?? "",
    kind: goesOut ? "payment" : "payment_return",
    month: monthOf(ctx.today),
    due: payment.cents,
    account: goesOut ? "in_transit" : payment.fund,
    announcedOn: since,
    payee: {
      reference: payment.number,
      name: payment.payeeName,
      accountIndex: payment.accountIndex,
      batch: batch && { id: batch.id, reference: batch.number },
    },
  }));
}
