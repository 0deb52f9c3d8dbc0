import { sql } from "kysely";
import { firstOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import type { ReadCtx } from "#platform/context.ts";

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

/** Confirmed batches of a month, or those named. */
export async function confirmedBatches(
  ctx: ReadCtx,
  which: { readonly month: PlainMonth } | { readonly ids: readonly string[] },
): Promise<ConfirmedBatch[]> {
  const chosen =
    "month" in which
      ? sql`settlement_month = ${firstOf(which.month)}::date`
      : sql`id = any(${which.ids}::uuid[])`;
  const { rows } = await sql<{
    id: string;
    organisation_id: string;
    plan_code: string;
    plan_version: string;
    month: string;
    cover_from: string;
    confirmed: number;
  }>`select id, organisation_id, plan_code, plan_version, to_char(settlement_month, 'YYYY-MM') as month, cover_from, confirmed
    from enrolment_batch where city_id = ${ctx.actor.cityId} and state = 'confirmed' and ${chosen}
    order by id`.execute(ctx.db);
  return rows.map((row) => ({
    id: row.id,
    organisationId: row.organisation_id,
    planCode: row.plan_code,
    planVersion: row.plan_version,
    month: row.month as PlainMonth,
    coverFrom: row.cover_from as PlainDate,
    heads: row.confirmed,
  }));
}
