import { addMonthsTo, firstOf, type PlainMonth, plainMonth, sayMonth, yearOf } from "#core/dates.ts";
import type { Group, MeasureCode } from "./measures.ts";

/** What statistics are of: a month, or a year; `2025-02` or `2025`. */
export type StatisticsPeriod = string & { readonly statisticsPeriod: unique symbol };

export const parsePeriod = (text: string): StatisticsPeriod | undefined =>
  /^20\d\d(-(0[1-9]|1[0-2]))?$/.test(text) ? (text as StatisticsPeriod) : undefined;

type Stretch = { readonly caption: string; readonly from: PlainMonth; readonly until: PlainMonth };

/** A month is told by itself and from the beginning of its year on; a year as one. */
export function stretchesOf(period: StatisticsPeriod): Stretch[] {
  const year = yearOf(period);
  const january = plainMonth(`${year}-01`);
  if (period.length === 4) return [{ caption: `${year}年`, from: january, until: addMonthsTo(january, 11) }];
  const month = plainMonth(period);
  const alone = { caption: sayMonth(month), from: month, until: month };
  if (month === january) return [alone];
  return [alone, { caption: `${year}年1月至${Number(month.slice(5))}月`, from: january, until: month }];
}

export const sayPeriod = (period: StatisticsPeriod): string => stretchesOf(period)[0]?.caption ?? period;
export const firstDayOf = (period: StatisticsPeriod) =>
  firstOf(stretchesOf(period)[0]?.from ?? plainMonth(period));

type Plan = { readonly name: string; readonly group: Group; readonly measures: readonly MeasureCode[] };

/** The sheets that are tables of measures; contributions by payer and progress towards targets have sheets of their own. */
export const sheetPlans: readonly Plan[] = [
  { name: "参加", group: "county", measures: ["units", "people", "covered", "participation"] },
  {
    name: "申领和互助金",
    group: "county",
    measures: ["filed", "paid", "claimants", "benefits", "loss_ratio"],
  },
  { name: "救助", group: "county", measures: ["grants", "grant_cents"] },
  { name: "咨询", group: "county", measures: ["questions", "in_time"] },
  { name: "培训", group: "county", measures: ["trained"] },
  {
    name: "分计划",
    group: "plan",
    measures: ["units", "people", "contributions", "filed", "paid", "benefits", "loss_ratio"],
  },
];

/** The months of a year beside one another. */
export const monthPlan: Plan = {
  name: "分月",
  group: "month",
  measures: ["units", "people", "contributions", "filed", "paid", "benefits", "grants", "questions"],
};

/** In the order in which they bear their share. */
export const payers = ["unit", "member", "county_union", "city_union", "gift"] as const;
