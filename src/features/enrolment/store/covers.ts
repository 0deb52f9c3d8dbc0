import { type RawBuilder, sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { again, type ReadCtx, type WriteCtx } from "#platform/context.ts";
import type { Batch } from "./batches.ts";

/** A line whose person is covered already, and by whom. */
export type StandingRow = {
  readonly lineId: string;
  readonly line: number;
  readonly name: string;
  readonly personName: string;
  readonly organisationId: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
};

/** Lines the unit would confirm: accepted, or approved on review. */
export const wouldBeCovered: RawBuilder<boolean> = sql`(line.outcome = 'accepted' or line.decision = 'approved')`;

/**
 * Lines of the batch, after a line, whose person is covered for the same plan with an overlapping period: one cover each,
 * the earliest. Looks over the whole city: call it in the program's own name. The name is fetched for what was found, not
 * joined: in a new city, whose tables nobody has counted yet, the planner would try every line with every person.
 */
export async function standingCovers(
  ctx: ReadCtx,
  batch: Batch,
  which: RawBuilder<boolean>,
  after: number,
  limit: number,
): Promise<StandingRow[]> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<StandingRow>`
    select line.id as "lineId", line.line, line.name,
      (select person.name from person where person.city_id = ${cityId} and person.id = known.person_id) as "personName",
      standing.organisation_id as "organisationId", standing.from_on as "from", standing.until_on as "until"
    from roster_line as line
    join person_identifier as known on known.city_id = ${cityId} and known.number_index = line.number_index
    join lateral (select cover.organisation_id, cover.from_on, cover.until_on from cover
      where cover.city_id = ${cityId} and cover.person_id = known.person_id and cover.plan_code = ${batch.planCode}
        and cover.until_on > ${batch.coverFrom} and cover.from_on < ${batch.coverUntil}
      order by cover.until_on limit 1) as standing on true
    where line.city_id = ${cityId} and line.batch_id = ${batch.id} and line.is_sound and line.line > ${after} and ${which}
      and line.code is distinct from 'already_covered'
    order by line.line limit ${limit}`.execute(ctx.db);
  return rows;
}

/** Whether the city knows anybody at all whom the batch names: else nobody in it can be covered. Over the whole city, too. */
export async function namesSomebodyKnown(ctx: ReadCtx, batch: Batch): Promise<boolean> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{ known: boolean }>`${again} select exists(select from roster_line as line
    join person_identifier as known on known.city_id = ${cityId} and known.number_index = line.number_index
    where line.city_id = ${cityId} and line.batch_id = ${batch.id} and line.is_sound) as known`.execute(
    ctx.db,
  );
  return rows[0]?.known ?? true;
}

/** How many sound lines name people who are covered in another unit, by unit, most first. */
export async function coveredElsewhere(
  ctx: ReadCtx,
  batch: Batch,
): Promise<{ organisationId: string; people: number }[]> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{ organisationId: string; people: number }>`
    select cover.organisation_id as "organisationId", count(*)::int as people
    from roster_line as line
    join person_identifier as known on known.city_id = ${cityId} and known.number_index = line.number_index
    join lateral (select organisation_id from cover where cover.city_id = ${cityId}
      and cover.person_id = known.person_id and cover.organisation_id <> ${batch.organisationId} offset 0) as cover on true
    where line.city_id = ${cityId} and line.batch_id = ${batch.id} and line.is_sound
    group by 1 order by 2 desc limit 5`.execute(ctx.db);
  return rows;
}

/** The people a batch names, as `addUnknown` and `welcomeKnown` want them. */
export const peopleOf = (cityId: number, batchId: string): RawBuilder<unknown> =>
  sql`select line.id, line.name, line.sex, line.born_on,
      case when line.papers is null then 'resident_id' else 'other' end as kind, line.number_sealed, line.number_index,
      line.phone_sealed, line.card_sealed
    from roster_line as line
    where line.city_id = ${cityId} and line.batch_id = ${batchId} and ${wouldBeCovered}`;

/**
 * Covers for all who may be covered, each with the id of its line, behind the cover they had before. Whoever was covered
 * by somebody else in this very moment is left out by the constraints, and found again by `uncovered`.
 */
export async function insertCovers(ctx: WriteCtx, batch: Batch, areAllNew: boolean): Promise<number> {
  const { cityId } = ctx.actor;
  if (!areAllNew) await linkLaterCovers(ctx, batch);
  // Somebody new has the id of the line.
  const known = areAllNew
    ? sql`lateral (select line.id as person_id) as known on true`
    : sql`person_identifier as known on known.city_id = ${cityId} and known.number_index = line.number_index`;
  const previous = areAllNew
    ? sql`null::date`
    : sql`(select max(earlier.until_on) from cover as earlier where earlier.city_id = ${cityId}
        and earlier.person_id = known.person_id and earlier.plan_code = ${batch.planCode}
        and earlier.until_on <= ${batch.coverFrom})`;
  const done =
    await sql`${again} insert into cover (city_id, id, organisation_id, person_id, batch_id, plan_code, from_on, until_on,
      previous_until_on)
    select ${cityId}, line.id, ${batch.organisationId}, known.person_id, ${batch.id}, ${batch.planCode}, ${batch.coverFrom}::date,
      ${batch.coverUntil}::date, ${previous}
    from roster_line as line join ${known}
    where line.city_id = ${cityId} and line.batch_id = ${batch.id} and ${wouldBeCovered}
    order by known.person_id
    on conflict do nothing`.execute(ctx.db);
  return Number(done.numAffectedRows ?? 0n);
}

/** Where somebody has a later cover already, it follows the new one from now on. */
async function linkLaterCovers(ctx: WriteCtx, batch: Batch): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`update cover as later set previous_until_on = ${batch.coverUntil}::date
    from roster_line as line
    join person_identifier as known on known.city_id = ${cityId} and known.number_index = line.number_index
    where line.city_id = ${cityId} and line.batch_id = ${batch.id} and ${wouldBeCovered}
      and later.city_id = ${cityId} and later.person_id = known.person_id and later.plan_code = ${batch.planCode}
      and later.from_on >= ${batch.coverUntil}
      and (later.previous_until_on is null or later.previous_until_on <= ${batch.coverFrom})`.execute(ctx.db);
}

/** Sets aside what the agency learnt from the archives about those whom it approved. */
export async function keepArchiveBirthDates(ctx: WriteCtx, batchId: string): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`update person set archive_born_on = told.archive_born_on
    from (select distinct on (line_id) line_id, archive_born_on from line_review
      where city_id = ${cityId} and batch_id = ${batchId} and step = 'approved' and archive_born_on is not null
      order by line_id, at desc) as told
    join cover on cover.city_id = ${cityId} and cover.id = told.line_id
    where person.city_id = ${cityId} and person.id = cover.person_id`.execute(ctx.db);
}
