import type { RefusalTexts } from "#core/text.ts";

export const trialTexts: RefusalTexts = {
  variant_wrong: ({ problems }) => ({
    title: "这个方案还不能算",
    detail: `${Array.isArray(problems) && problems.length > 0 ? `${problems.map((each) => sayProblem(String(each))).join("；")}。` : "方案的写法不对。"}请改好后再算。没有保存任何数据。`,
  }),
};

const problemNames: Readonly<Record<string, string>> = {
  term_unknown: "计划里没有这一项",
  tier_gap: "与上一段之间有空隙",
  tier_overlap: "与上一段重叠",
  tier_empty: "这一段是空的",
  last_tier_not_open: "最后一段不应有上限",
  waiting_not_ascending: "等待期没有按天数递增",
  too_big: "超过上限",
  too_small: "低于下限",
};

function sayProblem(problem: string): string {
  const [place = "", code = ""] = problem.split(" ");
  return `${placeName(place)}${problemNames[code] ?? "值不对"}`;
}

const termNames: Readonly<Record<string, string>> = {
  deductible_cents: "起付线",
  cap_event_cents: "每次最高",
  cap_cover_cents: "保障期内最高",
  daily_cents: "每天津贴",
  from_day: "从第几天起",
  max_days_cover: "保障期内最多天数",
  sum_cents: "金额",
  filing_days: "申领期限",
  waiting_waived_up_to_gap_days: "续保免等待的间隔",
  waiting: "等待期",
  tiers: "分段",
};

/** `inpatient.deductible_cents` in words: 起付线. */
export const termName = (place: string): string => termNames[place.split(".").at(-1) ?? ""] ?? place;

/** Where a fault is: `inpatient.tiers.1.above_cents` is 第2段. */
export function placeName(place: string): string {
  const tier = /\.tiers\.(\d+)/.exec(place);
  if (tier) return `第${Number(tier[1]) + 1}段`;
  const step = /^waiting\.(\d+)/.exec(place);
  if (step) return `等待期第${Number(step[1]) + 1}段`;
  return `${termName(place)}：`;
}

export const segmentKindNames = { unit_kind: "单位性质", age_band: "年龄", bill_size: "医疗费大小" } as const;

const segmentNames: Readonly<Record<string, string>> = {
  unknown: "不详",
  under_30: "30岁以下",
  "30s": "30–39岁",
  "40s": "40–49岁",
  "50s": "50–59岁",
  from_60: "60岁及以上",
  under_5000: "不满5,000元",
  "5000_20000": "5,000–20,000元",
  "20000_50000": "20,000–50,000元",
  from_50000: "50,000元及以上",
  "": "未登记",
};

export const segmentName = (key: string): string => segmentNames[key] ?? key;
