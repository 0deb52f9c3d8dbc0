import { sql } from "kysely";
import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { MyCovers } from "../contract.ts";
import { presentCover } from "../present.ts";
import type { BatchMoney, CoverState } from "../rules/index.ts";

type Row = BatchMoney & {
  readonly id: string;
  readonly planCode: string;
  readonly planName: string;
  readonly organisationName: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
};

/** What stands first on a phone: what covers, then what will, last what did. */
const order: readonly CoverState[] = ["running", "remitted", "settled", "paid", "unpaid", "ended"];

/** The covers of one person, as their money makes them: of whoever asks, and for their own export. */
export async function myCovers(ctx: ReadCtx, personId: string): Promise<z.input<typeof MyCovers>> {
  const { rows } = await sql<Row>`select cover.id, cover.plan_code as "planCode", plan.name as "planName",
      unit.name as "organisationName", cover.from_on as "from", cover.until_on as "until", batch.paid_on as "paidOn",
      batch.covered_from as "coveredFrom", batch.covered_until as "coveredUntil", batch.remitted_on as "remittedOn"
    from cover
    join enrolment_batch as batch on batch.city_id = cover.city_id and batch.id = cover.batch_id
    join plan on plan.code = cover.plan_code
    join organisation as unit on unit.city_id = cover.city_id and unit.id = cover.organisation_id
    where cover.city_id = ${ctx.actor.cityId} and cover.person_id = ${personId}
    order by cover.from_on desc`.execute(ctx.db);
  const covers = rows.map((row) => ({
    id: row.id,
    planCode: row.planCode,
    planName: row.planName,
    organisationName: row.organisationName,
    ...presentCover({ from: row.from, until: row.until }, row, ctx.today),
  }));
  return { rows: covers.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state)) };
}
