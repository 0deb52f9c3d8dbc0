import { type Cents, showYuan } from "#core/money.ts";
import type { EventKind } from "../rules/event.ts";
import type { Reason, Rule, Step } from "../rules/step.ts";

// Words of an explanation, shared by pages, papers and the command line. Nothing here names an illness.

export const eventKindTexts: Readonly<Record<EventKind, string>> = {
  inpatient: "住院",
  chronic_outpatient: "门诊慢性病",
  diagnosis: "确诊",
  accident_medical: "意外医疗",
  disability: "伤残",
  accidental_death: "意外身故",
  sudden_death: "猝死",
};

export const decisionTexts = { payable: "给付", declined: "不予给付", returned: "退回补正" } as const;

export const reasonTexts: Readonly<Record<Reason, string>> = {
  settlement_inconsistent: "结算单各项相加与总额不一致",
  not_covered: "不在保障期内",
  not_eligible: "不符合参加条件",
  filed_too_late: "超过申领期限",
  waiting_period: "还在等待期",
  bill_already_used: "票据已经用过",
  cap_reached: "限额已经用完",
  already_paid_once: "已经给付过一次",
  diagnosis_not_listed: "疾病不在所列范围内",
  nothing_payable: "没有可以给付的金额",
  event_not_insured: "本计划不保这类事项",
};

/** The fields of a settlement, as papers print them. */
export const fieldTexts: Readonly<Record<string, string>> = {
  total: "医疗费总额",
  out_of_scope: "全自费",
  pre_self_pay: "先行自付",
  in_scope: "符合政策范围",
  fund_pay: "医保基金支付",
  deductible_paid: "起付线",
  other_pay: "其他方面支付",
};

/** Sums as titles say them: 5,000 rather than 5,000.00. */
const short = (amount: string | undefined): string => (amount ?? "").replace(/\.00$/, "");
type Inputs = Step["inputs"];

const waiting = ({ cause, renewal_gap, day, through_day, factor }: Inputs): string => {
  if (cause === "accident") return "意外伤害没有等待期";
  if (renewal_gap !== undefined) return `续保间隔${renewal_gap}天，没有等待期`;
  if (factor === "0%") return `还在等待期：当天是保障第${day}天，等待期到第${through_day}天`;
  if (factor === "100%") return `等待期已过：当天是保障第${day}天`;
  return `等待期内按${factor}给付：当天是保障第${day}天，到第${through_day}天`;
};

const tier = ({ above, to, rate }: Inputs): string => {
  if (above === "0.00") return to === "" ? `付${rate}` : `${short(to)}元以内的部分，付${rate}`;
  return to === ""
    ? `超过${short(above)}元的部分，付${rate}`
    : `${short(above)}元至${short(to)}元的部分，付${rate}`;
};

const used = (amount: string | undefined, unit: string): string =>
  amount === "0" || amount === "0.00" ? "" : `，已用${short(amount)}${unit}`;

const titles: Readonly<Record<Rule, (inputs: Inputs, reason: Reason | undefined) => string>> = {
  settlement: (_, reason) => (reason ? reasonTexts.settlement_inconsistent : "结算单各项相加与总额一致"),
  cover_period: (_, reason) => (reason ? reasonTexts.not_covered : "在保障期内"),
  sex: (_, reason) => (reason ? reasonTexts.not_eligible : "符合参加条件"),
  filing: ({ days }, reason) => (reason ? `超过${days}天才申领` : `在${days}天内申领`),
  waiting,
  event: ({ kind }) => `本计划不保${eventKindTexts[kind as EventKind]}`,
  bill: () => "这张票据已经补助过费用",
  basis: (inputs) =>
    Object.keys(inputs)
      .map(
        (field, place) => `${place === 0 ? "" : field === "pre_self_pay" ? "加" : "减"}${fieldTexts[field]}`,
      )
      .join("，"),
  deductible: ({ deductible }) => `减去免付的${short(deductible)}元`,
  tier,
  tiers: () => "各段合计",
  days: ({ days, from_day }) => `住院${days}天，从第${from_day}天起给付`,
  cap_days: ({ cap, used: usedDays }) => `最多${cap}天${used(usedDays, "天")}`,
  daily: ({ daily }) => `每天${short(daily)}元`,
  diagnosis: (_, reason) => (reason ? reasonTexts[reason] : "疾病在所列范围内"),
  grade: ({ grade, percent }) => (grade === "" ? "没有评定等级" : `伤残${grade}级，给付${percent}`),
  sum: ({ shares }) => (shares === undefined ? "一次性给付" : `每份的金额，${shares}份`),
  factor: ({ factor }) => `等待期内按${factor}`,
  rounding: () => "四舍五入到分",
  cap_event: ({ cap }) => `一次最高${short(cap)}元`,
  cap_cover: ({ cap, used: amount }) => `保障期内最高${short(cap)}元${used(amount, "元")}`,
  cap_group: ({ cap, used: amount }) => `几项合计最高${short(cap)}元${used(amount, "元")}`,
  no_gain: ({ cap }) => `本人负担${short(cap)}元，补助不超过它`,
  total: () => "合计",
};

/** What a step says, in words; the sum with its numbers is the step's `formula`. */
export const sayStep = ({ rule, inputs, reason }: Step): string => titles[rule](inputs, reason);

/** 给付1,050.00元, or why not. */
export const sayOutcome = (out: {
  readonly decision: keyof typeof decisionTexts;
  readonly reason?: Reason | undefined;
  readonly benefit: Cents;
}): string =>
  out.decision === "payable"
    ? `${decisionTexts.payable}${showYuan(out.benefit)}元`
    : `${decisionTexts[out.decision]}${out.reason ? `，${reasonTexts[out.reason]}` : ""}`;
