import { sql } from "kysely";
import { type PlainDate, type PlainMonth, plainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import {
  expectMoney as announce,
  receivedBy,
  settleMoney,
  unsettleMoney,
  withdrawMoney,
} from "#features/banking/index.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { oweMoney, oweNoMoney } from "./duties.ts";

/**
 * Money that a statement is expected to show. `id` is the bill's, the subsidy's, the remittance's or the advanced
 * share's; `fund` is the account of the books that it comes into or goes out of.
 */
export type Expected = {
  readonly id: string;
  readonly kind: "unit_share" | "subsidy" | "remittance" | "reimbursement" | "refund";
  readonly fund: "advance" | "pool" | "reimbursement" | "refund";
  readonly organisationId: string;
  readonly month: PlainMonth;
  readonly cents: Cents;
  readonly heads?: number;
};

/** Announces it to banking: lines are matched to it from now on. Whoever is to pay owes it by its day. */
export async function expectMoney(ctx: WriteCtx, items: readonly Expected[]): Promise<void> {
  await oweMoney(ctx, items);
  await announce(
    ctx,
    items.map(({ id, fund, cents, ...item }) => ({
      ...item,
      source: "funding",
      sourceId: id,
      due: cents,
      account: fund,
      announcedOn: ctx.today,
    })),
  );
}

export type Money = { readonly received: Cents; readonly inFullOn: PlainDate | undefined };

/** What the bank has shown of each by today, and the day of the line that made it whole. */
export const moneyOf = (ctx: ReadCtx, ids: readonly string[]): Promise<ReadonlyMap<string, Money>> =>
  ids.length === 0 ? Promise.resolve(new Map()) : receivedBy(ctx, "funding", forever, ids);

/** Lines are dated by the bank: one of tomorrow is known today in a load of past months. */
export const forever = plainDate("9999-12-31");

/** Nobody owes these any longer. */
export async function withdraw(ctx: WriteCtx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await oweNoMoney(ctx, ids);
  await withdrawMoney(ctx, "funding", ids);
}

/** What was booked on the bills of a closed base is not undone any more; reopening lets go of it again. */
export const holdMoney = (ctx: WriteCtx, ids: readonly string[]): Promise<void> =>
  settleMoney(ctx, "funding", ids);
export const releaseMoney = (ctx: WriteCtx, ids: readonly string[]): Promise<void> =>
  unsettleMoney(ctx, "funding", ids);

/** Whose account the month's remittance goes to. */
export async function provinceOffice(ctx: ReadCtx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from organisation
    where city_id = ${ctx.actor.cityId} and kind in ('province_office', 'city_agency')
    order by kind desc, opened_on, id limit 1`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw new Refusal("conflict", "no_city_agency");
  return row.id;
}
