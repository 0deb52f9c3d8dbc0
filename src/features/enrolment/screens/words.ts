import type { z } from "zod";
import { type PlainMonth, sayMonth } from "#core/dates.ts";
import type { Tone } from "#ui/Text.tsx";
import type { BatchLabel, BatchPage, BatchRow, LineView, ReviewRow } from "../contract.ts";

export type Batch = z.output<typeof BatchRow>;
export type Page = z.output<typeof BatchPage>;
export type Line = z.output<typeof LineView>;
export type Review = z.output<typeof ReviewRow>;

export const stateWords: Record<Batch["state"], readonly [Tone, string]> = {
  draft: ["wait", "待上传"],
  read: ["wait", "待确认"],
  confirmed: ["good", "已确认"],
  withdrawn: ["plain", "已撤回"],
};

export const labelWords: Record<z.output<typeof BatchLabel>, string> = {
  addition: "增员",
  joint_union: "联合工会",
  platform_workers: "新就业形态",
  gift: "赠送",
};

export const evidenceWords = {
  not_retired_statement: "未办理退休证明",
  archive_birth_date: "档案出生日期材料",
  identity_papers: "证件照片",
  other: "其他材料",
} as const;

export const evidenceChoices = Object.entries(evidenceWords).map(([value, label]) => ({ value, label }));

export const monthWords = (month: string): string => sayMonth(month as PlainMonth);

export const accepted = ".xlsx,.xls,.csv";
export const fiftyMegabytes = 50 * 1024 * 1024;
