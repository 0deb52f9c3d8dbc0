import { type PlainDate, sayDay, sayFullDay } from "#core/dates.ts";
import type { Rule, Step } from "#features/plans/rules/index.ts";
import { kindNames } from "../text.ts";
import { reasonNames } from "./reasons.ts";

/** How one line of an explanation reads: what it is about, and the sum or the facts with their numbers. */
export type StepWords = { readonly title: string; readonly detail: string };

/** What a plan says around the numbers of a step. */
export type StepPlace = {
  /** `in_scope_self_pay` …: the basis of the benefit that the step belongs to. */
  readonly basis: string | undefined;
};

type Inputs = Readonly<Record<string, string>>;
type Say = (inputs: Inputs, step: Step, place: StepPlace) => StepWords;

const day = (text: string | undefined): string => (text ? sayFullDay(text as PlainDate) : "");
/** The same without its year where that is the year of a day named before. */
const then = (text: string | undefined, before: string | undefined): string =>
  text ? sayDay(text as PlainDate, (before ?? text) as PlainDate) : "";

const basisNames: Readonly<Record<string, string>> = {
  in_scope_self_pay: "政策范围内自付",
  in_scope_self_pay_after_deductible: "政策范围内自付，不含起付线",
  catalogue_self_pay: "目录内自付",
  total_after_other_payers: "各方支付后自己承担的",
};

const parts: Readonly<Record<string, string>> = {
  in_scope: "医保范围内",
  pre_self_pay: "先行自付",
  total: "医疗费总额",
  fund_pay: "医保付的",
  deductible_paid: "起付线",
  other_pay: "其他方付的",
};

/** 医保范围内21,361.86，减去医保付的13,342.85，再减起付线400.00 */
function sayBasis(inputs: Inputs): string {
  const said = (names: readonly string[]) =>
    names.flatMap((name) => (inputs[name] === undefined ? [] : [`${parts[name]}${inputs[name]}`]));
  const minus = said(["fund_pay", "other_pay", "deductible_paid"]);
  const plus = said(["total", "in_scope", "pre_self_pay"]).join("加");
  return [plus, ...minus.map((each, place) => `${place === 0 ? "减去" : "再减"}${each}`)].join("，");
}

/** 5,000.00以内部分 · 5,000.00–20,000.00部分 · 超过20,000.00的部分 */
function sayTier({ above, to }: Inputs): string {
  if (above === "0.00" || above === undefined) return to ? `${to}以内部分` : "全部";
  return to ? `${above}–${to}部分` : `超过${above}的部分`;
}

const limit =
  (title: string): Say =>
  (inputs, step) => ({
    title: `${title}${inputs.cap ?? ""}`,
    detail: `已用${inputs.used}${step.amount === inputs.amount ? "" : `，还剩${inputs.left}，给到${step.amount}`}`,
  });

const says: Readonly<Record<Rule, Say>> = {
  settlement: (_inputs, { formula, reason }) => ({
    title: reason ? "结算单各项相加不等于总额" : "结算单各项相加相符",
    detail: formula,
  }),
  cover_period: ({ from, to, on }, { reason }) => ({
    title: reason ? "不在保障期内" : "在保障期内",
    detail: `${day(from)}–${then(to, from)}，${then(on, to)}发生`,
  }),
  sex: ({ sex, required }, { reason }) => ({
    title: reason ? "不符合参加条件" : "符合参加条件",
    detail: `计划保障${required}职工，登记为${sex}`,
  }),
  filing: ({ ended, filed, days }, { reason, formula }) => ({
    title: reason ? `超过${days}天的申领期限` : `在${days}天内申领`,
    detail: `${day(ended)}结束，${then(filed, ended)}申领，第${/= (\d+)/.exec(formula)?.[1] ?? ""}天`,
  }),
  waiting: sayWaiting,
  event: ({ kind }) => ({
    title: "不属于这份保障的情况",
    detail: kindNames[kind as keyof typeof kindNames] ?? "",
  }),
  bill: () => ({ title: "这张票据已经用过", detail: "同一张票据只给付一次费用" }),
  basis: (inputs, { formula }, { basis }) => ({
    title: basisNames[basis ?? ""] ?? "自己付了多少",
    detail: Object.keys(inputs).length > 0 ? sayBasis(inputs) : formula,
  }),
  deductible: ({ deductible }, { formula }) => ({ title: `减去起付额${deductible}`, detail: formula }),
  tier: (inputs, { formula }) => ({ title: sayTier(inputs), detail: formula }),
  tiers: (_inputs, { formula }) => ({ title: "各段相加", detail: formula }),
  daily: ({ daily, days }) => ({ title: "住院津贴", detail: `每天${daily} × ${days}天` }),
  days: ({ days, from_day }, { formula }) => ({
    title: from_day === "1" ? "住院天数" : `从第${from_day}天起算`,
    detail: `住院${days}天：${formula}天`,
  }),
  cap_days: ({ cap, used }) => ({
    title: `保障期内最多${cap}天`,
    detail: used === "0" ? "还没有用过" : `已用${used}天`,
  }),
  diagnosis: ({ prefix }, { reason }) => ({
    title: reason ? (reasonNames[reason] ?? "") : "诊断在保障的病种内",
    detail: prefix ? `病种编码${prefix}` : "病种表里没有这个诊断",
  }),
  grade: ({ grade, percent }, { formula }) => ({
    title: grade ? `${grade}级伤残，${percent}` : "没有伤残等级",
    detail: formula,
  }),
  sum: ({ shares }, { formula }) => ({ title: shares ? `${shares}份` : "保障金额", detail: formula }),
  factor: ({ factor }, { formula }) => ({ title: `等待期内按${factor}`, detail: formula }),
  rounding: (_inputs, { formula }) => ({ title: "四舍五入到分", detail: formula }),
  cap_event: limit("每次最高"),
  cap_cover: limit("保障期内最高"),
  cap_group: limit("几项合计最高"),
  no_gain: ({ cap }, { amount, inputs }) => ({
    title: "不超过自己承担的部分",
    detail: amount === inputs.amount ? `自己承担${cap}` : `自己承担${cap}，给到${amount}`,
  }),
  total: (_inputs, { formula }) => ({ title: "各项合计", detail: formula }),
};

function sayWaiting(inputs: Inputs, step: Step): StepWords {
  const { day: nth, through_day: through, factor, renewal_gap: gap, waived_up_to: waived } = inputs;
  if (inputs.cause === "accident") return { title: "意外没有等待期", detail: "" };
  if (gap !== undefined) return { title: "续保免等待期", detail: `间隔${gap}天，不超过${waived}天` };
  const at = `发生在保障第${nth}天`;
  if (step.reason) return { title: `等待期${through}天内，因病不给付`, detail: at };
  return factor === "100%"
    ? { title: `等待期${through}天已过`, detail: at }
    : { title: `第${through}天以前按${factor}给付`, detail: at };
}

export const sayStep = (step: Step, place: StepPlace): StepWords => says[step.rule](step.inputs, step, place);

/** What was judged, and what was worked out. */
const judging: readonly Rule[] = ["cover_period", "sex", "filing", "waiting", "event", "settlement"];
export const isJudged = (step: Step): boolean => judging.includes(step.rule);

/** Fields of the settlement sheet that a step took in, by their names in steps, in the order of a sum. */
export const sheetFields: Readonly<Record<string, string>> = {
  total: "total",
  in_scope: "inScope",
  pre_self_pay: "preSelfPay",
  out_of_scope: "outOfScope",
  fund_pay: "fundPay",
  other_pay: "otherPay",
  deductible_paid: "deductiblePaid",
};
