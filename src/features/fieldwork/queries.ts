import { sql } from "kysely";
import type { z } from "zod";
import { addDays, type PlainDate } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import { withDuties } from "#features/duties/index.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { AreaList, FoundingList, PageQuery, VisitList } from "./contract.ts";

type Page = z.output<typeof PageQuery>;

/** A unit that was not visited for so many days waits for a visit. */
const visitedWithin = 90;

/** Areas that run, with their units and how many of those were visited lately. */
export async function areaList(ctx: ReadCtx): Promise<z.input<typeof AreaList>> {
  const { cityId } = ctx.actor;
  const since = addDays(ctx.today, -visitedWithin);
  const { rows } = await sql<
    z.input<typeof AreaList>["rows"][number]
  >`select a.id, a.name, a.holder_name as holder,
      o.name as organisation, a.from_on as "fromOn", got.units, got.visited, got.names
    from field_area as a join organisation as o on o.city_id = a.city_id and o.id = a.organisation_id
    cross join lateral (
      select count(*)::int as units, coalesce((array_agg(u.name order by u.code))[1:200], '{}') as names,
        (count(*) filter (where exists (select from field_visit as v where v.city_id = l.city_id
          and v.organisation_id = l.organisation_id and v.visited_on > ${since}::date)))::int as visited
      from field_area_unit as l join organisation as u on u.city_id = l.city_id and u.id = l.organisation_id
      where l.city_id = a.city_id and l.area_id = a.id and ${withinPart(ctx, sql.ref("l.organisation_id"))}
    ) as got
    where a.city_id = ${cityId} and a.until_on is null and ${withinPart(ctx, sql.ref("a.organisation_id"))}
    order by a.id limit 2000`.execute(ctx.db);
  const counted = await sql<{
    covered: number;
    all: number;
  }>`select count(l.id)::int as covered, count(*)::int as "all"
    from organisation as o left join field_area_unit as l on l.city_id = o.city_id and l.organisation_id = o.id
    where o.city_id = ${cityId} and o.kind in ('member_unit', 'joint_union') and o.state = 'registered'
      and ${withinPart(ctx, sql.ref("o.id"))}`.execute(ctx.db);
  return {
    rows,
    total: rows.length,
    next: null,
    covered: counted.rows[0]?.covered ?? 0,
    unitsInAll: counted.rows[0]?.all ?? 0,
    allowed: allows(ctx.actor, "fieldwork.manage") ? ["draw"] : [],
  };
}

/** Visits, noted last first, with what was promised and whether it was kept. */
export async function visitList(ctx: ReadCtx, page: Page): Promise<z.input<typeof VisitList>> {
  const own = sql`v.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("v.organisation_id"))}`;
  const after = page.after ? sql`and v.id < ${page.after}::uuid` : sql``;
  const { rows } = await sql<
    Omit<z.input<typeof VisitList>["rows"][number], "promises" | "kept">
  >`select v.id, o.name as organisation, v.met, v.purpose, v.outcome, v.visited_on as "visitedOn", v.visitor_name as visitor
    from field_visit as v join organisation as o on o.city_id = v.city_id and o.id = v.organisation_id
    where ${own} ${after} order by v.id desc limit ${page.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ n: number; places: number }>`select count(*)::int as n,
      count(distinct v.organisation_id)::int as places from field_visit as v where ${own}`.execute(ctx.db);
  const shown = rows.slice(0, page.limit);
  const promises = await promisesOf(
    ctx,
    shown.map(({ id }) => id),
  );
  return {
    rows: shown.map((row) => {
      const ofThis = promises.filter(({ visitId }) => visitId === row.id);
      return {
        ...row,
        promises: ofThis.map(({ visitId: _of, ...promise }) => promise),
        kept: ofThis.filter(({ isDone }) => isDone).length,
      };
    }),
    total: counted.rows[0]?.n ?? 0,
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
    places: counted.rows[0]?.places ?? 0,
    allowed: allows(ctx.actor, "fieldwork.manage") ? ["note"] : [],
  };
}

async function promisesOf(ctx: ReadCtx, visitIds: readonly string[]) {
  const { rows } = await sql<{
    id: string;
    visitId: string;
    organisation: string;
    words: string;
    dueOn: string;
  }>`select p.id, p.visit_id as "visitId", o.name as organisation, p.words, p.due_on as "dueOn"
    from visit_promise as p join organisation as o on o.city_id = p.city_id and o.id = p.organisation_id
    where p.city_id = ${ctx.actor.cityId} and p.visit_id = any(${visitIds}::uuid[])
      and ${withinPart(ctx, sql.ref("p.organisation_id"))} order by p.id`.execute(ctx.db);
  return withDuties(ctx, rows);
}

/** Unions founded and congresses held, noted last first. */
export async function foundingList(ctx: ReadCtx, page: Page): Promise<z.input<typeof FoundingList>> {
  const own = sql`f.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("f.organisation_id"))}`;
  const after = page.after ? sql`and f.id < ${page.after}::uuid` : sql``;
  const { rows } = await sql<
    z.input<typeof FoundingList>["rows"][number]
  >`select f.id, o.name as organisation, f.kind,
      f.held_on as "heldOn", f.attended, f.willing, f.note
    from founding as f join organisation as o on o.city_id = f.city_id and o.id = f.organisation_id
    where ${own} ${after} order by f.id desc limit ${page.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ n: number; attended: number; willing: number }>`select count(*)::int as n,
      coalesce(sum(attended), 0)::int as attended, coalesce(sum(willing), 0)::int as willing
    from founding as f where ${own}`.execute(ctx.db);
  const { n = 0, attended = 0, willing = 0 } = counted.rows[0] ?? {};
  const shown = rows.slice(0, page.limit);
  return {
    rows: shown,
    total: n,
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
    attended,
    willing,
    allowed: allows(ctx.actor, "fieldwork.manage") ? ["note"] : [],
  };
}

/** What reports say of fieldwork: areas, visits, congresses. */
export async function fieldworkFigures(ctx: ReadCtx, from: PlainDate, until: PlainDate): Promise<Figure[]> {
  const { cityId } = ctx.actor;
  const [visit, founding] = [sql.ref("v.organisation_id"), sql.ref("f.organisation_id")];
  const { rows } = await sql<{ visits: number; places: number; founded: number; congresses: number }>`select
      (select count(*)::int from field_visit as v where v.city_id = ${cityId} and ${withinPart(ctx, visit)}
        and v.visited_on between ${from}::date and ${until}::date) as visits,
      (select count(distinct v.organisation_id)::int from field_visit as v where v.city_id = ${cityId}
        and ${withinPart(ctx, visit)} and v.visited_on between ${from}::date and ${until}::date) as places,
      (select count(*)::int from founding as f where f.city_id = ${cityId} and ${withinPart(ctx, founding)}
        and f.kind = 'union_founded' and f.held_on between ${from}::date and ${until}::date) as founded,
      (select count(*)::int from founding as f where f.city_id = ${cityId} and ${withinPart(ctx, founding)}
        and f.kind <> 'union_founded' and f.held_on between ${from}::date and ${until}::date) as congresses`.execute(
    ctx.db,
  );
  const { visits = 0, places = 0, founded = 0, congresses = 0 } = rows[0] ?? {};
  const { covered, unitsInAll } = await areaList(ctx);
  const figure = (code: string, name: string, value: number, definition: string, link: string): Figure[] =>
    value === 0 ? [] : [{ code: `fieldwork.${code}`, name, value, unit: "pieces", definition, link }];
  return [
    ...(covered > 0
      ? [
          {
            code: "fieldwork.covered",
            name: "包片覆盖率",
            value: Math.round((covered * 10_000) / unitsInAll),
            unit: "bp" as const,
            of: { numerator: covered, denominator: unitsInAll, denominatorName: "登记的单位" },
            definition: "现在有工会干部包干的单位，除以全部登记的单位。",
            link: "/areas",
          },
        ]
      : []),
    ...figure("visits", "走访", visits, `期内登记的走访，到过${places}家单位和工会。`, "/visits"),
    ...figure("founded", "新建工会", founded, "期内成立并登记、同时动员参加的工会。", "/foundings"),
    ...figure(
      "congresses",
      "代表大会动员",
      congresses,
      "期内借会员代表大会、职工代表大会动员参加的场次。",
      "/foundings",
    ),
  ];
}
