import { sql } from "kysely";
import { monthOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import type { ReadCtx } from "#platform/context.ts";

export type Month = { readonly month: PlainMonth; readonly isClosed: boolean };

/** Months that have entries, newest first. */
export async function monthsOf(ctx: ReadCtx): Promise<Month[]> {
  const { rows } = await sql<{ month: PlainDate; state: string }>`select month, state from ledger_month
    where city_id = ${ctx.actor.cityId} and last_number > 0 order by month desc`.execute(ctx.db);
  return rows.map((row) => ({ month: monthOf(row.month), isClosed: row.state === "closed" }));
}

/** 2025年1月第0012号 as accountants write it: 记-2025-01-0012. */
export const voucherNumber = (month: string, number: number): string =>
  `记-${month.slice(0, 7)}-${String(number).padStart(4, "0")}`;
