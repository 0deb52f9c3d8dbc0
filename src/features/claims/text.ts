import type { EventKind } from "#features/plans/rules/index.ts";
import type { Channel, ClaimState } from "./rules/claim.ts";
import type { PayeeKind } from "./rules/papers.ts";

/** Where a claim stands, for people who work on it. */
export const stateNames: Readonly<Record<ClaimState, string>> = {
  draft: "草稿",
  certification: "等单位证明",
  first_review: "初审",
  second_review: "复审",
  final_review: "终审",
  approved: "已通过",
  paying: "付款中",
  paid: "已发放",
  payment_failed: "没有付成",
  returned: "等补材料",
  rejected: "不予给付",
  withdrawn: "已撤回",
  lapsed: "已失效",
  appealed: "复议中",
};

export const kindNames: Readonly<Record<EventKind, string>> = {
  inpatient: "住院",
  chronic_outpatient: "门诊慢特病",
  diagnosis: "首次确诊",
  accident_medical: "意外医疗",
  disability: "伤残",
  accidental_death: "意外身故",
  sudden_death: "猝死",
};

export const channelNames: Readonly<Record<Channel, string>> = {
  phone: "本人手机",
  unit: "单位代办",
  relative: "亲属申领",
  automatic: "免申即享",
};

export const payeeNames: Readonly<Record<PayeeKind, string>> = {
  self: "本人",
  heir: "继承人",
  guardian: "监护人",
};

export const certificationNames = {
  employed: "在职",
  not_employed: "不在职",
  silent: "单位没有按期证明",
  not_needed: "不需要证明",
} as const;

/** What stands on a settlement sheet. */
export const sheetNames = {
  total: "医疗费总额",
  outOfScope: "全自费（目录外）",
  preSelfPay: "先行自付",
  inScope: "符合政策范围",
  fundPay: "医保基金支付",
  deductiblePaid: "起付线自付",
  otherPay: "大病、补充、救助等支付",
} as const;
export type SheetField = keyof typeof sheetNames;
