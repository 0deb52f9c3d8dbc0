import type { Reason } from "#features/plans/rules/index.ts";

/** Why a plan gives nothing, in a few words; the sentence with its numbers comes from the steps. */
export const reasonNames: Readonly<Record<Reason, string>> = {
  settlement_inconsistent: "结算单各项相加不等于总额",
  not_covered: "事发时不在保障期内",
  not_eligible: "不符合参加条件",
  filed_too_late: "超过申领期限",
  waiting_period: "在等待期内",
  bill_already_used: "这张票据已经用过",
  cap_reached: "已达到最高限额",
  already_paid_once: "这一项已经给付过",
  diagnosis_not_listed: "诊断不在保障的病种内",
  nothing_payable: "没有可以给付的金额",
  event_not_insured: "这份保障不管这种情况",
};
