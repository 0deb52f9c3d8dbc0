import type { FigureUnit } from "#core/figure.ts";

/** How an answer may be divided. */
export const groups = ["county", "unit", "industry", "month", "plan", "payer"] as const;
export type Group = (typeof groups)[number];

export const groupNames: Readonly<Record<Group, string>> = {
  county: "县区（产业）",
  unit: "单位",
  industry: "行业",
  month: "月份",
  plan: "计划",
  payer: "由谁承担",
};

export const themes = ["参加和会费", "申领和互助金", "救助", "咨询", "培训"] as const;

export type Measure = {
  readonly theme: (typeof themes)[number];
  readonly name: string;
  readonly unit: FigureUnit;
  /** What of a ratio is divided, and by what. */
  readonly numeratorName?: string;
  readonly denominatorName?: string;
  /** By what it may be divided; by `plan` it may be filtered only where it may be divided by it. */
  readonly groups: readonly Group[];
  /** It tells of people who were ill or in need: fewer than three of them are not told apart. */
  readonly isSparing?: boolean;
  /** As things stood at the end of the months asked for, not what happened within them. */
  readonly isStanding?: boolean;
  readonly definition: string;
  /** The page of the console on which its records stand. */
  readonly link: string;
};

const places = ["county", "unit", "industry"] as const;
const placesAndMonths = [...places, "month"] as const;
const withPlan = [...placesAndMonths, "plan"] as const;

/** All that may be asked for. What a question may hold is decided here and nowhere else. */
export const measures = {
  units: {
    theme: "参加和会费",
    name: "参加单位",
    unit: "units",
    groups: ["county", "industry", "month", "plan"],
    definition: "期内至少有一份会费已经上缴的单位；按月份或计划分开时，一家单位可以在几行里各算一次。",
    link: "/overview",
  },
  people: {
    theme: "参加和会费",
    name: "参加人次",
    unit: "person_times",
    groups: withPlan,
    definition: "期内会费已经上缴的人次；一人参加两项计划算两人次。",
    link: "/overview",
  },
  contributions: {
    theme: "参加和会费",
    name: "会费",
    unit: "cents",
    groups: [...withPlan, "payer"],
    definition: "期内已经上缴的会费，不论由单位、职工、市县工会还是赠送方承担。",
    link: "/months",
  },
  covered: {
    theme: "参加和会费",
    name: "期末保障中人次",
    unit: "person_times",
    groups: places,
    isStanding: true,
    definition: "期末这一天保障期正在进行的人次；一人参加两项计划算两人次。",
    link: "/overview",
  },
  participation: {
    theme: "参加和会费",
    name: "期末参加率",
    unit: "bp",
    numeratorName: "已确认人次",
    denominatorName: "在职职工",
    groups: places,
    isStanding: true,
    definition:
      "期末单位已确认参加、还没有到期的人次，除以在职职工；没有登记职工人数的单位，分子分母都不算。",
    link: "/overview",
  },
  filed: {
    theme: "申领和互助金",
    name: "收到申领",
    unit: "cases",
    groups: withPlan,
    isSparing: true,
    definition: "期内递交的申领，不论结果。",
    link: "/claims",
  },
  paid: {
    theme: "申领和互助金",
    name: "给付人次",
    unit: "person_times",
    groups: withPlan,
    isSparing: true,
    definition: "期内银行已经付到的申领件数；一人两件算两人次。",
    link: "/claims?state=paid",
  },
  claimants: {
    theme: "申领和互助金",
    name: "领到互助金的职工",
    unit: "people",
    groups: withPlan,
    isSparing: true,
    definition: "期内至少有一件付到的职工，一人在一行里只算一次，所以各行相加可以大于合计。",
    link: "/claims?state=paid",
  },
  benefits: {
    theme: "申领和互助金",
    name: "给付互助金",
    unit: "cents",
    groups: withPlan,
    isSparing: true,
    definition: "期内银行已经付到的互助金。",
    link: "/claims?state=paid",
  },
  loss_ratio: {
    theme: "申领和互助金",
    name: "理赔率（金额）",
    unit: "bp",
    numeratorName: "给付互助金",
    denominatorName: "同期上缴的会费",
    groups: ["county", "unit", "industry", "plan"],
    isSparing: true,
    definition: "期内付到的互助金，除以同期上缴的会费。",
    link: "/claims?state=paid",
  },
  grants: {
    theme: "救助",
    name: "救助慰问",
    unit: "cases",
    groups: placesAndMonths,
    isSparing: true,
    definition: "期内银行付到的救助慰问，一次算一件。",
    link: "/relief?show=done",
  },
  grant_cents: {
    theme: "救助",
    name: "救助慰问金",
    unit: "cents",
    groups: placesAndMonths,
    isSparing: true,
    definition: "期内银行付到的救助慰问金，从二次救助资金付出；不是互助金。",
    link: "/relief?show=done",
  },
  questions: {
    theme: "咨询",
    name: "咨询和建议",
    unit: "cases",
    groups: placesAndMonths,
    definition: "半小时期限在期内的咨询和建议。",
    link: "/inquiries/statistics",
  },
  in_time: {
    theme: "咨询",
    name: "半小时内响应率",
    unit: "bp",
    numeratorName: "半小时内答复",
    denominatorName: "到期或已答复的咨询",
    groups: placesAndMonths,
    definition: "半小时（服务时间内）里第一次答复的，除以已经到期或答复的全部咨询。",
    link: "/inquiries/statistics",
  },
  trained: {
    theme: "培训",
    name: "参加培训",
    unit: "person_times",
    groups: placesAndMonths,
    definition: "期内各场培训签到的人次。",
    link: "/training",
  },
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureCode = keyof typeof measures;
export const measureCodes = Object.keys(measures) as [MeasureCode, ...MeasureCode[]];
export const measureOf = (code: MeasureCode): Measure => measures[code];
