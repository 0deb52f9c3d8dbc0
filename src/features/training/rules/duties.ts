import type { DutyKind } from "#features/duties/rules/index.ts";

/** 各单位至少有一名专职推行员 (漯河): owed by a unit that has none, closed by a certificate. */
export const promoterDuty: DutyKind = {
  code: "training.promoter",
  name: "培养专职推行员",
  permission: "training.join",
  escalates: true,
};

/** ☆ */
export const promoterDays = 30;

export const trainingDuties: readonly DutyKind[] = [promoterDuty];
