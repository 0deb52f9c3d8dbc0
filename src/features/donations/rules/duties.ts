import type { DutyKind } from "#features/duties/rules/index.ts";

/** Somebody else than who proposed a grant decides it. */
export const decisionDuty: DutyKind = {
  code: "donations.grant",
  name: "批准拨付",
  permission: "donations.decide",
};

/** A donor hears what became of a donation that was used. */
export const reportDuty: DutyKind = {
  code: "donations.report",
  name: "向捐赠人反馈",
  permission: "donations.manage",
};

/** ☆ Working days. */
export const daysFor = { decision: 3, report: 20 } as const;

export const donationDuties: readonly DutyKind[] = [decisionDuty, reportDuty];
