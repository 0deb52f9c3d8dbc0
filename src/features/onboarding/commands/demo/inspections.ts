import { sql } from "kysely";
import { drawRound, lookAgain, noteCall, noteVisit, rectify } from "#features/inspections/index.ts";
import { organisationsIn } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { type DemoCity, demoStep } from "../demo-step.ts";
import type { Step } from "../run-steps.ts";

type Visit = Parameters<typeof noteVisit>[2];

async function draw(ctx: WriteCtx, city: DemoCity): Promise<void> {
  await drawRound(ctx, {
    ...{ title: "一季度“五查五看”", size: 6, untilOn: "2025-03-28", organisationIds: [] },
    seed: `tongzhou-${city}`,
  });
}

const planned = async (ctx: WriteCtx): Promise<{ id: string; codes: string[] }[]> => {
  const { rows } = await sql<{ id: string; codes: string[] }>`select id,
      array(select item ->> 'code' from jsonb_array_elements(items) as item) as codes from inspection
    where city_id = ${ctx.actor.cityId} and state = 'planned' order by id`.execute(ctx.db);
  return rows;
};

/** Three of the drawn are visited; of two something is found. */
async function visit(ctx: WriteCtx): Promise<void> {
  for (const [at, { id, codes }] of (await planned(ctx)).slice(0, 3).entries()) {
    const bad = at === 0 ? [] : ["materials"];
    const answers: Visit["answers"] = Object.fromEntries(
      codes.map((code) => [
        code,
        { mark: bad.includes(code) ? "fail" : code === "cases" ? "part" : "pass", note: "" },
      ]),
    );
    await noteVisit(ctx, id, {
      visitId: id,
      visitedOn: ctx.today,
      answers,
      findings: bad.map((item) => ({ item, words: "车间没有宣传物料，职工看不到申领流程", days: 15 })),
    });
  }
}

const findings = async (ctx: WriteCtx): Promise<string[]> => {
  const { rows } = await sql<{
    id: string;
  }>`select id from finding where city_id = ${ctx.actor.cityId} order by id`.execute(ctx.db);
  return rows.map(({ id }) => id);
};

async function putRight(ctx: WriteCtx): Promise<void> {
  const [id = ""] = await findings(ctx);
  await rectify(ctx, id, "已在三个车间放上展架和手册。");
  await lookAgain(ctx, id, true, "看过照片，物料已到位。");
}

async function call(ctx: WriteCtx): Promise<void> {
  const unions = await organisationsIn(ctx, { kinds: ["county_union"] });
  for (const [at, { id }] of unions.entries())
    await noteCall(ctx, {
      organisationId: id,
      calledOn: ctx.today,
      topic: at % 2 === 0 ? "怎么申领互助金" : "新来的人怎么参加",
      marks: at % 3 === 2 ? ["answered", "correct"] : ["answered", "correct", "complete", "polite"],
      words: "",
    });
}

/** Drawn with a seed that is kept, visited, put right, called in disguise. */
export const inspectionSteps = (city: DemoCity): readonly Step<null>[] => [
  demoStep(`inspections ${city}`, "tuijin", "2025-03-03", (ctx) => draw(ctx, city)),
  demoStep(`inspections ${city} visits`, "tuijin", "2025-03-06", visit),
  demoStep(`inspections ${city} second look`, "tuijin", "2025-03-11", putRight),
  demoStep(`inspections ${city} calls`, "tuijin", "2025-03-07", call),
];
