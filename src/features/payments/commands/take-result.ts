import { Refusal } from "#core/refusal.ts";
import { expectMoney, receivedBy, withdrawMoney } from "#features/banking/index.ts";
import { nameOfAccount, postAll } from "#features/ledger/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { ResultProblem, ResultReading } from "../payment-results/index.ts";
import { failed } from "../rules/postings.ts";
import { type Mismatch, reconcileResult, type SentPayment, type Settled } from "../rules/reconcile-result.ts";
import { type Batch, lockBatch } from "../store/batches.ts";
import {
  batchesOfNumbers,
  insertOutcomes,
  insertResult,
  outcomesOf,
  resultOfFile,
} from "../store/outcomes.ts";
import { lockPayments, movePayments, type Payment, paymentsOfBatch } from "../store/payments.ts";
import { knownLayout } from "./batch.ts";
import { itemsOf } from "./release-batch.ts";
import { tellSettled } from "./tell-settled.ts";

export type ResultFile = { readonly name: string; readonly hash: string };
export type ResultTaken = {
  readonly paid: number;
  readonly failed: number;
  /** Told before, and told again the same. */
  readonly known: number;
  /** Still with the bank. */
  readonly open: number;
};

/**
 * Takes the bank's answer to a batch in: which payments were paid and which failed, and why. The whole file fits what was
 * sent, or nothing of it is taken. Refuses `not_found`, `batch_not_released`, `result_already_read`, and the first of
 * everything that `readResult` and `reconcileResult` found, with all of it in its facts.
 */
export async function takeResult(
  ctx: WriteCtx,
  batchId: string,
  file: ResultFile,
  reading: ResultReading,
): Promise<ResultTaken> {
  const batch = await lockBatch(ctx, batchId);
  if (!batch) throw new Refusal("not_found", "not_found");
  if (batch.state !== "released") throw new Refusal("conflict", "batch_not_released");
  const same = await resultOfFile(ctx, file.hash);
  if (same) throw new Refusal("conflict", "result_already_read", { batch: same.batch, at: same.at });
  if (reading.outcome === "refused") throw refusalOf(reading.problems);

  const ids = (await paymentsOfBatch(ctx, batchId)).map((payment) => payment.id);
  const payments = await lockPayments(ctx, ids);
  const { result } = reading;
  const reconciled = reconcileResult(await sentOf(ctx, batch, [...payments.values()]), result.lines, {
    batch: batch.number,
    named: result.batch,
    today: ctx.today,
    elsewhere: await batchesOfNumbers(
      ctx,
      batchId,
      result.lines.map((line) => line.reference),
    ),
  });
  if (reconciled.outcome === "refused") throw refusalOf(reconciled.mismatches);

  const { settled, known, open } = reconciled;
  const count = (outcome: Settled["outcome"]) => settled.filter((each) => each.outcome === outcome).length;
  const taken = { paid: count("paid"), failed: count("failed"), known, open };
  const resultId = await insertResult(ctx, batchId, file, { ...taken, lines: result.lines.length });
  await insertOutcomes(ctx, batchId, "bank", settled, resultId);
  await settle(ctx, batch, payments, settled);
  await ctx.record("payment.result_read", { batchId, resultId, ...taken });
  await tellSettled(ctx, settled, payments);
  return taken;
}

/** The first of what is wrong names the refusal; all of it is told, each with its row. */
function refusalOf(problems: readonly (ResultProblem | Mismatch)[]): Refusal {
  const [first] = problems;
  return new Refusal("invalid", first?.code ?? "result_unreadable", {
    ...first?.facts,
    row: first?.row ?? 0,
    problems: problems.length,
    rows: problems.map((each) => String(each.row)),
    codes: problems.map((each) => each.code),
    said: problems.map((each) => JSON.stringify(each.facts)),
  });
}

async function sentOf(ctx: WriteCtx, batch: Batch, payments: readonly Payment[]): Promise<SentPayment[]> {
  const outcomes = await outcomesOf(ctx, batch.id);
  const ids = payments.map((payment) => payment.id);
  const onStatement = await receivedBy(ctx, "payments", ctx.today, ids);
  // Where the bank debits the whole, its debit says nothing of a single payment.
  const isEach = knownLayout(batch.layout).debits === "each";
  return payments.map((payment) => ({
    id: payment.id,
    number: payment.number,
    account: vault().open(payment.accountSealed),
    cents: payment.cents,
    outcome: outcomes.get(payment.id),
    isDebited: isEach && (onStatement.get(payment.id)?.received ?? 0n) > 0n,
  }));
}

/** Moves the payments on, and says to the books and to the bank's desk what follows. */
async function settle(
  ctx: WriteCtx,
  batch: Batch,
  payments: ReadonlyMap<string, Payment>,
  settled: readonly Settled[],
): Promise<void> {
  const of = (outcome: Settled["outcome"]) =>
    settled.filter((each) => each.outcome === outcome).flatMap((each) => payments.get(each.paymentId) ?? []);
  const ids = (some: readonly Payment[]) => some.map((payment) => payment.id);
  const [paid, refused] = [of("paid"), of("failed")];
  await movePayments(ctx, ids(paid), "pay");
  await movePayments(ctx, ids(refused), "fail");
  // The bank's lines may be older than its answer.
  const since = batch.releasedOn ?? ctx.today;
  // Days later a payee's bank may send it back.
  await expectMoney(ctx, await itemsOf(ctx, "payments_back", paid, undefined, since));
  if (refused.length === 0) return;
  if (knownLayout(batch.layout).debits === "whole") {
    // The bank took the whole and gives this part back, in one sum or in several.
    await expectMoney(ctx, await itemsOf(ctx, "payments_back", refused, batch, since));
    return;
  }
  await withdrawMoney(ctx, "payments", ids(refused));
  await postAll(
    ctx,
    refused.map((payment) => ({
      source: "payment",
      sourceId: payment.id,
      kind: "failed",
      on: ctx.today,
      summary: `付款${payment.number}失败，退回${nameOfAccount(payment.fund)}`,
      postings: failed(payment.fund, payment.cents),
    })),
  );
}
