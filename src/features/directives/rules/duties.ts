import type { DutyKind } from "#features/duties/rules/index.ts";

export const taskDuty: DutyKind = {
  code: "directives.task",
  name: "文件要求",
  permission: "duties.manage",
  byHand: true,
};
export const receiptDuty: DutyKind = {
  code: "directives.receipt",
  name: "签收文件",
  permission: "duties.manage",
};

/** ☆ Working days to confirm that a directive has come. */
export const receiptDays = 3;

export const directiveDuties: readonly DutyKind[] = [taskDuty, receiptDuty];
