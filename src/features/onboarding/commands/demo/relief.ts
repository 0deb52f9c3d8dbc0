import { sql } from "kysely";
import { addDays, type PlainDate, plainDate } from "#core/dates.ts";
import { type Cents, cents, yuan } from "#core/money.ts";
import { decideRelief, giveOpinion, proposeRelief, setReliefBudget } from "#features/relief/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { payday, reliefMoney } from "../demo-payments.ts";
import { type DemoCity, demoStep } from "../demo-step.ts";
import type { Step } from "../run-steps.ts";

type Case = {
  readonly city: DemoCity;
  /** A Monday: proposed and agreed to on it, public until Tuesday, decided and paid on Wednesday. */
  readonly on: PlainDate;
  readonly cents: Cents;
  readonly reason: string;
  readonly cause: "accident" | "illness";
  /** How far it has come. */
  readonly until: "proposed" | "noticed" | "paid";
};

const given = (city: DemoCity, on: string, sum: Cents, until: Case["until"], reason: string): Case => ({
  city,
  on: plainDate(on),
  cents: sum,
  until,
  reason,
  cause: reason.includes("住院") ? "illness" : "accident",
});

/** Zhengzhou's 355 people and 956 thousand yuan at one hundredth: four people, 9,560.00. */
const cases: readonly Case[] = [
  given("zhengzhou", "2024-11-11", yuan(3_000), "paid", "上班路上被车撞伤，三个月不能上班，家里靠他一人。"),
  given("zhengzhou", "2024-11-18", yuan(2_560), "paid", "住院自付多，孩子上大学，老人常年吃药。"),
  given("zhengzhou", "2024-12-09", yuan(2_000), "paid", "家里厨房起火，手臂烫伤，房子要修。"),
  given("zhengzhou", "2025-01-13", yuan(2_000), "paid", "二次住院，积蓄用完，刚恢复上班。"),
  given("puyang", "2025-02-17", yuan(2_000), "paid", "送货途中摔伤，没有第三方赔付，正在康复。"),
  given("puyang", "2025-03-10", yuan(3_000), "noticed", "夜班后骑车摔伤，家里两个孩子上学。"),
  given("puyang", "2025-03-11", yuan(1_500), "proposed", "住院自付的部分超过半年工资，爱人没有工作。"),
];

/** Those with the largest bills whose claim was paid: each is helped at most once. */
async function propose(ctx: WriteCtx, of: Case): Promise<void> {
  const { rows } = await sql<{
    claimId: string;
    personId: string;
    happenedOn: PlainDate;
  }>`select claim.id as "claimId",
      claim.person_id as "personId", claim.event_on as "happenedOn" from claim
    where claim.city_id = ${ctx.actor.cityId} and claim.state = 'paid' and not exists (select from relief_grant as g
      where g.city_id = claim.city_id and g.person_id = claim.person_id)
    order by claim.benefit_cents desc, claim.number limit 1`.execute(ctx.db);
  const [found] = rows;
  if (!found) throw new Error("The demo city has paid no claim yet.");
  await proposeRelief(ctx, {
    ...found,
    route: "paid_claim",
    cause: of.cause,
    isUrgent: true,
    reason: of.reason,
    cents: of.cents,
  });
}

const open = async (ctx: WriteCtx, state: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`select id from relief_grant
    where city_id = ${ctx.actor.cityId} and state = ${state} order by number`.execute(ctx.db);
  return rows.map(({ id }) => id);
};

const agree = (of: Case, login: string, words: string): Step<null> =>
  demoStep(`relief ${of.city} ${of.on} ${login}`, login, of.on, async (ctx) => {
    const ids = await open(ctx, "proposed");
    await giveOpinion(ctx, ids.at(-1) ?? "", true, words);
  });

const caseSteps = (of: Case): readonly Step<null>[] => {
  const wednesday = addDays(of.on, 2);
  const proposed = demoStep(`relief ${of.city} ${of.on}`, "fuwu", of.on, (ctx) => propose(ctx, of));
  if (of.until === "proposed") return [proposed, agree(of, "shenhe", "情况属实，同意。")];
  const noticed = [
    proposed,
    agree(of, "shenhe", "走访过，情况属实，同意。"),
    agree(of, "fushen", "没有重复救助，同意。"),
  ];
  if (of.until === "noticed") return noticed;
  const decided = demoStep(`relief ${of.city} ${of.on} decision`, "lingdao", wednesday, async (ctx) => {
    for (const id of await open(ctx, "noticed")) await decideRelief(ctx, id, true, "同意救助。");
  });
  return [...noticed, decided, ...payday(wednesday, "icbc", "relief")];
};

const budget = (city: DemoCity, year: number, on: string): Step<null> =>
  demoStep(`relief budget ${city} ${year}`, "lingdao", on, (ctx) =>
    setReliefBudget(ctx, year, cents(2_000_000n), `市总工会主席办公会：${year}年二次救助专项资金`),
  );

/** Budgets by resolution, money set aside, and people who were helped within three days. */
export const reliefSteps = (city: DemoCity): readonly Step<null>[] => {
  const own = cases.filter((each) => each.city === city);
  if (own.length === 0) return [];
  return [
    ...(city === "zhengzhou" ? [budget(city, 2024, "2024-11-04")] : []),
    budget(city, 2025, "2025-01-06"),
    reliefMoney(plainDate(city === "zhengzhou" ? "2024-11-05" : "2025-02-14"), yuan(20_000)),
    ...own.flatMap(caseSteps),
  ];
};
