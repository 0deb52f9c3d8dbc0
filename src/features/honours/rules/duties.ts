import type { DutyKind } from "#features/duties/rules/index.ts";

const kind = (code: string, name: string): DutyKind => ({
  code: `honours.${code}`,
  name,
  permission: "honours.manage",
});

export const checkCase = kind("case", "审核创新案例");
export const answerObjection = kind("objection", "答复示范单位异议");
export const publishModel = kind("model", "公布示范单位");

/** ☆ Working days for each. */
export const daysFor = { check: 5, answer: 3, publish: 3 } as const;

export const honourDuties: readonly DutyKind[] = [checkCase, answerObjection, publishModel];
