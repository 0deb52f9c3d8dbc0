import { sql } from "kysely";
import { organisationsIn } from "#features/organisations/index.ts";
import { closeSurvey, giveSlip, openSurvey } from "#features/surveys/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { usualPlan } from "../../rules/batches-file.ts";
import { type DemoCity, demoStep } from "../demo-step.ts";
import type { Step } from "../run-steps.ts";

type Asked = { readonly unit: number; readonly of: number; readonly aware: number; readonly isOpen?: true };

const slipId = (id: string, n: number): string => `${id.slice(0, -4)}${n.toString(16).padStart(4, "0")}`;

/** So many workers of a unit answer, some of whom know the terms. */
async function ask(ctx: WriteCtx, { unit, of, aware, isOpen }: Asked): Promise<void> {
  const units = await organisationsIn(ctx, { kinds: ["member_unit"] });
  const at = units[unit];
  if (!at) throw new Error("The demo city has too few units.");
  const id = await openSurvey(ctx, at.id, usualPlan);
  const { rows } = await sql<{ token: string; right: number[] }>`select token,
      array(select (q ->> 'right')::int from jsonb_array_elements(questions) as q) as right
    from survey where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  const { token = "", right = [] } = rows[0] ?? {};
  for (let n = 0; n < of; n++)
    await giveSlip(
      ctx,
      token,
      slipId(id, n),
      n < aware ? right : right.map((place, question) => (question < 2 ? (place + 1) % 3 : place)),
    );
  if (!isOpen) await closeSurvey(ctx, id);
}

const asked: Readonly<Record<DemoCity, readonly (Asked & { readonly on: string })[]>> = {
  puyang: [
    { unit: 0, of: 20, aware: 18, on: "2025-02-18" },
    { unit: 1, of: 20, aware: 14, on: "2025-03-06" },
  ],
  luohe: [
    { unit: 0, of: 50, aware: 46, on: "2025-02-19" },
    { unit: 1, of: 50, aware: 37, on: "2025-02-20" },
    { unit: 1, of: 50, aware: 43, on: "2025-03-04" },
    { unit: 2, of: 30, aware: 21, on: "2025-03-07" },
    { unit: 3, of: 12, aware: 10, isOpen: true, on: "2025-03-11" },
  ],
  zhengzhou: [{ unit: 0, of: 20, aware: 19, on: "2025-02-21" }],
};

/** Surveys at some units: good ones, one made up for, one still to be made up for. */
export const surveySteps = (city: DemoCity): readonly Step<null>[] =>
  asked[city].map((each) =>
    demoStep(`survey ${city} ${each.unit} ${each.on}`, "tuijin", each.on, (ctx) => ask(ctx, each)),
  );
