import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { type PlainDate, yearOf } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import { Refusal } from "#core/refusal.ts";
import { ownOrganisation } from "#features/organisations/index.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { ProgressList, ProgressQuery, ProgressRow, TargetPage, Why } from "../contract.ts";
import type { Inputs } from "../rules/pace.ts";
import { definitions } from "../text.ts";

export const within = (ctx: ReadCtx): RawBuilder<boolean> =>
  sql<boolean>`standing.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("standing.organisation_id"))}`;

/** What was computed, unless somebody has changed it since. */
export const colour = sql`coalesce(changed.colour, standing.computed)`;
export const tables = sql`standing
  join organisation as o on o.city_id = standing.city_id and o.id = standing.organisation_id
  join organisation as above on above.city_id = o.city_id and above.id = o.union_id
  left join (select distinct on (city_id, standing_id) city_id, standing_id, colour from colour_change
    order by city_id, standing_id, id desc) as changed on changed.city_id = standing.city_id and changed.standing_id = standing.id`;

/** The reporting days, newest first: from one to the next by the index, not by reading them all. */
export async function daysTaken(ctx: ReadCtx): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`with recursive taken as (
      select max(as_of) as day from standing where ${within(ctx)}
      union all
      select (select max(as_of) from standing where ${within(ctx)} and as_of < taken.day) from taken where taken.day is not null
    ) select day::text as day from taken where day is not null limit 24`.execute(ctx.db);
  return rows.map(({ day }) => day);
}

/** Standings of a reporting day, those furthest behind first. Pages by key. */
export async function progressList(
  ctx: ReadCtx,
  query: z.output<typeof ProgressQuery>,
): Promise<z.input<typeof ProgressList>> {
  const days = await daysTaken(ctx);
  const asOf = query.asOf ?? days[0];
  const empty = {
    rows: [],
    total: 0,
    next: null,
    asOf: null,
    days,
    counts: { green: 0, yellow: 0, red: 0 },
    whole: null,
  };
  if (!asOf) return empty;
  const isUnit = sql<boolean>`o.kind in ('member_unit', 'joint_union')`;
  const filter: RawBuilder<boolean>[] = [within(ctx), sql`standing.as_of = ${asOf}::date`];
  filter.push(query.level === "units" ? isUnit : sql`not (${isUnit}) and o.kind <> 'city_agency'`);
  if (query.union) filter.push(sql`o.union_id = ${query.union}::uuid`);
  const here = [...filter, ...(query.colour ? [sql<boolean>`${colour} = ${query.colour}`] : [])];
  const [pace = "", id = ""] = query.after?.split("~") ?? [];
  const key = sql`(coalesce(standing.pace_bp, 1000000), standing.id)`;
  const after = query.after ? sql`and ${key} > (${Number(pace)}::int, ${id}::uuid)` : sql``;
  const { rows } = await sql<
    z.input<typeof ProgressRow>
  >`select standing.id, o.id as "organisationId", o.name,
      above.name as union, o.sector, ${isUnit} as "isUnit", standing.goal,
      standing.people, standing.units,
      standing.completion_bp as "completionBp", standing.pace_bp as "paceBp", ${colour} as colour, standing.computed
    from ${tables} where ${sql.join(here, sql` and `)} ${after} order by ${key} limit ${query.limit + 1}`.execute(
    ctx.db,
  );
  const counted = await sql<{
    colour: "green" | "yellow" | "red";
    n: number;
  }>`select ${colour} as colour, count(*)::int as n
    from ${tables} where ${sql.join(filter, sql` and `)} group by 1`.execute(ctx.db);
  const counts = {
    green: 0,
    yellow: 0,
    red: 0,
    ...Object.fromEntries(counted.rows.map((row) => [row.colour, row.n])),
  };
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: page,
    total: query.colour ? counts[query.colour] : counts.green + counts.yellow + counts.red,
    next: rows.length > query.limit && last ? `${last.paceBp ?? 1_000_000}~${last.id}` : null,
    asOf,
    days,
    counts,
    whole: await wholeOf(ctx, asOf),
  };
}

/** The asker's own part of the tree as one. */
async function wholeOf(ctx: ReadCtx, asOf: string): Promise<z.input<typeof ProgressList>["whole"]> {
  const place = await ownOrganisation(ctx);
  const { rows } = await sql<NonNullable<z.input<typeof ProgressList>["whole"]>>`select goal,
      people, pace_bp as "paceBp", completion_bp as "completionBp"
    from standing where ${within(ctx)} and as_of = ${asOf}::date and organisation_id = ${place}::uuid`.execute(
    ctx.db,
  );
  return rows[0] ?? null;
}

/** The colour of an organisation on its last reporting day; none where it was never counted. */
export async function latestColour(
  ctx: ReadCtx,
  organisationId: string,
): Promise<"green" | "yellow" | "red" | undefined> {
  const { rows } = await sql<{ colour: "green" | "yellow" | "red" }>`select ${colour} as colour from ${tables}
    where ${within(ctx)} and standing.organisation_id = ${organisationId}::uuid order by standing.as_of desc limit 1`.execute(
    ctx.db,
  );
  return rows[0]?.colour;
}

/** Why an organisation has its colour, day by day. Refuses `not_found`. */
export async function why(ctx: ReadCtx, organisationId: string): Promise<z.input<typeof Why>> {
  const { rows } = await sql<{
    standingId: string;
    name: string;
    asOf: string;
    computed: "green" | "yellow" | "red";
    paceBp: number | null;
    completionBp: number | null;
    inputs: Inputs;
    changes: z.input<typeof Why>["history"][number]["changes"];
  }>`select standing.id as "standingId", o.name, standing.as_of::text as "asOf", standing.computed, standing.pace_bp as "paceBp",
      standing.completion_bp as "completionBp", standing.inputs,
      coalesce((select json_agg(json_build_object('colour', c.colour, 'reason', c.reason, 'by', c.changed_by_name,
        'at', c.changed_at) order by c.id) from colour_change as c
        where c.city_id = standing.city_id and c.standing_id = standing.id), '[]') as changes
    from standing join organisation as o on o.city_id = standing.city_id and o.id = standing.organisation_id
    where ${within(ctx)} and standing.organisation_id = ${organisationId}::uuid
    order by standing.as_of desc limit 24`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "standing_unknown");
  return {
    name: rows[0].name,
    history: rows.map(({ name: _, inputs: { rule, ...numbers }, ...row }) => ({
      ...numbers,
      ...row,
      marks: [...numbers.marks],
      greenFromBp: rule.greenFromBp,
      yellowFromBp: rule.yellowFromBp,
      colour: row.changes.at(-1)?.colour ?? row.computed,
    })),
    ratioGoals: await ratioGoals(ctx, organisationId, Number(rows[0].asOf.slice(0, 4))),
    allowed: allows(ctx.actor, "targets.colour") ? ["change"] : [],
  };
}

async function ratioGoals(
  ctx: ReadCtx,
  organisationId: string,
  year: number,
): Promise<z.input<typeof Why>["ratioGoals"]> {
  const { rows } = await sql<{ measure: string; goal: number }>`select measure, goal::int as goal from target
    where city_id = ${ctx.actor.cityId} and year = ${year} and organisation_id = ${organisationId}::uuid`.execute(
    ctx.db,
  );
  const of = (measure: string) => rows.find((row) => row.measure === measure)?.goal ?? null;
  return { participation: of("participation"), renewals: of("renewals"), funds: of("funds") };
}

/** An organisation's goals of a year, and those right below it. Refuses `not_found`. */
export async function targetPage(
  ctx: ReadCtx,
  query: { readonly year?: number | undefined; readonly parent?: string | undefined },
): Promise<z.input<typeof TargetPage>> {
  const year = query.year ?? yearOf(ctx.today);
  const parent = query.parent ?? (await ownOrganisation(ctx));
  const goals = sql`(select goal::int from target as t where t.city_id = o.city_id and t.year = ${year}
      and t.organisation_id = o.id and t.measure = 'people') as people,
    (select goal::int from target as t where t.city_id = o.city_id and t.year = ${year}
      and t.organisation_id = o.id and t.measure = 'units') as units`;
  const here = await sql<
    z.input<typeof TargetPage>["parent"]
  >`select o.id, o.name, o.parent_id as above, ${goals} from organisation as o
    where o.city_id = ${ctx.actor.cityId} and o.id = ${parent}::uuid and ${withinPart(ctx, sql.ref("o.id"))}`.execute(
    ctx.db,
  );
  const [found] = here.rows;
  if (!found) throw new Refusal("not_found", "not_found");
  const { rows } = await sql<
    z.input<typeof TargetPage>["rows"][number]
  >`select o.id as "organisationId", o.name,
      exists (select from organisation as b where b.city_id = o.city_id and b.parent_id = o.id) as "hasBelow",
      (select coalesce(sum(p.staff), 0)::int from organisation_part as part
        join organisation_profile as p on p.city_id = part.city_id and p.organisation_id = part.organisation_id
        where part.city_id = o.city_id and part.ancestor_id = o.id) as staff, ${goals}
    from organisation as o where o.city_id = ${ctx.actor.cityId} and o.parent_id = ${parent}::uuid and o.state = 'registered'
      and ${withinPart(ctx, sql.ref("o.id"))}
    order by o.code limit 2000`.execute(ctx.db);
  return {
    year,
    parent: found,
    rows,
    definitions,
    allowed: allows(ctx.actor, "targets.manage") ? ["set"] : [],
  };
}

/** What reports say of targets: the whole at the last reporting day not after the day asked for, and the colours of units. */
export async function targetFigures(ctx: ReadCtx, asOf: PlainDate): Promise<Figure[]> {
  const day = (await daysTaken(ctx)).find((each) => each <= asOf);
  if (!day) return [];
  const { counts, whole } = await progressList(ctx, { asOf: day, level: "units", limit: 1 });
  const link = `/progress?asOf=${day}`;
  return [
    ...(whole
      ? [
          {
            code: "targets.completion",
            name: "年度目标完成率",
            value: whole.completionBp,
            unit: "bp" as const,
            of: { numerator: whole.people, denominator: whole.goal, denominatorName: "年度目标人数" },
            definition: `${day}已确认参加的人数，除以全年目标。`,
            link,
          },
        ]
      : []),
    ...(["green", "yellow", "red"] as const).map((each) => ({
      code: `targets.${each}`,
      name: { green: "绿色单位", yellow: "黄色单位", red: "红色单位" }[each],
      value: counts[each],
      unit: "units" as const,
      definition: `${day}的颜色：序时进度达到绿线为绿，达到黄线为黄，其余为红；知晓率、资金、整改有问题的最多为黄。`,
      link: `${link}&colour=${each}`,
    })),
  ];
}
