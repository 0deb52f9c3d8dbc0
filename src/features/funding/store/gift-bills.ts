import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";

export type GiftBill = { readonly id: string; readonly giftId: string; readonly cents: Cents };

/** The bills of gifts, settled ones too, in the order in which they were written. */
export async function giftBills(ctx: ReadCtx): Promise<GiftBill[]> {
  const { rows } = await sql<GiftBill>`select id, gift_id as "giftId", from_unit_cents as cents from bill
    where city_id = ${ctx.actor.cityId} and gift_id is not null order by id`.execute(ctx.db);
  return rows;
}

export type GiftPayment = { readonly giftId: string; readonly on: PlainDate; readonly cents: Cents };

/** What the bank has shown of gifts, line by line. */
export async function giftPayments(ctx: ReadCtx): Promise<GiftPayment[]> {
  const { rows } =
    await sql<GiftPayment>`select item.source_id as "giftId", part.booked_on as "on", part.amount_cents as cents
    from open_item as item
    join allocation as part on part.city_id = item.city_id and part.item_id = item.id and part.reversed_at is null
    where item.city_id = ${ctx.actor.cityId} and item.source = 'gift' and not item.is_withdrawn
    order by part.booked_on, part.id`.execute(ctx.db);
  return rows;
}

/** Since when each gift bill that waits is paid by its gift; answers those that changed. */
export async function saveReached(
  ctx: WriteCtx,
  bills: readonly GiftBill[],
  reached: ReadonlyMap<string, PlainDate>,
): Promise<{ readonly id: string; readonly batchId: string; readonly on: PlainDate | null }[]> {
  const { rows } = await sql<{
    id: string;
    batchId: string;
    on: PlainDate | null;
  }>`update bill set in_full_on = told.day
    from unnest(${bills.map(({ id }) => id)}::uuid[], ${bills.map(({ id }) => reached.get(id) ?? null)}::date[]) as told (id, day)
    where bill.city_id = ${ctx.actor.cityId} and bill.id = told.id and bill.settled_month is null
      and bill.in_full_on is distinct from told.day
    returning bill.id, bill.batch_id as "batchId", bill.in_full_on as "on"`.execute(ctx.db);
  return rows;
}

export type GiftFunder = {
  readonly name: string;
  readonly organisationId: string | null;
  readonly accountSealed: Buffer | null;
};

/** Who funded the gift of a bill. */
export async function funderOf(ctx: ReadCtx, billId: string): Promise<GiftFunder | undefined> {
  const { rows } =
    await sql<GiftFunder>`select gift.funder_name as name, gift.funder_organisation_id as "organisationId",
      gift.funder_account_sealed as "accountSealed"
    from bill join gift on gift.city_id = bill.city_id and gift.id = bill.gift_id
    where bill.city_id = ${ctx.actor.cityId} and bill.id = ${billId}`.execute(ctx.db);
  return rows[0];
}
