import type { DutyKind } from "#features/duties/rules/index.ts";

export const opinionDuty: DutyKind = {
  code: "relief.opinion",
  name: "救助出意见",
  permission: "relief.opine",
};
export const decisionDuty: DutyKind = {
  code: "relief.decision",
  name: "救助批准",
  permission: "relief.decide",
};
export const accountDuty: DutyKind = {
  code: "relief.account",
  name: "改正救助收款账户",
  permission: "relief.propose",
};

export const reliefDuties: readonly DutyKind[] = [opinionDuty, decisionDuty, accountDuty];
