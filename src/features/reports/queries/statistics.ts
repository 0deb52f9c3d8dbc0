import { sql } from "kysely";
import { minuteInChina } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { ownOrganisation } from "#features/organisations/index.ts";
import { progressList } from "#features/targets/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import { measureOf } from "../rules/measures.ts";
import { sayPaperDay } from "../rules/paper.ts";
import { blockOf, headsOf, payersOf, type Sheet, type SheetCell, type Sheets } from "../rules/sheet.ts";
import {
  firstDayOf,
  monthPlan,
  payers,
  type StatisticsPeriod,
  sayPeriod,
  sheetPlans,
  stretchesOf,
} from "../rules/statistics.ts";
import { colourNames, payerNames } from "../text.ts";
import { queryChoices } from "./choices.ts";
import { answerQuery } from "./free-query.ts";

type Places = Awaited<ReturnType<typeof queryChoices>>["counties"];

/** More rows than there are counties, however they are divided. */
const most = 10_000;

/** The statistics of a month or a year of the asker's part of the tree. Refuses `period_to_come`. */
export async function statistics(ctx: ReadCtx, period: StatisticsPeriod): Promise<Sheets> {
  if (firstDayOf(period) > ctx.today)
    throw new Refusal("invalid", "period_to_come", { period: sayPeriod(period) });
  const { counties } = await queryChoices(ctx);
  const sheets: Sheet[] = [];
  const plans = period.length === 4 ? [...sheetPlans, monthPlan] : sheetPlans;
  for (const plan of plans) {
    const answers = [];
    for (const { caption, ...months } of stretchesOf(period)) {
      const answer = await answerQuery(
        ctx,
        { measures: plan.measures, groups: [plan.group], ...months },
        most,
      );
      answers.push({ answer, caption });
    }
    const [first] = answers;
    if (!first) throw new Error("A period has days.");
    sheets.push({
      name: plan.name,
      columns: headsOf(first.answer),
      wordy: 1,
      blocks: answers.map(({ answer, caption }) =>
        blockOf(answer, caption, plan.group === "county" ? counties : []),
      ),
    });
    if (plan.name === "参加") sheets.push(await payerSheet(ctx, period, counties));
  }
  sheets.push(await progressSheet(ctx, period));
  const until = stretchesOf(period)[0]?.until;
  const isOver = until !== undefined && until < ctx.today.slice(0, 7);
  return {
    title: `${await nameOf(ctx)}职工互助保障${sayPeriod(period)}统计表`,
    days: `${sayPeriod(period)}${isOver ? "" : "（还没有结束）"}，数据截至${sayNow(ctx)}`,
    note: "数字由系统按记录计算。比率写明分子和分母；申领、互助金和救助不到3人的写“少于3人”，为免相减得出，另有一行写“不单列”。县区按单位现在的隶属。金额单位：元。",
    sheets,
  };
}

/** 2025年3月12日9:05 */
export function sayNow({ now, today }: ReadCtx): string {
  const minute = Math.floor(minuteInChina(now));
  return `${sayPaperDay(today)}${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
}

export async function nameOf(ctx: ReadCtx): Promise<string> {
  const own = ctx.actor.reach === "part" ? await ownOrganisation(ctx) : null;
  const { rows } = await sql<{ name: string }>`select coalesce(
      (select name from organisation where city_id = ${ctx.actor.cityId} and id = ${own}::uuid),
      (select name from city where city_id = ${ctx.actor.cityId}), '') as name`.execute(ctx.db);
  return rows[0]?.name ?? "";
}

async function payerSheet(ctx: ReadCtx, period: StatisticsPeriod, counties: Places): Promise<Sheet> {
  const { definition } = measureOf("contributions");
  const blocks = [];
  for (const { caption, ...months } of stretchesOf(period)) {
    const query = { measures: ["contributions"], groups: ["county", "payer"], ...months } as const;
    const answer = await answerQuery(ctx, query, most);
    blocks.push(payersOf(answer, caption, counties, payers));
  }
  return {
    name: "会费",
    wordy: 1,
    columns: [
      { title: "县区（产业）", definition: "" },
      ...payers.map((payer) => ({
        title: `${payerNames[payer]}承担（元）`,
        definition: "期内已经上缴的会费里由它承担的。",
      })),
      { title: "会费合计（元）", definition },
    ],
    blocks,
  };
}

const percent = (bp: number | null): SheetCell =>
  bp === null ? "–" : { said: `${bp / 100}%`, number: (bp / 10_000).toFixed(4), look: "share" };
const count = (n: number): SheetCell => ({
  said: n.toLocaleString("en-US"),
  number: String(n),
  look: "count",
});

/** How far the unions were on the last reporting day not after the end. */
async function progressSheet(ctx: ReadCtx, period: StatisticsPeriod): Promise<Sheet> {
  const { days } = await progressList(ctx, { level: "unions", limit: 1 });
  const month = stretchesOf(period)[0]?.until ?? "";
  const asOf = days.find((day) => day.slice(0, 7) <= month && day.slice(0, 4) === period.slice(0, 4));
  const found = asOf ? await progressList(ctx, { asOf, level: "unions", limit: 200 }) : undefined;
  const whole = found?.whole;
  return {
    name: "目标进度",
    wordy: 1,
    columns: [
      { title: "县区（产业）", definition: "" },
      { title: "已确认人数", definition: "报告日已确认参加的人数。" },
      { title: "年度目标人数", definition: "全年目标。" },
      { title: "完成率", definition: "已确认人数除以年度目标人数。" },
      { title: "序时进度", definition: "已确认人数，除以年度目标人数乘以全年已过天数的比例。" },
      { title: "颜色", definition: "序时进度达到绿线为绿，达到黄线为黄，其余为红；有问题的最多为黄。" },
    ],
    blocks: [
      {
        caption: asOf ? `报告日${sayPaperDay(asOf)}` : "期末以前还没有报告日",
        rows: (found?.rows ?? []).map((row) => [
          row.name,
          count(row.people),
          count(row.goal),
          percent(row.completionBp),
          percent(row.paceBp),
          colourNames[row.colour],
        ]),
        total: whole
          ? [
              "全部",
              count(whole.people),
              count(whole.goal),
              percent(whole.completionBp),
              percent(whole.paceBp),
              "",
            ]
          : null,
      },
    ],
  };
}
