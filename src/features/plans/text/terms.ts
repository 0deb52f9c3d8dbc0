import { cents, showYuan } from "#core/money.ts";
import { sayShare } from "../rules/amount.ts";
import { eventKindTexts } from "./index.ts";

// Words for the keys and values of a plan file: the same on the page of a version, in its form and in a comparison.

/** Keys of a plan file. `cents` amounts are shown in yuan, `bp` as percentages. */
export const keyTexts: Readonly<Record<string, string>> = {
  code: "编码",
  version: "版本",
  name: "名称",
  source: "依据文件",
  valid_from: "启用日期",
  valid_until: "停用日期",
  period_months: "保障期（月）",
  prices: "会费",
  city: "城市编码",
  cents: "金额",
  shares: "份数",
  min: "最少",
  max: "最多",
  eligibility: "参加条件",
  age_min: "最小年龄",
  age_max: "最大年龄",
  sex: "性别",
  value: "数值",
  clause: "条款",
  waiting: "等待期",
  through_day: "到第几天",
  factor_bp: "给付比例",
  waiting_waived_up_to_gap_days: "续保间隔多少天以内不等待",
  filing_days: "申领期限（天）",
  benefits: "互助金",
  kind: "种类",
  triggers: "适用事项",
  basis: "计算基数",
  deductible_cents: "免付额",
  tiers: "分段",
  above_cents: "超过",
  to_cents: "到",
  rate_bp: "给付比例",
  cap_event_cents: "一次最高",
  cap_cover_cents: "保障期内最高",
  daily_cents: "每天",
  from_day: "从第几天起",
  max_days_cover: "保障期内最多天数",
  once_per: "给付次数",
  per_share: "按份给付",
  classes: "病种",
  icd10: "疾病编码（ICD-10）",
  sum_cents: "金额",
  percent_by_grade: "各等级的百分比",
  cap_group: "共用限额",
  cap_groups: "共用限额",
  clauses: "条款",
  title: "标题",
  text: "内容",
  states: "写明的规则",
  documents: "申领材料",
  cause: "原因",
  exclusions: "不予给付",
  examples: "例子",
  cover: "保障",
  from: "开始日期",
  to: "结束日期",
  renewal_gap_days: "续保间隔（天）",
  before: "在它之前的申领",
  event: "这次的事项",
  date: "发生或入院日期",
  ended: "结束或出院日期",
  filed: "申领日期",
  days: "住院天数",
  total_cents: "医疗费总额",
  out_of_scope_cents: "全自费",
  pre_self_pay_cents: "先行自付",
  in_scope_cents: "符合政策范围",
  fund_pay_cents: "医保基金支付",
  deductible_paid_cents: "起付线",
  other_pay_cents: "其他方面支付",
  grade: "伤残等级",
  bill: "票据代码和号码",
  expect: "应当得到",
  decision: "结果",
  reason: "原因",
  benefit_cents: "互助金",
  lines: "各项",
};

/** Values that stand for something. */
export const valueTexts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  triggers: eventKindTexts,
  kind: {
    ...eventKindTexts,
    reimbursement: "费用补助",
    allowance: "津贴",
    lump_sum: "一次性给付",
    disability: "伤残",
    death: "身故",
  },
  basis: {
    in_scope_self_pay: "符合政策范围 − 医保基金支付",
    in_scope_self_pay_after_deductible: "符合政策范围 − 医保基金支付 − 起付线",
    catalogue_self_pay: "符合政策范围 + 先行自付 − 医保基金支付",
    total_after_other_payers: "医疗费总额 − 医保基金支付 − 其他方面支付",
  },
  once_per: { cover: "一个保障期一次", class: "每类疾病一次" },
  sex: { female: "女", male: "男" },
  value: { female: "女", male: "男" },
  cause: { illness: "疾病", accident: "意外" },
  states: {
    settlement: "结算单各项相加应等于总额",
    cover_period: "保障期的起止",
    bill: "一张票据只用一次",
    rounding: "四舍五入到分",
    no_gain: "补助不超过本人负担",
  },
};

/** The last named part of a path: `rate_bp` of `benefits[inpatient].tiers[2].rate_bp`. */
const lastName = (key: string): string =>
  key
    .replace(/\[[^\]]*\]$/, "")
    .split(".")
    .at(-1) ?? key;

/** Where a term stands, in words: 互助金 inpatient · 分段 2 · 给付比例. */
export const sayTermKey = (key: string): string =>
  (key.match(/[^.[\]]+(\[[^\]]*\])?/g) ?? [])
    .map((part) => {
      const [, name = part, item] = /^([^[]+)(?:\[([^\]]*)\])?$/.exec(part) ?? [];
      const words = keyTexts[name] ?? name;
      return item === undefined ? words : `${words} ${item}`;
    })
    .filter((words) => words !== keyTexts.value)
    .join(" · ");

/** A term's value as people read it. */
export function sayTermValue(key: string, value: string | number | boolean): string {
  const name = lastName(key);
  if (typeof value === "boolean") return value ? "是" : "否";
  if (typeof value === "number" && /(^|_)cents$/.test(name)) return `${showYuan(cents(value))}元`;
  if (typeof value === "number" && name.endsWith("_bp")) return sayShare(value);
  if (key.includes("percent_by_grade.")) return `${value}%`;
  const words = valueTexts[name];
  return String(value)
    .split("、")
    .map((each) => words?.[each] ?? each)
    .join("、");
}
