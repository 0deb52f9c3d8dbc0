import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { type BankAccount, bankAccounts } from "#features/banking/index.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { type Limits, usualLimits } from "../rules/limits.ts";
import type { Payment } from "./payments.ts";

export type Batch = {
  readonly id: string;
  readonly number: string;
  readonly bankAccountId: string;
  readonly layout: string;
  readonly fund: string;
  readonly payments: number;
  readonly cents: Cents;
  readonly hash: string;
  readonly state: "made" | "released" | "withdrawn";
  readonly madeBy: string;
  readonly releasedOn: PlainDate | null;
};

export async function insertBatch(
  ctx: WriteCtx,
  batch: Omit<Batch, "id" | "state" | "madeBy" | "releasedOn">,
): Promise<string> {
  const id = newId();
  await sql`insert into payment_batch (city_id, id, number, bank_account_id, layout, fund, payments, cents, content_hash,
      state, made_by, made_by_name, made_at)
    values (${ctx.actor.cityId}, ${id}, ${batch.number}, ${batch.bankAccountId}, ${batch.layout}, ${batch.fund},
      ${batch.payments}, ${batch.cents}, ${batch.hash}, 'made', ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.now})`.execute(
    ctx.db,
  );
  return id;
}

export async function lockBatch(ctx: WriteCtx, id: string): Promise<Batch | undefined> {
  const { rows } = await sql<Batch>`select ${batchColumns}
    from payment_batch where city_id = ${ctx.actor.cityId} and id = ${id} for update`.execute(ctx.db);
  return rows[0];
}

export async function findBatch(ctx: ReadCtx, id: string): Promise<Batch | undefined> {
  const { rows } = await sql<Batch>`select ${batchColumns}
    from payment_batch where city_id = ${ctx.actor.cityId} and id = ${id}`.execute(ctx.db);
  return rows[0];
}

const batchColumns = sql`id, number, bank_account_id as "bankAccountId", layout, fund, payments, cents,
  content_hash as hash, state, made_by as "madeBy", released_on as "releasedOn"`;

export async function saveWithdrawn(ctx: WriteCtx, id: string, reason: string): Promise<void> {
  await sql`update payment_batch set state = 'withdrawn', withdrawn_by = ${ctx.actor.id},
      withdrawn_by_name = ${ctx.actor.name}, withdrawn_at = ${ctx.now}, withdrawn_reason = ${reason}
    where city_id = ${ctx.actor.cityId} and id = ${id}`.execute(ctx.db);
}

export async function saveReleased(ctx: WriteCtx, id: string): Promise<void> {
  await sql`update payment_batch set state = 'released', released_by = ${ctx.actor.id},
      released_by_name = ${ctx.actor.name}, released_at = ${ctx.now}, released_on = ${ctx.today}
    where city_id = ${ctx.actor.cityId} and id = ${id}`.execute(ctx.db);
}

/** What goes to the bank, in the order of the file: once and for all. */
export async function insertSent(
  ctx: WriteCtx,
  batchId: string,
  payments: readonly Payment[],
): Promise<void> {
  await sql`insert into payment_sent (city_id, batch_id, id, payment_id, place, cents)
    select ${ctx.actor.cityId}, ${batchId}, * from unnest(${payments.map(newId)}::uuid[],
      ${payments.map((payment) => payment.id)}::uuid[], ${payments.map((_payment, i) => i + 1)}::int[],
      ${payments.map((payment) => String(payment.cents))}::bigint[])`.execute(ctx.db);
}

/** The city's own limits, or the usual ones. */
export async function limitsOf(ctx: ReadCtx): Promise<Limits> {
  const { rows } = await sql<Limits>`select payment_cents as payment, batch_cents as batch from payment_limit
    where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  return rows[0] ?? usualLimits;
}

export async function saveLimits(ctx: WriteCtx, limits: Limits): Promise<void> {
  await sql`insert into payment_limit (city_id, id, payment_cents, batch_cents, set_by, set_by_name, set_at)
    values (${ctx.actor.cityId}, ${newId()}, ${limits.payment}, ${limits.batch}, ${ctx.actor.id}, ${ctx.actor.name},
      ${ctx.now})
    on conflict (city_id) do update set payment_cents = excluded.payment_cents, batch_cents = excluded.batch_cents,
      set_by = excluded.set_by, set_by_name = excluded.set_by_name, set_at = excluded.set_at`.execute(ctx.db);
}

/** The city's bank accounts, the one that it paid from last first. */
export async function payingAccounts(ctx: ReadCtx): Promise<BankAccount[]> {
  const { rows } = await sql<{ id: string }>`select bank_account_id as id from payment_batch
    where city_id = ${ctx.actor.cityId} order by number desc limit 1`.execute(ctx.db);
  const isLast = ({ id }: BankAccount) => id === rows[0]?.id;
  const accounts = await bankAccounts(ctx);
  return [...accounts.filter(isLast), ...accounts.filter((account) => !isLast(account))];
}
