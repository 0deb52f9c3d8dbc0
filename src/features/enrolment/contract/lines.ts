import { z } from "zod";
import { LineCode, listOf, Outcome, paging, WarningCode } from "./shapes.ts";

export const shownLines = ["to_handle", "rejected", "review", "warned", "accepted", "all"] as const;
export const LineQuery = z.object({
  ...paging,
  show: z.enum(shownLines).default("all"),
  code: z.union([LineCode, WarningCode]).optional(),
  search: z.string().trim().max(40).optional(),
});
const Said = z.object({ code: z.string(), title: z.string(), reason: z.string() });
export const LineView = z.object({
  id: z.uuid(),
  line: z.number(),
  name: z.string(),
  idNumber: z.string(),
  outcome: Outcome,
  decision: z.enum(["approved", "denied"]).nullable(),
  code: LineCode.nullable(),
  title: z.string(),
  reason: z.string(),
  remedy: z.string(),
  also: z.array(Said),
  warnings: z.array(Said),
  post: z.string().nullable(),
  phone: z.string(),
  card: z.string(),
  remark: z.string(),
  papers: z.number(),
  isCorrected: z.boolean(),
  version: z.number(),
  /** What helps here: correct the words, take the line out, or bring a paper. */
  action: z.enum(["correct", "remove", "evidence"]).nullable(),
});
export const LineList = z.object(listOf(LineView));

export const LineWordsView = z.object({
  id: z.uuid(),
  line: z.number(),
  name: z.string(),
  idNumber: z.string(),
  post: z.string(),
  phone: z.string(),
  card: z.string(),
  remark: z.string(),
  version: z.number(),
  /** The number whole, where only it was asked for. */
  value: z.string(),
});
export const OpenLineRequest = z.object({ purpose: z.string().trim().min(1).max(20) });
export const CorrectLineRequest = z.object({
  expectedVersion: z.number().int(),
  name: z.string().max(100).optional(),
  idNumber: z.string().max(40).optional(),
  post: z.string().max(40).optional(),
  phone: z.string().max(40).optional(),
  card: z.string().max(40).optional(),
  remark: z.string().max(200).optional(),
});
