import { sql } from "kysely";
import { firstOf, type Period, type PlainDate, type PlainMonth } from "#core/dates.ts";
import type { WriteCtx } from "#platform/context.ts";

/** A batch its unit has confirmed: so many people, under a plan version, from a day on. */
export type ConfirmedBatch = {
  readonly id: string;
  readonly organisationId: string;
  readonly planCode: string;
  readonly planVersion: string;
  readonly month: PlainMonth;
  readonly coverFrom: PlainDate;
  readonly heads: number;
  /** The gift that pays for it, and who funds that. */
  readonly gift: { readonly id: string; readonly organisationId: string } | null;
};

/** Confirmed batches without a bill, of a month or those named; held, so that nobody is taken off while they are billed. */
export async function lockUnbilled(
  ctx: WriteCtx,
  which: { readonly month: PlainMonth } | { readonly ids: readonly string[] },
): Promise<ConfirmedBatch[]> {
  const chosen =
    "month" in which
      ? sql`settlement_month = ${firstOf(which.month)}::date`
      : sql`id = any(${which.ids}::uuid[])`;
  const { rows } =
    await sql<ConfirmedBatch>`select id, organisation_id as "organisationId", plan_code as "planCode",
      plan_version as "planVersion", to_char(settlement_month, 'YYYY-MM') as month, cover_from as "coverFrom",
      confirmed as heads,
      (select jsonb_build_object('id', gift.id, 'organisationId', coalesce(gift.funder_organisation_id, gift.organisation_id))
        from gift where gift.city_id = batch.city_id and gift.id = batch.gift_id) as gift
    from enrolment_batch as batch
    where city_id = ${ctx.actor.cityId} and state = 'confirmed' and billed_at is null and confirmed > 0 and ${chosen}
    order by id for update`.execute(ctx.db);
  return rows;
}

/** From now on nobody is taken off these batches: their people are billed. */
export async function markBilled(ctx: WriteCtx, batchIds: readonly string[]): Promise<void> {
  await sql`update enrolment_batch set billed_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and id = any(${batchIds}::uuid[])`.execute(ctx.db);
}

/** When the unit's own share of these batches was in full; nothing where it is not any more. */
export async function markPaid(
  ctx: WriteCtx,
  paid: readonly { readonly batchId: string; readonly on: PlainDate | null }[],
): Promise<void> {
  if (paid.length === 0) return;
  await sql`update enrolment_batch as batch set paid_on = paid.day
    from unnest(${paid.map((each) => each.batchId)}::uuid[], ${paid.map((each) => each.on)}::date[]) as paid (id, day)
    where batch.city_id = ${ctx.actor.cityId} and batch.id = paid.id`.execute(ctx.db);
}

/** The month of these batches has settled: from when to when they really cover. */
export async function markSettled(
  ctx: WriteCtx,
  settled: readonly { readonly batchId: string; readonly paidOn: PlainDate; readonly covered: Period }[],
): Promise<void> {
  if (settled.length === 0) return;
  await sql`update enrolment_batch as batch set paid_on = told.paid_on, covered_from = told.covered_from,
      covered_until = told.covered_until
    from unnest(${settled.map((each) => each.batchId)}::uuid[], ${settled.map((each) => each.paidOn)}::date[],
      ${settled.map((each) => each.covered.from)}::date[], ${settled.map((each) => each.covered.until)}::date[])
      as told (id, paid_on, covered_from, covered_until)
    where batch.city_id = ${ctx.actor.cityId} and batch.id = told.id`.execute(ctx.db);
}

/** Their month is open again: when they cover is not known any more. */
export async function markUnsettled(ctx: WriteCtx, batchIds: readonly string[]): Promise<void> {
  await sql`update enrolment_batch set covered_from = null, covered_until = null
    where city_id = ${ctx.actor.cityId} and id = any(${batchIds}::uuid[])`.execute(ctx.db);
}

/** The money for these batches has gone to the province, by the bank's day. */
export async function markRemitted(ctx: WriteCtx, batchIds: readonly string[], on: PlainDate): Promise<void> {
  await sql`update enrolment_batch set remitted_on = ${on}
    where city_id = ${ctx.actor.cityId} and id = any(${batchIds}::uuid[])`.execute(ctx.db);
}
