import type { DutyKind } from "#features/duties/rules/index.ts";

/** Whoever was drawn is visited. */
export const visitDuty: DutyKind = {
  code: "inspections.visit",
  name: "现场检查",
  permission: "inspections.visit",
};

/** What was found is put right by the unit; past its time the union above hears of it. */
export const rectification: DutyKind = {
  code: "inspections.rectification",
  name: "整改",
  permission: "inspections.read",
  escalates: true,
};

/** What is said to be right is looked at again. */
export const recheck: DutyKind = {
  code: "inspections.recheck",
  name: "整改复查",
  permission: "inspections.visit",
};

/** ☆ Working days for the second look. */
export const recheckDays = 10;

export const inspectionDuties: readonly DutyKind[] = [visitDuty, rectification, recheck];
