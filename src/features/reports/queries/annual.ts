import { sql } from "kysely";
import type { z } from "zod";
import { addDays, addMonths, type PlainDate } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import { careFigures } from "#features/care/index.ts";
import { claimFigures } from "#features/claims/index.ts";
import { committeeFigures } from "#features/committees/index.ts";
import { directiveFigures } from "#features/directives/index.ts";
import { donationFigures } from "#features/donations/index.ts";
import { punctualityByKind } from "#features/duties/index.ts";
import { fieldworkFigures } from "#features/fieldwork/index.ts";
import { moneyFigures } from "#features/funding/index.ts";
import { honourFigures } from "#features/honours/index.ts";
import { inspectionFigures } from "#features/inspections/index.ts";
import { livelihoodFigures } from "#features/livelihood/index.ts";
import { publicityFigures } from "#features/publicity/index.ts";
import { questionFigures } from "#features/questions/index.ts";
import { reliefFigures } from "#features/relief/index.ts";
import { surveyFigures } from "#features/surveys/index.ts";
import { targetFigures } from "#features/targets/index.ts";
import { trainingFigures } from "#features/training/index.ts";
import { workFundFigures } from "#features/workfund/index.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { AnnualReport, FigureView } from "../contract.ts";
import { type ExternalFact, factFigure, growth, lossRatio, type Section } from "../rules/compose.ts";
import { sayDivision, sayFigure } from "../rules/say.ts";

/** The twelve months that end with a day, put together from the figures of all features, within the asker's walls. */
export async function annualReport(ctx: ReadCtx, asOf: PlainDate): Promise<z.input<typeof AnnualReport>> {
  const from = addDays(addMonths(asOf, -12), 1);
  const money = await moneyFigures(ctx, from, asOf);
  const claims = await claimFigures(ctx, from, asOf);
  const facts = await factsUntil(ctx, asOf);
  const grown = growth(money, facts);
  const sections: Section[] = [
    { title: "参加覆盖", figures: [...money, ...(grown ? [grown] : [])] },
    { title: "申领和给付", figures: [...claims, lossRatio([...money, ...claims])] },
    {
      title: "目标和进度",
      figures: [
        ...(await targetFigures(ctx, asOf)),
        ...(await workFundFigures(ctx, from, asOf)),
        ...(await livelihoodFigures(ctx, asOf)),
      ],
    },
    { title: "服务", figures: await questionFigures(ctx, asOf) },
    {
      title: "组织推进",
      figures: [
        ...(await committeeFigures(ctx, from, asOf)),
        ...(await directiveFigures(ctx, from, asOf)),
        ...(await fieldworkFigures(ctx, from, asOf)),
        ...(await trainingFigures(ctx, from, asOf)),
        ...(await inspectionFigures(ctx, from, asOf)),
      ],
    },
    {
      title: "宣传",
      figures: [...(await publicityFigures(ctx, from, asOf)), ...(await surveyFigures(ctx, from, asOf))],
    },
    { title: "考评和示范", figures: await honourFigures(ctx, from, asOf) },
    {
      title: "救助慰问",
      figures: [...(await reliefFigures(ctx, from, asOf)), ...(await careFigures(ctx, from, asOf))],
    },
    { title: "捐赠和财政专项", figures: await donationFigures(ctx, from, asOf) },
    { title: "按时办结", figures: await dutyFigures(ctx, from, asOf) },
    { title: "外部数据", figures: facts.map(factFigure) },
  ];
  const { rows } = await sql<{
    name: string;
  }>`select name from city where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  return {
    cityId: ctx.actor.cityId,
    city: rows[0]?.name ?? "",
    from,
    asOf,
    sections: sections
      .filter(({ figures }) => figures.length > 0)
      .map(({ title, figures }) => ({ title, figures: figures.map(present) })),
    allowed: allows(ctx.actor, "reports.write") ? ["add_fact"] : [],
  };
}

const present = (figure: Figure): z.input<typeof FigureView> => ({
  code: figure.code,
  name: figure.name,
  value: figure.value === null ? null : String(figure.value),
  unit: figure.unit,
  of: figure.of
    ? {
        numerator: String(figure.of.numerator),
        denominator: String(figure.of.denominator),
        denominatorName: figure.of.denominatorName,
      }
    : null,
  said: sayFigure(figure),
  saidOf: sayDivision(figure),
  definition: figure.definition,
  link: figure.link,
});

/** All kinds of what is owed together: done in time ÷ all that were due. */
async function dutyFigures(ctx: ReadCtx, from: PlainDate, asOf: PlainDate): Promise<Figure[]> {
  const kinds = await punctualityByKind(ctx, from, asOf);
  const [n, inTime] = [
    kinds.reduce((sum, kind) => sum + kind.n, 0),
    kinds.reduce((sum, kind) => sum + kind.inTime, 0),
  ];
  if (n === 0) return [];
  return [
    {
      code: "duties.in_time",
      name: "按时办结率",
      value: Math.round((inTime * 10_000) / n),
      unit: "bp",
      of: { numerator: inTime, denominator: n, denominatorName: "到期的待办事项" },
      definition: "期内到期的待办事项里，在最初的期限以前办完的；会费、补助、上缴、申领各环节、咨询都算。",
      link: "/duties/punctuality",
    },
  ];
}

async function factsUntil(ctx: ReadCtx, asOf: PlainDate): Promise<ExternalFact[]> {
  const { rows } =
    await sql<ExternalFact>`select distinct on (code, name) code, name, value, unit, holds_on::text as "holdsOn", source
    from external_fact where city_id = ${ctx.actor.cityId} and holds_on <= ${asOf}::date
    order by code, name, holds_on desc, id desc`.execute(ctx.db);
  return rows;
}
