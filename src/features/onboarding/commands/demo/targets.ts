import { sql } from "kysely";
import { plainDate } from "#core/dates.ts";
import { agencyId, setLabel } from "#features/organisations/index.ts";
import { setGroupTargets, setTargets, spreadTarget, takeStandings } from "#features/targets/index.ts";
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
  await setTargets(ctx, 2025, "participation", [{ organisationId, goal: 9_500 }]);
  await setTargets(ctx, 2025, "units", [{ organisationId, goal: rows[0]?.n ?? 0 }]);
}

/** Luohe goes from offices to state firms to new employment, twelve key firms beside them. */
const phaseOf: Readonly<Record<string, string>> = {
  机关事业单位: "government",
  国有企业: "state_owned",
  新就业形态: "new_employment",
};

async function markUnits(ctx: WriteCtx): Promise<void> {
  const { rows } = await sql<{ id: string; sector: string }>`select id, sector from organisation
    where city_id = ${ctx.actor.cityId} and kind = 'member_unit' and sector is not null order by code`.execute(
    ctx.db,
  );
  const from = plainDate("2025-01-02");
  for (const { id, sector } of rows) {
    const value = phaseOf[sector];
    if (value) await setLabel(ctx, { organisationId: id, label: "phase", value, from });
  }
  for (const { id } of rows.filter(({ sector }) => sector === "民营企业").slice(0, 12))
    await setLabel(ctx, { organisationId: id, label: "key_firm", value: "yes", from });
}

type Span = readonly [value: string, share: number, startsOn: string, endsOn: string];
const spans: Partial<Record<DemoCity, readonly [split: "phase" | "category", spans: readonly Span[]]>> = {
  luohe: [
    "phase",
    [
      ["government", 40, "2025-01-01", "2025-04-30"],
      ["state_owned", 25, "2025-02-01", "2025-06-30"],
      ["new_employment", 10, "2025-04-01", "2025-09-30"],
      ["", 25, "2025-03-01", "2025-12-31"],
    ],
  ],
  puyang: [
    "category",
    [
      ["municipal", 60, "2025-01-01", "2025-06-30"],
      ["county", 40, "2025-03-01", "2025-12-31"],
    ],
  ],
};

/** ☆ Shares of the city's goal in percent, each in its own days. */
async function setSpans(ctx: WriteCtx, city: DemoCity): Promise<void> {
  const [split, parts] = spans[city] ?? [];
  if (!split || !parts) return;
  const of = parts.map(([value, share, startsOn, endsOn]) => ({
    ...{ value, goal: (goals[city] * share) / 100, startsOn, endsOn },
  }));
  await setGroupTargets(ctx, 2025, split, of);
}

/** The year's goals, and the colours of two reporting days. */
export const targetSteps = (city: DemoCity): readonly Step<null>[] => [
  ...(city === "luohe" ? [demoStep("phases luohe", "jingban", "2025-01-02", markUnits)] : []),
  demoStep(`targets ${city}`, "tuijin", "2025-02-05", async (ctx) => {
    await setGoals(ctx, city);
    await setSpans(ctx, city);
  }),
  ...["2025-02-28", "2025-03-10"].map((day) =>
    demoStep(`standings ${city} ${day}`, "tuijin", day, (ctx) => takeStandings(ctx, plainDate(day))),
  ),
];
