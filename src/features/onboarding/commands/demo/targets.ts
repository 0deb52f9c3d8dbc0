import { sql } from "kysely";
import { plainDate } from "#core/dates.ts";
import { agencyId } from "#features/organisations/index.ts";
import { setTargets, spreadTarget, takeStandings } from "#features/targets/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { type DemoCity, demoStep } from "../demo-step.ts";
import type { Step } from "../run-steps.ts";

/** ☆ So many people are to take part by the end of the year. */
const goals: Record<DemoCity, number> = { puyang: 45_000, luohe: 32_000, zhengzhou: 45_000 };

async function setGoals(ctx: WriteCtx, city: DemoCity): Promise<void> {
  const organisationId = await agencyId(ctx);
  await setTargets(ctx, 2025, "people", [{ organisationId, goal: goals[city] }]);
  await spreadTarget(ctx, { organisationId, year: 2025, measure: "people", isDeep: true });
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from organisation
    where city_id = ${ctx.actor.cityId} and kind in ('member_unit', 'joint_union')`.execute(ctx.db);
  await setTargets(ctx, 2025, "units", [{ organisationId, goal: rows[0]?.n ?? 0 }]);
}

/** The year's goals, and the colours of two reporting days. */
export const targetSteps = (city: DemoCity): readonly Step<null>[] => [
  demoStep(`targets ${city}`, "tuijin", "2025-02-05", (ctx) => setGoals(ctx, city)),
  ...["2025-02-28", "2025-03-10"].map((day) =>
    demoStep(`standings ${city} ${day}`, "tuijin", day, (ctx) => takeStandings(ctx, plainDate(day))),
  ),
];
