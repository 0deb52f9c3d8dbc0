import { sql } from "kysely";
import { firstOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
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
      confirmed as heads
    from enrolment_batch
    where city_id = ${ctx.actor.cityId} and state = 'confirmed' and billed_at is null and confirmed > 0 and ${chosen}
    order by id for update`.execute(ctx.db);
  return rows;
}

/** From now on nobody is taken off these batches: their people are billed. */
export async function markBilled(ctx: WriteCtx, batchIds: readonly string[]): Promise<void> {
  await sql`update enrolment_batch set billed_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and id = any(${batchIds}::uuid[])`.execute(ctx.db);
}

/** The money for these batches has gone to the province. */
export async function markRemitted(ctx: WriteCtx, batchIds: readonly string[]): Promise<void> {
  await sql`update enrolment_batch set remitted_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and id = any(${batchIds}::uuid[])`.execute(ctx.db);
}
