import { type RawBuilder, sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";

/** A cell of the figures below, as the database counts. */
export type UnitRow = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly sector: string | null;
  readonly union_id: string | null;
  readonly union_name: string | null;
  readonly staff: number | null;
  readonly on_rosters: bigint;
  readonly confirmed: bigint;
  readonly paid: bigint;
  readonly remitted: bigint;
  readonly covered: bigint;
  readonly contributions: bigint;
};

/**
 * One row for each unit of the actor's part of the tree, as things stood at the end of a day. The five numbers are never
 * one: on rosters (lines read) ⊇ confirmed by the unit ⊇ own share in full ⊇ remitted; covered are those remitted whose
 * cover runs on the day, as enrolment's `coverStanding` says of one cover. Covers that are over by then count nowhere: who
 * takes part year after year is one person. All come from batches, which know what became
 * of their money, not from people, so that a city is a few thousand rows; covers that a city brought along stand in
 * batches as well. What was contributed is only what went through our own bills.
 */
export const unitFigures = (ctx: ReadCtx, asOf: PlainDate): RawBuilder<UnitRow> => sql<UnitRow>`
  with enrolled as (
    select organisation_id, sum(rows) as rows, sum(confirmed) filter (where confirmed_at < ${endOf(asOf)}) as confirmed,
      sum(confirmed) filter (where paid_on <= ${asOf}) as paid,
      sum(confirmed) filter (where remitted_on <= ${asOf}) as remitted,
      sum(confirmed) filter (where remitted_on <= ${asOf} and covered_from <= ${asOf} and covered_until > ${asOf}) as covered
    from enrolment_batch
    where city_id = ${ctx.actor.cityId} and state in ('read', 'confirmed') and read_at < ${endOf(asOf)}
      and coalesce(covered_until, cover_until) > ${asOf}
    group by organisation_id
  ), billed as (
    select bill.organisation_id, sum(bill.heads * bill.price_cents)::bigint as contributions
    from bill
    join funding_period as period on period.city_id = bill.city_id and period.month = bill.settled_month
    where bill.city_id = ${ctx.actor.cityId} and period.remitted_on <= ${asOf}
    group by bill.organisation_id
  )
  select unit.id, unit.code, unit.name, unit.sector, parent.id as union_id, parent.name as union_name, profile.staff,
    coalesce(enrolled.rows, 0)::bigint as on_rosters, coalesce(enrolled.confirmed, 0)::bigint as confirmed,
    coalesce(enrolled.paid, 0)::bigint as paid, coalesce(enrolled.remitted, 0)::bigint as remitted,
    coalesce(enrolled.covered, 0)::bigint as covered, coalesce(billed.contributions, 0)::bigint as contributions
  from organisation as unit
  left join organisation as parent on parent.city_id = unit.city_id and parent.id = unit.parent_id
  left join organisation_profile as profile on profile.city_id = unit.city_id and profile.organisation_id = unit.id
  left join enrolled on enrolled.organisation_id = unit.id
  left join billed on billed.organisation_id = unit.id
  where unit.city_id = ${ctx.actor.cityId} and unit.kind in ('member_unit', 'joint_union')
    and unit.state in ('registered', 'closed') and unit.opened_on <= ${asOf}
    and (unit.closed_on is null or unit.closed_on > ${asOf})
    and ${withinPart(ctx, sql.ref("unit.id"))}`;

/** The first instant after a day in China. */
export const endOf = (day: PlainDate) => sql`((${day}::date + 1)::timestamp at time zone 'Asia/Shanghai')`;
