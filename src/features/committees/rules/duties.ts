import type { DutyKind } from "#features/duties/rules/index.ts";

export const decisionDuty: DutyKind = {
  code: "committees.decision",
  name: "会议议定事项",
  permission: "duties.manage",
  byHand: true,
};

export const committeeDuties: readonly DutyKind[] = [decisionDuty];
