import type { DutyKind } from "#features/duties/rules/index.ts";

/** What was promised is reached by its day; a report that reaches the goal closes it. */
export const itemDuty: DutyKind = {
  code: "livelihood.item",
  name: "民生实事",
  permission: "livelihood.manage",
};

export const livelihoodDuties: readonly DutyKind[] = [itemDuty];
