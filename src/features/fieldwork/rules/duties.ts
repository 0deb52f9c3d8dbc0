import type { DutyKind } from "#features/duties/rules/index.ts";

export const promiseDuty: DutyKind = {
  code: "fieldwork.promise",
  name: "走访承诺",
  permission: "duties.manage",
  byHand: true,
};

/** Owed where a unit is red; whoever visits it has done it. */
export const guidanceDuty: DutyKind = {
  code: "fieldwork.guidance",
  name: "上门指导",
  permission: "fieldwork.manage",
  byHand: true,
};

export const fieldworkDuties: readonly DutyKind[] = [promiseDuty, guidanceDuty];
