import type { RefusalTexts } from "#core/text.ts";

export const targetTexts: RefusalTexts = {
  targets_do_not_add_up: ({ whole, parts }) => ({
    title: "分到下面的加起来不等于总目标",
    detail: `总目标${whole}，分下去的一共${parts}。请改好再保存，或者按职工人数分。没有保存任何数据。`,
  }),
  group_goals_do_not_add_up: ({ whole, parts }) => ({
    title: "各类加起来不等于全市目标",
    detail: `全市目标${whole}人，各类一共${parts}人。请改好再保存。没有保存任何数据。`,
  }),
  group_days_wrong: ({ value }) => ({
    title: "起止日期不对",
    detail: `“${value}”的开始要在结束以前，而且都在这一年。没有保存任何数据。`,
  }),
  ratio_beyond_whole: () => ({
    title: "比例要在0到100%之间",
    detail: "请填写0到100的数。没有保存任何数据。",
  }),
  target_missing: () => ({
    title: "上一级还没有目标",
    detail: "请先给上一级定目标，再往下分。没有保存任何数据。",
  }),
  nobody_below: () => ({ title: "下面没有可以分的单位", detail: "这里没有下级单位。没有保存任何数据。" }),
  standing_unknown: () => ({
    title: "没有找到这一天的进度",
    detail: "它可能不在您的管理范围。没有改变任何数据。",
  }),
  standing_taken: ({ asOf }) => ({
    title: "这一天的进度已经算过",
    detail: `${asOf}的进度和颜色已经留存，不再重算。没有改变任何数据。`,
  }),
  no_targets: ({ year }) => ({
    title: `${year}年还没有目标`,
    detail: "请先在目标页面下达目标，再算进度。没有保存任何数据。",
  }),
  colour_same: () => ({ title: "颜色没有变", detail: "请选另一种颜色。没有改变任何数据。" }),
  rule_out_of_order: () => ({
    title: "两条线的次序不对",
    detail: "绿色线要高于黄色线，黄色线要高于0。没有保存任何数据。",
  }),
  goal_named_twice: () => ({
    title: "有一项写了两次",
    detail: "同一个单位或同一类只能有一个目标。请删去多的一行。没有保存任何数据。",
  }),
  parts_not_right_below: () => ({
    title: "分解要写全直接下级",
    detail: "每个直接下级写一次，不分给它的写0；不是直接下级的不能写。没有保存任何数据。",
  }),
  standing_not_yet: () => ({
    title: "还没有到这一天",
    detail: "报告日最晚是今天。请改日期再取。",
  }),
};

export const colourNames = { green: "绿色", yellow: "黄色", red: "红色" } as const;
export const colourMeanings = { green: "达标", yellow: "提醒", red: "关注" } as const;
export const markNames = {
  awareness: "知晓率低于80%",
  late_money: "资金两次迟到",
  findings: "检查问题没有整改",
} as const;
export const measureNames = {
  people: "参加人数",
  units: "参加单位",
  participation: "参加率",
  renewals: "续保率",
  funds: "会费到齐率",
} as const;
export const splitNames = {
  sector: "行业",
  category: "市直和县区",
  phase: "阶段",
  key_firm: "重点企业",
} as const;
/** Values of splits that are kept as codes; an industry says itself. */
export const valueNames: Readonly<Record<string, string>> = {
  municipal: "市直",
  county: "县区",
  government: "机关事业单位",
  state_owned: "国有企业",
  new_employment: "新就业形态",
  yes: "重点企业",
  "": "没有归类",
};

/** What each measure counts, kept with the target as it was when it was set. */
export const definitions = {
  people: "到这一天，名册已由单位确认、保障还没有到期的职工人数；一人只算一次。",
  units: "到这一天，至少有一人已确认参加的单位数。",
  participation: "已确认参加的人数 ÷ 在职职工人数；没有登记在职职工数的单位，人数和职工数都不算。",
  renewals: "一年内到期的人里，又参加了的 ÷ 一年内到期的人数。",
  funds: "已确认参加的人里，会费到齐的 ÷ 已确认参加的人数。",
} as const;
/** What a goal of a group counts, kept with it. */
export const groupDefinition =
  "到报告日，归在这一类的单位已确认参加、保障还没有到期的职工人数；单位按当天的归类。";
