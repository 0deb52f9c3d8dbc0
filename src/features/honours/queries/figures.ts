import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import type { ReadCtx } from "#platform/context.ts";
import { rateOf } from "./cases.ts";

/** What reports say of honours within the days: cases published, adoptions, how far they spread, visits, model units, praise. */
export async function honourFigures(ctx: ReadCtx, from: PlainDate, until: PlainDate): Promise<Figure[]> {
  const { cityId } = ctx.actor;
  const within = (column: ReturnType<typeof sql.ref>) =>
    sql`city_id = ${cityId} and ${column} between ${from}::date and ${until}::date`;
  const { rows } = await sql<{
    cases: number;
    adoptions: number;
    visits: number;
    models: number;
    praised: number;
  }>`select (select count(*)::int from innovation_case where ${within(sql.ref("published_on"))}) as cases,
      (select count(*)::int from case_adoption where ${within(sql.ref("since_on"))}) as adoptions,
      (select count(*)::int from site_visit where ${within(sql.ref("held_on"))}) as visits,
      (select count(*)::int from model_unit where ${within(sql.ref("decided_on"))} and state = 'published') as models,
      (select count(*)::int from commendation where ${within(sql.ref("on_day"))}) as praised`.execute(ctx.db);
  const found = rows[0] ?? { cases: 0, adoptions: 0, visits: 0, models: 0, praised: 0 };
  const count = (code: string, name: string, value: number, definition: string, link: string): Figure[] =>
    value > 0 ? [{ code: `honours.${code}`, name, value, unit: "pieces", definition, link }] : [];
  const { adopters, organisations } = await rateOf(ctx);
  const cases = "/innovation-cases";
  return [
    ...count("cases", "创新案例", found.cases, "期内审核通过并发布的创新案例。", cases),
    ...count(
      "adoptions",
      "案例采用",
      found.adoptions,
      "期内开始采用别人案例的次数；一个单位采用一个案例算一次。",
      cases,
    ),
    ...(found.cases > 0 && organisations > 0
      ? [
          {
            code: "honours.adoption_rate",
            name: "经验推广转化率",
            value: Math.floor((adopters * 10_000) / organisations),
            unit: "bp" as const,
            of: { numerator: adopters, denominator: organisations, denominatorName: "全市的工会和单位" },
            definition: "至少采用了一个别人案例的工会和单位，除以全市的工会和单位（市总工会自己不算）。",
            link: cases,
          },
        ]
      : []),
    ...count("visits", "现场观摩", found.visits, "期内组织的现场观摩，一次算一次。", cases),
    ...count(
      "models",
      "月度示范单位",
      found.models,
      "期内公示期满后公布的示范单位，一个单位一个月算一次。",
      "/model-units",
    ),
    ...count("commendations", "表彰", found.praised, "期内表彰的捐赠方、宣传员和单位。", "/commendations"),
  ];
}
