import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import type { Outcome } from "../rules/payment.ts";

/** A file that was read before, whatever it was read for. */
export async function resultOfFile(
  ctx: ReadCtx,
  hash: string,
): Promise<{ readonly batch: string; readonly at: string } | undefined> {
  const { rows } = await sql<{ batch: string; at: Date }>`select batch.number as batch, result.read_at as at
    from payment_result as result
    join payment_batch as batch on batch.city_id = result.city_id and batch.id = result.batch_id
    where result.city_id = ${ctx.actor.cityId} and result.file_hash = ${hash}`.execute(ctx.db);
  return rows[0] && { batch: rows[0].batch, at: rows[0].at.toISOString() };
}

export async function insertResult(
  ctx: WriteCtx,
  batchId: string,
  file: { readonly name: string; readonly hash: string },
  counts: { readonly lines: number; readonly paid: number; readonly failed: number },
): Promise<string> {
  const id = newId();
  await sql`insert into payment_result (city_id, id, batch_id, file_name, file_hash, lines, paid, failed, read_by,
      read_by_name, read_at)
    values (${ctx.actor.cityId}, ${id}, ${batchId}, ${file.name}, ${file.hash}, ${counts.lines}, ${counts.paid},
      ${counts.failed}, ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);
  return id;
}

type NewOutcome = {
  readonly paymentId: string;
  readonly outcome: Outcome;
  readonly on: PlainDate;
  readonly reason: string;
};

/** What became of payments, once per step: the database refuses a second word. */
export async function insertOutcomes(
  ctx: WriteCtx,
  batchId: string,
  step: "bank" | "return",
  outcomes: readonly NewOutcome[],
  resultId?: string,
): Promise<void> {
  await sql`insert into payment_outcome (city_id, batch_id, step, result_id, noted_by, noted_by_name, noted_at, id, payment_id,
      outcome, settled_on, reason)
    select ${ctx.actor.cityId}, ${batchId}, ${step}, ${resultId ?? null}::uuid, ${ctx.actor.id}, ${ctx.actor.name},
      ${ctx.now}::timestamptz, * from unnest(${outcomes.map(newId)}::uuid[],
      ${outcomes.map((each) => each.paymentId)}::uuid[], ${outcomes.map((each) => each.outcome)}::text[],
      ${outcomes.map((each) => each.on)}::date[], ${outcomes.map((each) => each.reason)}::text[])`.execute(
    ctx.db,
  );
}

/** The last word on each payment of a batch. */
export async function outcomesOf(ctx: ReadCtx, batchId: string): Promise<Map<string, Outcome>> {
  const { rows } = await sql<{
    paymentId: string;
    outcome: Outcome;
  }>`select payment_id as "paymentId", outcome
    from payment_outcome where city_id = ${ctx.actor.cityId} and batch_id = ${batchId} order by id`.execute(
    ctx.db,
  );
  return new Map(rows.map((row) => [row.paymentId, row.outcome]));
}

/** Which other batches payments with these bare numbers went in. */
export async function batchesOfNumbers(
  ctx: ReadCtx,
  batchId: string,
  references: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ reference: string; batch: string }>`
    select replace(p.number, '-', '') as reference, batch.number as batch from payment as p
    join payment_batch as batch on batch.city_id = p.city_id and batch.id = p.batch_id
    where p.city_id = ${ctx.actor.cityId} and p.batch_id <> ${batchId}
      and p.number = any(${references.map(withHyphens)}::text[])`.execute(ctx.db);
  return new Map(rows.map((row) => [row.reference, row.batch]));
}

/** FK2025000001 as FK-2025-000001. */
const withHyphens = (reference: string): string =>
  reference.replaceAll("-", "").replace(/^([A-Z]+)(\d{4})(\d+)$/, "$1-$2-$3");
