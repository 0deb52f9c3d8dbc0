import type { DutyKind } from "#features/duties/rules/index.ts";

/** The money for subsidies ends within three months: more is to be asked for. */
export const shortDuty: DutyKind = {
  code: "budgets.short",
  name: "补助预算快用完",
  permission: "budgets.manage",
  byHand: true,
};
/** ☆ Working days. */
export const shortDays = 10;

export const budgetDuties: readonly DutyKind[] = [shortDuty];
