import { type RawBuilder, sql } from "kysely";
import { type PlainDate, yearOf } from "#core/dates.ts";
import type { ReadCtx } from "#platform/context.ts";
import {
  type Innovation,
  innovationShare,
  type ScoreInputs,
  type ScorePart,
  type ScoreRule,
  type Share,
  usualWeights,
} from "../rules/score.ts";

/** What an organisation reached of what there was, by its own records; honours adds up its part of the tree. */
export type OwnShare = { readonly organisationId: string; readonly got: bigint; readonly of: bigint };
/** Answers from what was recorded of the days up to `asOf` and known by `knownAt`, so that a past sheet comes out the same. */
export type ScoreSource = (ctx: ReadCtx, asOf: PlainDate, knownAt: Date) => Promise<readonly OwnShare[]>;

const sources = new Map<ScorePart, ScoreSource>();

/** A feature that stands beside this one says what it knows for a part of the sheet. */
export const addScoreSource = (part: "awareness" | "inspection", source: ScoreSource): void =>
  void sources.set(part, source);

/** The weights that hold on a day. */
export async function scoreRuleOn(ctx: ReadCtx, on: PlainDate): Promise<ScoreRule> {
  const { rows } =
    await sql<ScoreRule>`select version, coverage, funding, service, awareness, inspection, innovation
    from score_rule where city_id = ${ctx.actor.cityId} and valid_from <= ${on}::date order by version desc limit 1`.execute(
      ctx.db,
    );
  return rows[0] ?? usualWeights;
}

const endOf = (day: PlainDate) => sql`((${day}::date + 1)::timestamp at time zone 'Asia/Shanghai')`;
const startOfYear = (day: PlainDate) =>
  sql`(${`${yearOf(day)}-01-01`}::date::timestamp at time zone 'Asia/Shanghai')`;

/** Counties and units with a goal in the year, in order. */
async function scored(ctx: ReadCtx, asOf: PlainDate): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select o.id from target join organisation as o on o.city_id = target.city_id
      and o.id = target.organisation_id
    where target.city_id = ${ctx.actor.cityId} and target.year = ${yearOf(asOf)} and target.measure = 'people'
      and o.kind <> 'city_agency' order by o.id`.execute(ctx.db);
  return rows.map(({ id }) => id);
}

/** The pace of the last standing of the year that was taken by then: people × days of the year of goal × days gone. */
async function coverage(ctx: ReadCtx, asOf: PlainDate, knownAt: Date): Promise<Map<string, Share>> {
  const { rows } = await sql<
    Share & { id: string }
  >`select distinct on (organisation_id) organisation_id as id,
      ((inputs ->> 'people')::bigint * (inputs ->> 'daysOfYear')::bigint)::text as got,
      ((inputs ->> 'goal')::bigint * (inputs ->> 'daysGone')::bigint)::text as "of"
    from standing where city_id = ${ctx.actor.cityId} and taken_at <= ${knownAt}
      and as_of between ${`${yearOf(asOf)}-01-01`}::date and ${asOf}::date
    order by organisation_id, as_of desc`.execute(ctx.db);
  return new Map(rows.map(({ id, got, of }) => [id, { got, of }]));
}

/** Of the money that was due in the year by then, what was booked by the day it was due. */
const funding: ScoreSource = async (ctx, asOf, knownAt) => {
  const { rows } =
    await sql<OwnShare>`select item.organisation_id as "organisationId", sum(item.due_cents)::bigint as "of",
      coalesce(sum(least(item.due_cents, paid.cents)), 0)::bigint as got
    from duty join open_item as item on item.city_id = duty.city_id and item.source = 'funding' and item.source_id = duty.source_id
    left join lateral (select sum(amount_cents) as cents from allocation as a where a.city_id = item.city_id and a.item_id = item.id
      and a.booked_on <= (duty.first_due_at at time zone 'Asia/Shanghai')::date and a.made_at <= ${knownAt}
      and (a.reversed_at is null or a.reversed_at > ${knownAt})) as paid on true
    where ${isDue(ctx, asOf)} and duty.kind in ('funding.own_share', 'funding.subsidy') group by 1`.execute(
      ctx.db,
    );
  return rows;
};

/** Of what else was due in the year by then, what was done by its first time. */
const service: ScoreSource = async (ctx, asOf) => {
  const { rows } =
    await sql<OwnShare>`select duty.organisation_id as "organisationId", count(*)::bigint as "of",
      (count(*) filter (where duty.state = 'done' and duty.closed_at <= duty.first_due_at))::bigint as got
    from duty where ${isDue(ctx, asOf)} and duty.kind not in ('funding.own_share', 'funding.subsidy') group by 1`.execute(
      ctx.db,
    );
  return rows;
};

/** Its first time lay in the year and was over; nobody had called it off by then, and its clock did not stand still. */
const isDue = (
  ctx: ReadCtx,
  asOf: PlainDate,
): RawBuilder<boolean> => sql<boolean>`duty.city_id = ${ctx.actor.cityId}
  and duty.first_due_at >= ${startOfYear(asOf)} and duty.first_due_at < ${endOf(asOf)}
  and not (duty.state = 'cancelled' and duty.closed_at < ${endOf(asOf)})
  and coalesce((select e.event <> 'paused' from duty_event as e where e.city_id = duty.city_id and e.duty_id = duty.id
    and e.event in ('paused', 'resumed') and e.at < ${endOf(asOf)} order by e.id desc limit 1), true)`;

/** Adds up what each organisation has of its own over each part of the tree. */
async function overParts(ctx: ReadCtx, own: readonly OwnShare[]): Promise<Map<string, Share>> {
  const { rows } = await sql<Share & { id: string }>`select part.ancestor_id as id, sum(own.got)::text as got,
      sum(own.whole)::text as "of"
    from unnest(${own.map((each) => each.organisationId)}::uuid[], ${own.map(({ got }) => String(got))}::bigint[],
      ${own.map(({ of }) => String(of))}::bigint[]) as own (id, got, whole)
    join organisation_part as part on part.city_id = ${ctx.actor.cityId} and part.organisation_id = own.id
    group by 1`.execute(ctx.db);
  return new Map(rows.map(({ id, got, of }) => [id, { got, of }]));
}

async function innovation(
  ctx: ReadCtx,
  asOf: PlainDate,
  knownAt: Date,
): Promise<(id: string) => Share | null> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<
    Innovation & { id: string }
  >`with known as (select id, organisation_id from innovation_case
      where city_id = ${cityId} and state = 'published' and published_on <= ${asOf}::date),
    adoption as (select a.organisation_id, known.organisation_id as owner from case_adoption as a
      join known on known.id = a.case_id
      where a.city_id = ${cityId} and a.since_on <= ${asOf}::date and a.noted_at <= ${knownAt}),
    line as (select organisation_id, 1 as own, 0 as up, 0 as by from known
      union all select organisation_id, 0, 1, 0 from adoption
      union all select owner, 0, 0, 1 from adoption)
    select part.ancestor_id as id, (select count(*)::int from known) as "citysCases", sum(own)::int as "ownCases",
      sum(up)::int as "takenUp", sum(by)::int as "adoptedByOthers"
    from line join organisation_part as part on part.city_id = ${cityId} and part.organisation_id = line.organisation_id
    group by 1`.execute(ctx.db);
  const known = new Map(rows.map((row) => [row.id, row]));
  const none = { ownCases: 0, takenUp: 0, adoptedByOthers: 0, citysCases: rows[0]?.citysCases ?? 0 };
  return (id) => innovationShare(known.get(id) ?? none);
}

/** What the sheets of a day follow from, from the records as they were known at an instant. */
export async function scoreInputs(
  ctx: ReadCtx,
  asOf: PlainDate,
  knownAt: Date,
): Promise<{ readonly organisationId: string; readonly inputs: ScoreInputs }[]> {
  const rule = await scoreRuleOn(ctx, asOf);
  const covered = await coverage(ctx, asOf, knownAt);
  const summed = async (source: ScoreSource | undefined) =>
    source ? overParts(ctx, await source(ctx, asOf, knownAt)) : new Map<string, Share>();
  const money = await summed(funding);
  const served = await summed(service);
  const aware = await summed(sources.get("awareness"));
  const inspected = await summed(sources.get("inspection"));
  const innovative = await innovation(ctx, asOf, knownAt);
  return (await scored(ctx, asOf)).map((organisationId) => ({
    organisationId,
    inputs: {
      coverage: covered.get(organisationId) ?? null,
      funding: money.get(organisationId) ?? null,
      service: served.get(organisationId) ?? null,
      awareness: aware.get(organisationId) ?? null,
      inspection: inspected.get(organisationId) ?? null,
      innovation: innovative(organisationId),
      rule,
    },
  }));
}
