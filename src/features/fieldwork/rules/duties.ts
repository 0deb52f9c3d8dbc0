import type { DutyKind } from "#features/duties/rules/index.ts";

export const promiseDuty: DutyKind = {
  code: "fieldwork.promise",
  name: "走访承诺",
  permission: "duties.manage",
  byHand: true,
};

export const fieldworkDuties: readonly DutyKind[] = [promiseDuty];
