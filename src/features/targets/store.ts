import { sql } from "kysely";
import { type PlainDate, yearOf } from "#core/dates.ts";
import { unitFigures } from "#features/funding/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import { type ColourRule, type MarkKind, usualRule } from "./rules/pace.ts";

/** The rule that holds on a day. */
export async function ruleOn(ctx: ReadCtx, on: PlainDate): Promise<ColourRule> {
  const { rows } =
    await sql<ColourRule>`select version, green_from_bp as "greenFromBp", yellow_from_bp as "yellowFromBp"
    from colour_rule where city_id = ${ctx.actor.cityId} and valid_from <= ${on}::date
    order by version desc limit 1`.execute(ctx.db);
  return rows[0] ?? usualRule;
}

/** What an organisation with a target counts on a day, over its whole part of the tree. */
export type Counted = {
  readonly organisationId: string;
  readonly goal: number;
  readonly unitGoal: number | null;
  readonly people: number;
  readonly units: number;
  readonly staff: number;
  readonly paid: number;
  readonly expiring: number;
  readonly renewed: number;
  readonly marks: readonly MarkKind[];
};

/**
 * One row for each organisation with a target for people in the year: set-based, from the batches that the money follows.
 * Renewals: of those whose cover ended within the last twelve months, how many are covered again.
 */
export async function countAll(ctx: ReadCtx, asOf: PlainDate): Promise<Counted[]> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<Counted>`with unit as materialized (${unitFigures(ctx, asOf)}),
    ended as materialized (
      select organisation_id, sum(confirmed)::int as expiring from enrolment_batch
      where city_id = ${cityId} and state = 'confirmed' and remitted_on is not null
        and covered_until <= ${asOf}::date and covered_until > ${asOf}::date - 365
      group by organisation_id
    ), summed as materialized (
      select part.ancestor_id, sum(unit.confirmed)::int as people, (count(*) filter (where unit.confirmed > 0))::int as units,
        coalesce(sum(unit.staff), 0)::int as staff, sum(unit.paid)::int as paid,
        coalesce(sum(ended.expiring), 0)::int as expiring,
        coalesce(sum(least(ended.expiring, unit.confirmed)), 0)::int as renewed
      from unit
      join organisation_part as part on part.city_id = ${cityId} and part.organisation_id = unit.id
      left join ended on ended.organisation_id = unit.id
      group by part.ancestor_id
    )
    select target.organisation_id as "organisationId", target.goal::int as goal, units.goal::int as "unitGoal",
      coalesce(summed.people, 0) as people, coalesce(summed.units, 0) as units, coalesce(summed.staff, 0) as staff,
      coalesce(summed.paid, 0) as paid, coalesce(summed.expiring, 0) as expiring, coalesce(summed.renewed, 0) as renewed,
      array(select distinct kind from colour_mark as mark where mark.city_id = ${cityId}
        and mark.organisation_id = target.organisation_id and mark.from_on <= ${asOf}::date
        and (mark.until_on is null or mark.until_on > ${asOf}::date) order by kind) as marks
    from target
    left join target as units on units.city_id = target.city_id and units.year = target.year
      and units.organisation_id = target.organisation_id and units.measure = 'units'
    left join summed on summed.ancestor_id = target.organisation_id
    where target.city_id = ${cityId} and target.year = ${yearOf(asOf)} and target.measure = 'people'
    order by target.organisation_id`.execute(ctx.db);
  return rows;
}
