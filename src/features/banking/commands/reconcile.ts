import { sql } from "kysely";
import { firstOf, type PlainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { reconcile, signaturesOf } from "../queries/reconciliation.ts";

/**
 * Signs the sheet of a month as prepared; again replaces what nobody has checked. Refuses `nothing_to_reconcile`,
 * `reconciliation_unequal`, `reconciliation_checked`.
 */
export async function prepareReconciliation(
  ctx: WriteCtx,
  month: PlainMonth,
  accountId?: string,
): Promise<void> {
  const sheet = await reconcile(ctx, month, accountId);
  if (sheet.adjustedBook !== sheet.adjustedStatement) throw new Refusal("conflict", "reconciliation_unequal");
  const { numAffectedRows } =
    await sql`insert into reconciliation (city_id, id, bank_account_id, month, book_cents,
      statement_cents, prepared_by, prepared_by_name, prepared_at)
    values (${ctx.actor.cityId}, ${newId()}, ${sheet.account.id}, ${firstOf(month)}, ${sheet.book}, ${sheet.statement},
      ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.now})
    on conflict (city_id, bank_account_id, month) do update set book_cents = excluded.book_cents,
      statement_cents = excluded.statement_cents, prepared_by = excluded.prepared_by,
      prepared_by_name = excluded.prepared_by_name, prepared_at = excluded.prepared_at
    where reconciliation.checked_at is null`.execute(ctx.db);
  if (numAffectedRows !== 1n) throw new Refusal("conflict", "reconciliation_checked");
  await ctx.record("bank.reconciliation_prepared", { month });
}

/**
 * A second person signs what the first prepared, if it still stands so. Refuses `reconciliation_not_prepared`,
 * `reconciliation_maker_is_checker`, `reconciliation_changed`, `reconciliation_checked`.
 */
export async function checkReconciliation(
  ctx: WriteCtx,
  month: PlainMonth,
  accountId?: string,
): Promise<void> {
  const sheet = await reconcile(ctx, month, accountId);
  const signed = await signaturesOf(ctx, sheet.account.id, month);
  if (!signed) throw new Refusal("conflict", "reconciliation_not_prepared");
  if (signed.prepared_by === ctx.actor.id) throw new Refusal("forbidden", "reconciliation_maker_is_checker");
  if (signed.checked_at) throw new Refusal("conflict", "reconciliation_checked");
  if (signed.book_cents !== sheet.book || signed.statement_cents !== sheet.statement) {
    throw new Refusal("conflict", "reconciliation_changed");
  }
  await sql`update reconciliation set checked_by = ${ctx.actor.id}, checked_by_name = ${ctx.actor.name}, checked_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and bank_account_id = ${sheet.account.id} and month = ${firstOf(month)}
      and checked_at is null`.execute(ctx.db);
  await ctx.record("bank.reconciliation_checked", { month });
}
