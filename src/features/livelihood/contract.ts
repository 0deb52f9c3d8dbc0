import { z } from "zod";

const Words = z.string().trim().min(2).max(300);
export const measures = ["people", "units", "other"] as const;
const Report = z.object({
  asOf: z.string(),
  actual: z.int(),
  completionBp: z.int(),
  isOnPace: z.boolean(),
  problem: z.string(),
  nextStep: z.string(),
  evidence: z.string(),
  by: z.string(),
});
export const Item = z.object({
  id: z.uuid(),
  title: z.string(),
  measure: z.enum(measures),
  unitWord: z.string(),
  goal: z.int(),
  dueOn: z.string(),
  responsible: z.string(),
  /** What the system's own records count today, where they do. */
  counted: z.int().nullable(),
  reports: z.array(Report),
});
export const Items = z.object({
  year: z.int(),
  rows: z.array(Item),
  total: z.int(),
  next: z.null(),
  allowed: z.array(z.enum(["manage"])),
});
export const ItemQuery = z.object({ year: z.coerce.number().int().min(2000).max(2200).optional() });
export const ItemRequest = z.object({
  year: z.int().min(2000).max(2200),
  title: Words,
  measure: z.enum(measures),
  unitWord: z.string().trim().min(1).max(4),
  goal: z.int().min(1).max(100_000_000),
  dueOn: z.iso.date(),
});
export const ItemParams = z.object({ itemId: z.uuid() });
export const ReportRequest = z.object({
  asOf: z.iso.date(),
  actual: z.int().min(0).max(100_000_000),
  problem: z.string().trim().max(500).default(""),
  nextStep: z.string().trim().max(500).default(""),
  evidence: Words,
});
export const Made = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.boolean() });
