import { sql } from "kysely";
import { plainDate } from "#core/dates.ts";
import {
  adoptCase,
  answerModelObjection,
  judgeCase,
  noteCommendation,
  noteIncentive,
  noteVisit,
  objectTo,
  proposeModel,
  publishCase,
  publishModel,
  submitCase,
  takeScores,
} from "#features/honours/index.ts";
import { organisationsIn } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { type DemoCity, demoStep } from "../demo-step.ts";
import type { Step } from "../run-steps.ts";

const told: Readonly<Record<DemoCity, readonly (readonly [title: string, body: string])[]>> = {
  luohe: [
    ["班前十分钟讲互助", "车间班组利用班前十分钟讲一个申领的例子，现场扫码答题，当班就能问。"],
    ["联络站半小时响应", "单位工会和联络站一对一，职工提问半小时内有人回答。"],
  ],
  puyang: [["一对一带着办", "经办员上门帮新单位办第一次参加，从注册到缴费一次办完。"]],
  zhengzhou: [["互助保障健康行", "健康讲堂和公益体检一起办，讲完就能咨询、就能参加。"]],
};

const unitsOf = async (ctx: WriteCtx): Promise<string[]> =>
  (await organisationsIn(ctx, { kinds: ["member_unit"] })).map(({ id }) => id);

/** Cases of the first units, published; others do likewise and come to see; one more waits for the office. */
async function tell(ctx: WriteCtx, city: DemoCity): Promise<void> {
  const units = await unitsOf(ctx);
  for (const [at, [title, body]] of told[city].entries()) {
    const organisationId = units[at] ?? "";
    const id = await submitCase(ctx, { organisationId, title, body });
    await judgeCase(ctx, id, true, "");
    await publishCase(ctx, id);
    for (const other of units.slice(2 + at * 3, 5 + at * 3)) await adoptCase(ctx, id, other, "2025-02-24");
    await noteVisit(ctx, {
      organisationId,
      words: title,
      heldOn: "2025-02-21",
      guestIds: units.slice(2 + at * 3, 6 + at * 3),
    });
  }
  await submitCase(ctx, {
    organisationId: units[6] ?? units[0] ?? "",
    title: "把条款编成快板",
    body: "文艺队把参加、缴费、申领的条款编成快板，在职工食堂演出。",
  });
}

/** The two best units of the last day of February, and what followed for the first. */
async function propose(ctx: WriteCtx): Promise<void> {
  const { rows } = await sql<{ id: string }>`select s.id from score_sheet as s join organisation as o
      on o.city_id = s.city_id and o.id = s.organisation_id
    where s.city_id = ${ctx.actor.cityId} and o.kind = 'member_unit' and s.score is not null
    order by s.score desc, o.code limit 2`.execute(ctx.db);
  for (const { id } of rows)
    await proposeModel(ctx, id, "进度快、举措实，会费按时到账，经验别的单位学得会。");
  if (rows[0])
    await noteIncentive(ctx, rows[0].id, { kind: "preference", words: "年终评优优先推荐", on: ctx.today });
}

const modelsOf = async (ctx: WriteCtx): Promise<string[]> =>
  (
    await sql<{
      id: string;
    }>`select id from model_unit where city_id = ${ctx.actor.cityId} order by id`.execute(ctx.db)
  ).rows.map(({ id }) => id);

async function object(ctx: WriteCtx): Promise<void> {
  const [first] = await modelsOf(ctx);
  if (first) await objectTo(ctx, first, "这家单位的名册是不是有重复的人？");
}

async function answer(ctx: WriteCtx): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from model_objection
    where city_id = ${ctx.actor.cityId} and answer is null order by id`.execute(ctx.db);
  for (const { id } of rows) await answerModelObjection(ctx, id, "已逐人核对，没有重复。");
}

async function publish(ctx: WriteCtx): Promise<void> {
  const [first] = await modelsOf(ctx);
  if (first) await publishModel(ctx, first);
}

async function praise(ctx: WriteCtx): Promise<void> {
  const [unit] = await unitsOf(ctx);
  const given = { on: "2025-03-05", isPublic: true };
  await noteCommendation(ctx, {
    ...given,
    kind: "unit",
    organisationId: unit,
    reason: "宣传做得细，参加率高",
  });
  await noteCommendation(ctx, {
    ...given,
    kind: "donor",
    donorName: "示例爱心企业",
    reason: "为职工捐赠会费",
  });
}

/** Cases, the sheets of February, model units on notice, one objection answered, the first published by another. */
export const honourSteps = (city: DemoCity): readonly Step<null>[] => [
  demoStep(`cases ${city}`, "tuijin", "2025-02-25", (ctx) => tell(ctx, city)),
  demoStep(`scores ${city}`, "tuijin", "2025-03-03", (ctx) => takeScores(ctx, plainDate("2025-02-28"))),
  demoStep(`models ${city}`, "tuijin", "2025-03-04", propose),
  demoStep(`praise ${city}`, "tuijin", "2025-03-05", praise),
  demoStep(`objection ${city}`, "danwei", "2025-03-06", object),
  demoStep(`objection ${city} answered`, "tuijin", "2025-03-07", answer),
  demoStep(`model ${city} published`, "lingdao", "2025-03-12", publish),
];
