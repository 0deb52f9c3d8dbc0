import { sql } from "kysely";
import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan, sum, zero } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { bankAccounts, openItems } from "#features/banking/index.ts";
import { ledgerBalances, nameOfAccount } from "#features/ledger/index.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { BatchPage } from "../contract.ts";
import { type Difference, differencesOf, type PayeeSeen } from "../rules/differences.ts";
import { differenceNames } from "../text.ts";
import { type BatchFacts, batchRows, presentBatch } from "./batches.ts";

type Facts = BatchFacts & {
  content_hash: string;
  bank_account_id: string;
  withdrawn_by_name: string | null;
  withdrawn_reason: string | null;
};

/** One batch as its maker and its releaser see it: sums, hash, in what it differs from earlier ones, what the bank said. */
export async function batchPage(ctx: ReadCtx, batchId: string): Promise<z.input<typeof BatchPage>> {
  const { rows } =
    await sql<Facts>`select shown.*, b.content_hash, b.bank_account_id, b.withdrawn_by_name, b.withdrawn_reason
    from (${batchRows} where batch.city_id = ${ctx.actor.cityId} and batch.id = ${batchId}) as shown
    join payment_batch as b on b.city_id = ${ctx.actor.cityId} and b.id = shown.id`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw new Refusal("not_found", "not_found");
  const { accounts } = await ledgerBalances(ctx);
  const account = (await bankAccounts(ctx)).find((each) => each.id === row.bank_account_id);
  const last = await lastReleased(ctx, row);
  return {
    batch: {
      ...presentBatch(row),
      hash: row.content_hash,
      fundName: nameOfAccount(row.fund),
      fundBalance: formatYuan(accounts[row.fund] ?? zero),
      payer: [account?.holder, account?.shown].filter(Boolean).join(" "),
      withdrawnBy: row.withdrawn_by_name,
      withdrawnReason: row.withdrawn_reason,
      debited: formatYuan(await debitedOf(ctx, batchId)),
    },
    last: last && {
      number: last.number,
      payments: last.payments,
      amount: formatYuan(last.cents),
      on: last.on,
    },
    differences: differencesOf(await payeesOf(ctx, batchId), last?.largest).map(presentDifference),
    results: await resultsOf(ctx, batchId),
    allowed: allowedOn(ctx, row),
  };
}

const presentDifference = ({ code, numbers }: Difference) => ({
  code,
  said: differenceNames[code](numbers.length),
  numbers: [...numbers],
});

function allowedOn(ctx: ReadCtx, { state, made_by, paid, failed, payments }: Facts): string[] {
  const isOpen = state === "released" && Number(paid) + Number(failed) < payments;
  return [
    ...(state === "made" && allows(ctx.actor, "payments.make") ? ["withdraw"] : []),
    ...(state === "made" && allows(ctx.actor, "payments.release") ? ["return"] : []),
    ...(state === "made" && allows(ctx.actor, "payments.release") && made_by !== ctx.actor.id
      ? ["release"]
      : []),
    ...(state === "released" && allows(ctx.actor, "payments.make") ? ["file"] : []),
    ...(isOpen && allows(ctx.actor, "payments.make") ? ["result"] : []),
  ];
}

/** The batch of the same fund that was made and released before this one. */
async function lastReleased(ctx: ReadCtx, { id, fund }: Facts) {
  const { rows } = await sql<{
    number: string;
    payments: number;
    cents: Cents;
    on: PlainDate;
    largest: Cents;
  }>`select number, payments, cents, released_on as on,
      (select max(cents) from payment_sent as s where s.city_id = b.city_id and s.batch_id = b.id) as largest
    from payment_batch as b
    where city_id = ${ctx.actor.cityId} and fund = ${fund} and state = 'released' and id < ${id}
    order by id desc limit 1`.execute(ctx.db);
  return rows[0] ?? null;
}

async function payeesOf(ctx: ReadCtx, batchId: string): Promise<PayeeSeen[]> {
  const { rows } = await sql<{
    number: string;
    account_index: Buffer;
    payee: string;
    cents: Cents;
    is_known: boolean;
    has_moved: boolean;
    is_again: boolean;
  }>`select p.number, p.account_index, coalesce(p.payee_person_id::text, p.payee_name) as payee, p.cents,
      p.replaces_id is not null as is_again,
      exists (select from payment as before where before.city_id = p.city_id and before.account_index = p.account_index
        and before.state = 'paid' and before.batch_id <> p.batch_id) as is_known,
      exists (select from payment as before where before.city_id = p.city_id
        and before.payee_person_id = p.payee_person_id and before.account_index <> p.account_index
        and before.id < p.id) as has_moved
    from payment as p where p.city_id = ${ctx.actor.cityId} and p.batch_id = ${batchId} order by p.id`.execute(
    ctx.db,
  );
  return rows.map((row) => ({
    number: row.number,
    account: row.account_index.toString("base64"),
    payee: row.payee,
    cents: row.cents,
    isKnown: row.is_known,
    hasMoved: row.has_moved,
    isAgain: row.is_again,
  }));
}

/** What the bank's statement shows of a batch. */
async function debitedOf(ctx: ReadCtx, batchId: string): Promise<Cents> {
  const { rows } = await sql<{ payment_id: string }>`select payment_id from payment_sent
    where city_id = ${ctx.actor.cityId} and batch_id = ${batchId}`.execute(ctx.db);
  if (rows.length === 0) return zero;
  const sourceIds = rows.map((row) => row.payment_id);
  return sum((await openItems(ctx, { source: "payments", sourceIds })).map((item) => item.received));
}

async function resultsOf(ctx: ReadCtx, batchId: string): Promise<z.input<typeof BatchPage>["results"]> {
  const { rows } = await sql<{
    id: string;
    file_name: string;
    paid: number;
    failed: number;
    read_by_name: string;
    read_at: Date;
  }>`select id, file_name, paid, failed, read_by_name, read_at from payment_result
    where city_id = ${ctx.actor.cityId} and batch_id = ${batchId} order by id`.execute(ctx.db);
  return rows.map((row) => ({
    id: row.id,
    fileName: row.file_name,
    paid: row.paid,
    failed: row.failed,
    by: row.read_by_name,
    at: row.read_at.toISOString(),
  }));
}
