import { type Cents, parseYuan, showYuan } from "#core/money.ts";
import type { CheckCode } from "../rules/checks.ts";

type Facts = Readonly<Record<string, string | number>>;

const sum = (text: unknown): string => showYuan(parseYuan(String(text)) ?? (0n as Cents));
const others = ({ count, number }: Facts): string =>
  Number(count) > 1 ? `${number}等${count}件申领` : `${number}`;

/** What was found, as a reviewer reads it; and what it is called where nothing was found. */
export const findingTexts: Readonly<
  Record<CheckCode, { readonly title: string; readonly fine: string; readonly say: (facts: Facts) => string }>
> = {
  not_covered: {
    title: "事发时不在保障期内",
    fine: "在保障期内",
    say: () => "保障还没有开始、已经到期，或会费还没有上缴。请看左边的保障期。",
  },
  not_eligible: { title: "不符合参加条件", fine: "符合参加条件", say: () => "性别与计划的要求不符。" },
  waiting_period: { title: "在等待期内", fine: "等待期已过", say: () => "等待期内因病不给付，意外除外。" },
  filed_too_late: {
    title: "超过申领期限",
    fine: "在期限内申领",
    say: () => "从事情结束到申领，超过了条款规定的天数。",
  },
  settlement_inconsistent: {
    title: "结算单各项相加不等于总额",
    fine: "结算单各项相加相符",
    say: () => "请对照结算单改正录入的数；结算单本身有误的，退回请本人到医保窗口核对。",
  },
  bill_used: {
    title: "这张票据已经用过",
    fine: "票据未用过",
    say: (facts) =>
      facts.number ? `${others(facts)}已用这张票据得到给付。` : "已有申领用这张票据得到给付。",
  },
  overlapping_stay: {
    title: "住院时间与另一次重叠",
    fine: "住院时间不重叠",
    say: (facts) => `与${others(facts)}的住院日期重叠。同一天不会住两家医院，请核对日期。`,
  },
  payee_not_member: {
    title: "收款人不是本人",
    fine: "收款人相符",
    say: ({ payee }) =>
      payee === "self" ? "账户户名与职工姓名不同。" : "缺少亲属或监护关系证明，或收款人的身份证。",
  },
  consent_withdrawn: {
    title: "没有本人对处理医疗信息的同意",
    fine: "本人同意处理医疗信息",
    say: () => "本人没有同意，或者撤回了。重新同意以前不能继续办。",
  },
  bill_claimed: {
    title: "这张票据还有另一件在办",
    fine: "票据没有重复申领",
    say: (facts) => `${others(facts)}用的是同一张票据，还没有办完。`,
  },
  not_certified: {
    title: "单位没有证明在职",
    fine: "单位已证明在职",
    say: ({ certification }) =>
      certification === "not_employed"
        ? "单位说事发时不在职。请核实劳动关系。"
        : "单位没有按期答复。请电话核实。",
  },
  shared_card: {
    title: "收款账户还收过别人的互助金",
    fine: "收款卡未与他人共用",
    say: (facts) => `${others(facts)}是另一个人的，收款账户相同。`,
  },
  card_differs: {
    title: "收款银行卡与名册登记的不同",
    fine: "收款卡与名册一致",
    say: ({ roster, given }) => `名册尾号${roster}，本次尾号${given}。请看银行卡照片。`,
  },
  card_number_doubtful: {
    title: "银行卡号可能写错",
    fine: "卡号校验相符",
    say: () => "校验位不对。请对照银行卡照片逐位核对，付错了要退汇再付。",
  },
  sex_and_diagnosis: {
    title: "诊断与性别不符",
    fine: "诊断与性别相符",
    say: () => "这种诊断只会出现在另一性别。请核对诊断编码和本人身份。",
  },
  unusual_size: {
    title: "金额比平常高",
    fine: "金额在常见范围",
    say: ({ usual }) => `本市100件里有99件不超过${sum(usual)}元。`,
  },
  readmission: {
    title: "出院不久又住院",
    fine: "不是短期内再住院",
    say: ({ days, number }) => `${number}出院${days}天后再次住院。请看是不是同一次治疗分开结算。`,
  },
  just_after_waiting: {
    title: "刚过等待期",
    fine: "离等待期较远",
    say: ({ day, through }) => `事发在保障第${day}天，等待期到第${through}天。`,
  },
  same_paper: {
    title: "同一份文件交在另一件申领里",
    fine: "材料没有重复使用",
    say: (facts) => `${others(facts)}里有内容完全相同的文件。`,
  },
  clerk_is_claimant: {
    title: "经办人与申领人同名",
    fine: "经办人不是申领人",
    say: () => "单位经办人不能证明自己的申领。请核实，或由上级工会证明。",
  },
};
