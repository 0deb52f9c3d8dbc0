import { sql } from "kysely";
import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { CallList, PageQuery } from "../contract.ts";

/** Calls in disguise, noted last first. */
export async function callList(
  ctx: ReadCtx,
  page: z.output<typeof PageQuery>,
): Promise<z.input<typeof CallList>> {
  const here = sql`c.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("c.organisation_id"))}`;
  const after = page.after ? sql`and c.id < ${page.after}::uuid` : sql``;
  const { rows } = await sql<z.input<typeof CallList>["rows"][number]>`select c.id, o.name as organisation,
      c.called_on as "calledOn", c.topic, c.marks, c.score, c.words, c.called_by_name as "by"
    from mystery_call as c join organisation as o on o.city_id = c.city_id and o.id = c.organisation_id
    where ${here} ${after} order by c.id desc limit ${page.limit + 1}`.execute(ctx.db);
  const counted = await sql<{
    n: number;
    average: number | null;
  }>`select count(*)::int as n, floor(avg(c.score))::int as average
    from mystery_call as c where ${here}`.execute(ctx.db);
  const shown = rows.slice(0, page.limit);
  return {
    rows: shown,
    total: counted.rows[0]?.n ?? 0,
    average: counted.rows[0]?.average ?? null,
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
    allowed: allows(ctx.actor, "inspections.visit") ? ["note"] : [],
  };
}

/** What reports say of inspections within the days: visits, findings put right, calls in disguise. */
export async function inspectionFigures(ctx: ReadCtx, since: PlainDate, until: PlainDate): Promise<Figure[]> {
  const { cityId } = ctx.actor;
  const here = (name: string) => withinPart(ctx, sql.ref(`${name}.organisation_id`));
  const { rows } = await sql<{
    visits: number;
    findings: number;
    closed: number;
    calls: number;
    average: number | null;
  }>`select
      (select count(*)::int from inspection as i where i.city_id = ${cityId} and ${here("i")}
        and i.visited_on between ${since}::date and ${until}::date) as visits,
      count(*)::int as findings, (count(*) filter (where f.state = 'closed'))::int as closed,
      (select count(*)::int from mystery_call as c where c.city_id = ${cityId} and ${here("c")}
        and c.called_on between ${since}::date and ${until}::date) as calls,
      (select floor(avg(c.score))::int from mystery_call as c where c.city_id = ${cityId} and ${here("c")}
        and c.called_on between ${since}::date and ${until}::date) as average
    from finding as f join inspection as i on i.city_id = f.city_id and i.id = f.inspection_id
    where f.city_id = ${cityId} and ${here("f")} and i.visited_on between ${since}::date and ${until}::date`.execute(
    ctx.db,
  );
  const { visits = 0, findings = 0, closed = 0, calls = 0, average = null } = rows[0] ?? {};
  return [
    ...(visits > 0
      ? [
          {
            code: "inspections.visits",
            name: "“五查五看”检查",
            value: visits,
            unit: "pieces" as const,
            definition: "期内到现场做完的检查，一家一次算一次。",
            link: "/inspections",
          },
        ]
      : []),
    ...(findings > 0
      ? [
          {
            code: "inspections.closed",
            name: "检查问题整改率",
            value: Math.floor((closed * 10_000) / findings),
            unit: "bp" as const,
            of: { numerator: closed, denominator: findings, denominatorName: "发现的问题" },
            definition: "期内检查发现的问题里，整改后复查通过的。",
            link: "/inspections",
          },
        ]
      : []),
    ...(calls > 0
      ? [
          {
            code: "inspections.calls",
            name: "电话暗访",
            value: calls,
            unit: "pieces" as const,
            definition: `期内的电话暗访，平均${average}分（满分100）。`,
            link: "/calls",
          },
        ]
      : []),
  ];
}

/** For score sheets: the last visit of the year to each organisation by a day, of 100 points. */
export async function inspectionScores(
  ctx: ReadCtx,
  asOf: PlainDate,
): Promise<{ readonly organisationId: string; readonly got: bigint; readonly of: bigint }[]> {
  const { rows } = await sql<{
    organisationId: string;
    got: bigint;
    of: bigint;
  }>`select distinct on (i.organisation_id)
      i.organisation_id as "organisationId", i.score::bigint as got, 100::bigint as "of"
    from inspection as i where i.city_id = ${ctx.actor.cityId} and i.state = 'visited'
      and ${withinPart(ctx, sql.ref("i.organisation_id"))}
      and i.visited_on between ${`${asOf.slice(0, 4)}-01-01`}::date and ${asOf}::date
    order by i.organisation_id, i.visited_on desc, i.id desc`.execute(ctx.db);
  return rows;
}
