import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { type ReadCtx, sha256, type WriteCtx, withinPart } from "#platform/context.ts";
import type { Candidate } from "./rules/sample.ts";
import { type Answers, type Item, usualTemplate } from "./rules/template.ts";

export type TemplateVersion = {
  readonly version: number;
  readonly items: readonly Item[];
  readonly validFrom: PlainDate | null;
};

/** The template that holds on a day. */
export async function templateOn(ctx: ReadCtx, on: PlainDate): Promise<TemplateVersion> {
  const { rows } =
    await sql<TemplateVersion>`select version, items, valid_from as "validFrom" from inspection_template
    where city_id = ${ctx.actor.cityId} and valid_from <= ${on}::date order by version desc limit 1`.execute(
      ctx.db,
    );
  return rows[0] ?? { version: 0, items: usualTemplate, validFrom: null };
}

/**
 * Units that may be drawn, with their risk: red 3, yellow 2; what holds a colour down 2 each; open findings 2; never inspected
 * within a year 1 ☆.
 */
export async function candidates(ctx: ReadCtx): Promise<(Candidate & { readonly name: string })[]> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<Candidate & { name: string }>`with day as (
      select max(as_of) as last from standing where city_id = ${cityId} and as_of <= ${ctx.today}::date)
    select o.id, o.name, (coalesce(case s.computed when 'red' then 3 when 'yellow' then 2 end, 0)
      + 2 * (select count(*) from colour_mark as mark where mark.city_id = o.city_id and mark.organisation_id = o.id
        and mark.from_on <= ${ctx.today}::date and (mark.until_on is null or mark.until_on > ${ctx.today}::date))
      + case when exists (select from finding as f where f.city_id = o.city_id and f.organisation_id = o.id
          and f.state <> 'closed') then 2 else 0 end
      + case when exists (select from inspection as i where i.city_id = o.city_id and i.organisation_id = o.id
          and i.visited_on > ${ctx.today}::date - 365) then 0 else 1 end)::int as risk
    from organisation as o cross join day
    left join standing as s on s.city_id = o.city_id and s.organisation_id = o.id and s.as_of = day.last
    where o.city_id = ${cityId} and o.kind in ('member_unit', 'joint_union') and o.state = 'registered'
      and not exists (select from inspection as i where i.city_id = o.city_id and i.organisation_id = o.id and i.state = 'planned')
    order by o.code`.execute(ctx.db);
  return rows;
}

/** The lot of a candidate under a seed: anybody can work it out again. */
export const lotsOf =
  (seed: string) =>
  (id: string): string =>
    sha256(`${seed} ${id}`).toString("hex");

export type Inspection = {
  readonly id: string;
  readonly organisationId: string;
  readonly items: readonly Item[];
  readonly state: "planned" | "visited";
  readonly visitId: string | null;
  readonly answers: Answers | null;
  readonly score: number | null;
};

/** Refuses `inspection_unknown`. */
export async function lockInspection(ctx: WriteCtx, id: string): Promise<Inspection> {
  const { rows } =
    await sql<Inspection>`select id, organisation_id as "organisationId", items, state, visit_id as "visitId",
      answers, score
    from inspection where city_id = ${ctx.actor.cityId} and id = ${id}::uuid
      and ${withinPart(ctx, sql.ref("inspection.organisation_id"))} for update`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "inspection_unknown");
  return rows[0];
}
