import { sql } from "kysely";
import type { z } from "zod";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import type { FreeQueryChoices } from "../contract.ts";
import { groupNames, groups, measureCodes, measureOf } from "../rules/measures.ts";
import { presentMeasure } from "./free-query.ts";

type Choice = { readonly value: string; readonly label: string };

/** What may be asked for, and the counties, industries and plans that the asker sees. */
export async function queryChoices(ctx: ReadCtx): Promise<z.input<typeof FreeQueryChoices>> {
  const { cityId } = ctx.actor;
  const within = withinPart(ctx, sql.ref("unit.id"));
  const counties = await sql<Choice>`select distinct above.id as value, above.name as label, above.code
    from organisation as unit join organisation as above on above.city_id = unit.city_id and above.id = unit.union_id
    where unit.city_id = ${cityId} and unit.kind in ('member_unit', 'joint_union') and ${within}
    order by above.code limit 1000`.execute(ctx.db);
  const industries = await sql<Choice>`select distinct unit.sector as value, unit.sector as label
    from organisation as unit where unit.city_id = ${cityId} and unit.sector is not null and ${within}
    order by 1 limit 1000`.execute(ctx.db);
  const plans = await sql<Choice>`select distinct plan.code as value, plan.name as label
    from enrolment_batch as batch join plan on plan.code = batch.plan_code
    where batch.city_id = ${cityId} and ${withinPart(ctx, sql.ref("batch.organisation_id"))}
    order by 1 limit 200`.execute(ctx.db);
  return {
    measures: measureCodes.map((code) => {
      const { theme, groups: possible } = measureOf(code);
      return { ...presentMeasure(code), theme, groups: [...possible] };
    }),
    groups: groups.map((code) => ({ code, name: groupNames[code] })),
    counties: counties.rows.map(({ value, label }) => ({ value, label })),
    industries: industries.rows,
    plans: plans.rows,
  };
}
