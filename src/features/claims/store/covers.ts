import { type RawBuilder, sql } from "kysely";
import { addMonths, daysBetween, type PlainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";

/** A cover of a person, with the days on which it really runs: they follow from its bill. */
export type CoverOfPerson = {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly sex: "female" | "male" | undefined;
  readonly organisationId: string;
  readonly planCode: string;
  readonly planVersion: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
  /** The money has gone to the province; before that nobody is covered. */
  readonly isRemitted: boolean;
  readonly renewalGapDays: number | undefined;
  readonly shares: number;
};

type Row = {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly sex: "female" | "male" | null;
  readonly organisationId: string;
  readonly planCode: string;
  readonly planVersion: string;
  readonly fromOn: PlainDate;
  readonly untilOn: PlainDate;
  readonly coveredFrom: PlainDate | null;
  readonly months: number;
  readonly previousUntil: PlainDate | null;
  readonly isRemitted: boolean;
};

/**
 * A bill that settled late starts its cover later than the roster asked, and the cover then runs its whole months. What a
 * city brought along when it joined has no bill and runs as it stands.
 */
async function covers(ctx: ReadCtx, which: RawBuilder<unknown>): Promise<CoverOfPerson[]> {
  const { rows } =
    await sql<Row>`select cover.id, cover.person_id as "personId", person.name as "personName", person.sex,
      cover.organisation_id as "organisationId", cover.plan_code as "planCode", batch.plan_version as "planVersion",
      cover.from_on as "fromOn", cover.until_on as "untilOn", bill.covered_from as "coveredFrom",
      version.period_months as months, cover.previous_until_on as "previousUntil",
      batch.remitted_at is not null as "isRemitted"
    from cover
    join person on person.city_id = cover.city_id and person.id = cover.person_id
    join enrolment_batch as batch on batch.city_id = cover.city_id and batch.id = cover.batch_id
    join plan_version as version on version.plan_code = cover.plan_code and version.version = batch.plan_version
    left join bill on bill.city_id = cover.city_id and bill.batch_id = cover.batch_id
    where cover.city_id = ${ctx.actor.cityId} and ${which}
    order by cover.from_on desc, cover.id`.execute(ctx.db);
  return rows.map(({ fromOn, untilOn, coveredFrom, months, previousUntil, sex, ...row }) => {
    const from = coveredFrom ?? fromOn;
    return {
      ...row,
      sex: sex ?? undefined,
      from,
      until: coveredFrom && coveredFrom !== fromOn ? addMonths(coveredFrom, months) : untilOn,
      shares: 1, // a roster line is one share
      renewalGapDays: previousUntil ? daysBetween(previousUntil, from) : undefined,
    };
  });
}

/** All covers of a person, the latest first. */
export const coversOf = (ctx: ReadCtx, personId: string): Promise<CoverOfPerson[]> =>
  covers(ctx, sql`cover.person_id = ${personId}`);

/** Refuses `not_found`. */
export async function coverOf(ctx: ReadCtx, coverId: string): Promise<CoverOfPerson> {
  const [cover] = await covers(ctx, sql`cover.id = ${coverId}`);
  if (!cover) throw new Refusal("not_found", "not_found");
  return cover;
}

/** While a claim of a cover is decided, no other claim of it is: what is used up is used up once. */
export async function lockCover(ctx: WriteCtx, coverId: string): Promise<void> {
  await sql`select from cover where city_id = ${ctx.actor.cityId} and id = ${coverId} for update`.execute(
    ctx.db,
  );
}
