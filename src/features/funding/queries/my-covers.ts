import { sql } from "kysely";
import type { z } from "zod";
import { addDays, monthsFrom, type PlainDate } from "#core/dates.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { MyCovers } from "../contract.ts";
import { type CoverStanding, coverStanding } from "../rules/cover-standing.ts";

type Row = {
  readonly id: string;
  readonly planCode: string;
  readonly planName: string;
  readonly planVersion: string;
  readonly organisationName: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly coveredFrom: PlainDate | null;
  readonly months: number;
  readonly isRemitted: boolean;
  readonly isPaid: boolean;
};

/** What stands first on the phone: cover, then what will be cover, then what was. */
const order: readonly CoverStanding["state"][] = ["covered", "starts", "remitting", "unpaid", "ended"];

/** The covers of whoever asks, as their money makes them. */
export async function myCovers(ctx: ReadCtx): Promise<z.input<typeof MyCovers>> {
  const covers = await coversOf(ctx, ctx.actor.personId ?? "");
  const place = (state: CoverStanding["state"]) => order.indexOf(state);
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
      cover.until_on as "until", bill.covered_from as "coveredFrom", version.period_months as months,
      period.remitted_on is not null or (bill.id is null and batch.remitted_at is not null) as "isRemitted",
      bill.in_full_on is not null or (bill.id is null and batch.remitted_at is not null) as "isPaid"
    from cover
    join enrolment_batch as batch on batch.city_id = cover.city_id and batch.id = cover.batch_id
    join plan on plan.code = cover.plan_code
    join plan_version as version on version.plan_code = batch.plan_code and version.version = batch.plan_version
    join organisation as unit on unit.city_id = cover.city_id and unit.id = cover.organisation_id
    left join bill on bill.city_id = cover.city_id and bill.batch_id = cover.batch_id
    left join funding_period as period on period.city_id = bill.city_id and period.month = bill.settled_month
    where cover.city_id = ${ctx.actor.cityId} and cover.person_id = ${personId}
    order by cover.from_on`.execute(ctx.db);
  return rows.map(({ from, until, coveredFrom, months, isRemitted, isPaid, ...row }) => {
    const settled = coveredFrom ? monthsFrom(coveredFrom, months) : undefined;
    const standing = coverStanding({ planned: { from, until }, settled, isRemitted, isPaid }, ctx.today);
    return {
      ...row,
      state: standing.state,
      from: standing.period.from,
      through: addDays(standing.period.until, -1),
      daysLeft: standing.daysLeft ?? null,
    };
  });
}
