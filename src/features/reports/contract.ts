import { z } from "zod";

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
