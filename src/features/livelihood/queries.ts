import { sql } from "kysely";
import type { z } from "zod";
import { type PlainDate, yearOf } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import { unitFigures } from "#features/funding/index.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { Items } from "./contract.ts";
import { completionBp, isOnPace } from "./rules/pace.ts";

type Stored = Omit<z.input<typeof Items>["rows"][number], "counted" | "reports" | "dueOn"> & {
  readonly dueOn: PlainDate;
};
type Told = {
  readonly itemId: string;
  readonly asOf: PlainDate;
  readonly actual: number;
  readonly problem: string;
  readonly nextStep: string;
  readonly evidence: string;
  readonly by: string;
};

/** The items of a year, with what records count today and all reports, the last first. */
export async function items(ctx: ReadCtx, asked?: number): Promise<z.input<typeof Items>> {
  const { cityId } = ctx.actor;
  const year = asked ?? yearOf(ctx.today);
  const stored =
    await sql<Stored>`select i.id, i.title, i.measure, i.unit_word as "unitWord", i.goal::int as goal,
      i.due_on as "dueOn", o.name as responsible
    from livelihood_item as i join organisation as o on o.city_id = i.city_id and o.kind = 'city_agency'
    where i.city_id = ${cityId} and i.year = ${year} order by i.id`.execute(ctx.db);
  const told =
    await sql<Told>`select r.item_id as "itemId", r.as_of as "asOf", r.actual::int as actual, r.problem,
      r.next_step as "nextStep", r.evidence, r.reported_by_name as "by"
    from livelihood_report as r where r.city_id = ${cityId} order by r.as_of desc`.execute(ctx.db);
  const now = await countedNow(ctx);
  return {
    year,
    rows: stored.rows.map((item) => ({
      ...item,
      counted: item.measure === "other" ? null : now[item.measure],
      reports: told.rows
        .filter(({ itemId }) => itemId === item.id)
        .map(({ itemId: _, ...report }) => ({
          ...report,
          completionBp: completionBp(report.actual, item.goal),
          isOnPace: isOnPace(report.actual, item.goal, report.asOf, item.dueOn),
        })),
    })),
    total: stored.rows.length,
    next: null,
    allowed: allows(ctx.actor, "livelihood.manage") ? ["manage"] : [],
  };
}

async function countedNow(ctx: ReadCtx): Promise<{ people: number; units: number }> {
  const { rows } = await sql<{
    people: number;
    units: number;
  }>`select coalesce(sum(unit.confirmed), 0)::int as people,
      (count(*) filter (where unit.confirmed > 0))::int as units from (${unitFigures(ctx, ctx.today)}) as unit`.execute(
    ctx.db,
  );
  return rows[0] ?? { people: 0, units: 0 };
}

/** What reports say of the livelihood items of a day's year, by their last report until then. */
export async function livelihoodFigures(ctx: ReadCtx, asOf: PlainDate): Promise<Figure[]> {
  const { rows } = await items(ctx, yearOf(asOf));
  return rows.flatMap(({ id, title, goal, unitWord, reports }) => {
    const last = reports.find((report) => report.asOf <= asOf);
    if (!last) return [];
    return [
      {
        code: `livelihood.${id}`,
        name: `民生实事：${title}`,
        value: last.completionBp,
        unit: "bp" as const,
        of: { numerator: last.actual, denominator: goal, denominatorName: `全年目标${goal}${unitWord}` },
        definition: `截至${last.asOf}填报的累计数占全年目标的比例。`,
        link: "/livelihood",
      },
    ];
  });
}
