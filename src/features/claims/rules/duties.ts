import type { DutyKind } from "#features/duties/rules/index.ts";
import type { ClaimState } from "./claim.ts";

const kind = (code: string, name: string, permission: DutyKind["permission"]): DutyKind => ({
  code: `claims.${code}`,
  name,
  permission,
  dueJob: "claims_fell_due",
  hasOwnWords: true,
});

/** What is owed while a claim stands in a state. Papers that are asked for are owed through the unit that helps to bring them. */
export const claimDuties: Partial<Record<ClaimState, DutyKind>> = {
  certification: kind("certification", "申领在职证明", "claims.certify"),
  first_review: kind("first_review", "申领初审", "claims.review_first"),
  second_review: kind("second_review", "申领复审", "claims.review_second"),
  final_review: kind("final_review", "申领终审", "claims.final"),
  returned: kind("supplement", "申领补材料", "claims.file"),
  appealed: kind("appeal", "申领复议", "claims.appeal"),
};

const titles: Readonly<Record<string, string>> = {
  "claims.certification": "证明申领人在职",
  "claims.first_review": "初审一件申领",
  "claims.second_review": "复审一件申领",
  "claims.final_review": "终审一件申领",
  "claims.supplement": "补齐申领材料",
  "claims.appeal": "决定一件复议",
};

/** 初审一件申领（SL-2025-000017）: never whose it is. */
export const sayDuty = (owed: DutyKind, number: string | null): string =>
  `${titles[owed.code]}${number ? `（${number}）` : ""}`;

/** Who owes it: the unit, or the city's agency. */
export const isOwedByUnit = (state: ClaimState): boolean => state === "certification" || state === "returned";
