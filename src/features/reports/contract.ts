import { z } from "zod";
import type { PlainMonth } from "#core/dates.ts";
import { groups, measureCodes } from "./rules/measures.ts";
import type { StatisticsPeriod } from "./rules/statistics.ts";

/** Counts are whole numbers; cents where the unit is `cents`, basis points where it is `bp`: all as text, so that none is cut. */
export const FigureView = z.object({
  code: z.string(),
  name: z.string(),
  value: z.string().nullable(),
  unit: z.string(),
  of: z.object({ numerator: z.string(), denominator: z.string(), denominatorName: z.string() }).nullable(),
  /** As people read it: 41.392万元, 70.2%. */
  said: z.string(),
  /** 287,400.00元 ÷ 409,400.00元（同期各项计划上缴的会费）; null where nothing is divided. */
  saidOf: z.string().nullable(),
  definition: z.string(),
  link: z.string(),
});

export const AnnualReport = z.object({
  cityId: z.int(),
  city: z.string(),
  from: z.string(),
  asOf: z.string(),
  sections: z.array(z.object({ title: z.string(), figures: z.array(FigureView) })),
  allowed: z.array(z.enum(["add_fact"])),
});
export const AnnualQuery = z.object({ asOf: z.iso.date().optional() });
export const FactRequest = z.object({
  code: z.enum(["covered_last_year", "national_rank", "province_rank", "other"]),
  name: z.string().trim().min(2).max(60),
  value: z.int().min(0),
  unit: z.enum(["people", "units", "cases", "cents", "rank"]),
  holdsOn: z.iso.date(),
  source: z.string().trim().min(2).max(200),
});

const Month = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/, "月份请写成 2025-02 这样。")
  .transform((text) => text as PlainMonth);

/** Several codes of the catalogue in one value, with commas between: an address that can be sent on. */
const codes = <const C extends readonly [string, ...string[]]>(known: C) =>
  z
    .string()
    .max(200)
    .regex(new RegExp(`^((${known.join("|")})(,(${known.join("|")}))*)?$`), "只能选列出来的项目。")
    .transform((text) => (text === "" ? [] : text.split(",")) as C[number][]);

export const FreeQueryShape = z.object({
  measures: codes(measureCodes),
  groups: codes(groups).default([]),
  from: Month,
  until: Month,
  county: z.uuid().optional(),
  industry: z.string().max(40).optional(),
  plan: z
    .string()
    .regex(/^[A-Z0-9-]{2,40}$/, "没有这个计划。")
    .optional(),
});

const MeasureView = z.object({
  code: z.enum(measureCodes),
  name: z.string(),
  unit: z.string(),
  denominatorName: z.string().nullable(),
  definition: z.string(),
  link: z.string(),
});
const GroupView = z.object({ code: z.enum(groups), name: z.string() });
/** A count, cents or basis points as text; hidden where it tells of fewer than three people. A ratio has both its numbers. */
export const CellView = z.object({
  value: z.string().nullable(),
  said: z.string(),
  saidOf: z.string().nullable(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
  isHidden: z.boolean(),
});
export const FreeQueryReply = z.object({
  from: z.string(),
  asOf: z.string(),
  groups: z.array(GroupView),
  measures: z.array(MeasureView),
  rows: z.array(
    z.object({ keys: z.array(z.object({ key: z.string(), label: z.string() })), cells: z.array(CellView) }),
  ),
  /** Of all records, whether their rows are shown or cut. */
  total: z.array(CellView),
  isCut: z.boolean(),
  most: z.int(),
});

const Choice = z.object({ value: z.string(), label: z.string() });
export const FreeQueryChoices = z.object({
  measures: z.array(MeasureView.extend({ theme: z.string(), groups: z.array(z.enum(groups)) })),
  groups: z.array(GroupView),
  counties: z.array(Choice),
  industries: z.array(Choice),
  plans: z.array(Choice),
});

export const StatisticsQuery = z.object({
  period: z
    .string()
    .regex(/^20\d\d(-(0[1-9]|1[0-2]))?$/, "请写成 2025-02 或 2025 这样。")
    .transform((text) => text as StatisticsPeriod),
});

const SheetCell = z.union([
  z.string(),
  z.object({ said: z.string(), number: z.string(), look: z.enum(["count", "money", "share"]) }),
]);
export const SheetsReply = z.object({
  title: z.string(),
  days: z.string(),
  note: z.string(),
  sheets: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.object({ title: z.string(), definition: z.string() })),
      wordy: z.int(),
      blocks: z.array(
        z.object({
          caption: z.string(),
          rows: z.array(z.array(SheetCell)),
          total: z.array(SheetCell).nullable(),
        }),
      ),
    }),
  ),
});
