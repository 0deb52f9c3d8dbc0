import { sql } from "kysely";
import type { z } from "zod";
import { addDays, daysBetween, type PlainDate } from "#core/dates.ts";
import { type BatchMoney, type CoverState, coverFacts, coverStanding } from "#features/enrolment/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { MyCovers } from "../contract.ts";

type Row = BatchMoney & {
  readonly id: string;
  readonly planCode: string;
  readonly planName: string;
  readonly planVersion: string;
  readonly organisationName: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
};

/** What stands first on the phone: cover, then what will be cover, then what was. */
const order: readonly CoverState[] = ["running", "remitted", "settled", "paid", "unpaid", "ended"];

/** The covers of whoever asks, as their money makes them. */
export async function myCovers(ctx: ReadCtx): Promise<z.input<typeof MyCovers>> {
  const covers = await coversOf(ctx, ctx.actor.personId ?? "");
  const place = (state: CoverState) => order.indexOf(state);
  return {
    rows: covers.sort(
      (a, b) =>
        place(a.state) - place(b.state) || (a.state === "ended" ? -1 : 1) * a.from.localeCompare(b.from),
    ),
  };
}

/** Also for the worker's own export. */
export async function coversOf(ctx: ReadCtx, personId: string) {
  const { rows } = await sql<Row>`select cover.id, cover.plan_code as "planCode", plan.name as "planName",
      batch.plan_version as "planVersion", unit.name as "organisationName", cover.from_on as "from",
      cover.until_on as "until", batch.paid_on as "paidOn", batch.covered_from as "coveredFrom",
      batch.covered_until as "coveredUntil", batch.remitted_on as "remittedOn"
    from cover
    join enrolment_batch as batch on batch.city_id = cover.city_id and batch.id = cover.batch_id
    join plan on plan.code = cover.plan_code
    join organisation as unit on unit.city_id = cover.city_id and unit.id = cover.organisation_id
    where cover.city_id = ${ctx.actor.cityId} and cover.person_id = ${personId}
    order by cover.from_on`.execute(ctx.db);
  return rows.map((row) => {
    const { state, period } = coverStanding(coverFacts({ from: row.from, until: row.until }, row), ctx.today);
    const { id, planCode, planName, planVersion, organisationName } = row;
    return {
      ...{ id, planCode, planName, planVersion, organisationName, state },
      from: period.from,
      through: addDays(period.until, -1),
      daysLeft: state === "running" ? daysBetween(ctx.today, period.until) : null,
    };
  });
}
