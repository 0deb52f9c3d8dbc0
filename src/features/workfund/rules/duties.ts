import type { DutyKind } from "#features/duties/rules/index.ts";

/** Another person than who proposed a grant decides it. */
export const decisionDuty: DutyKind = {
  code: "workfund.decision",
  name: "批准工作经费",
  permission: "targets.colour",
};

/** ☆ Working days. */
export const decisionDays = 5;

export const workFundDuties: readonly DutyKind[] = [decisionDuty];
