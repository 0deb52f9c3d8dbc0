import type { RefusalTexts } from "#core/text.ts";

export const reportTexts: RefusalTexts = {
  day_wrong: ({ value }) => ({
    title: `“${value}”不是日期`,
    detail: "请写成 2025-02-28 这样。没有改变任何数据。",
  }),
  paper_format_wrong: ({ value }) => ({
    title: `不能写成“${value}”这样的文件`,
    detail: "文件名请以 .docx 或 .pdf 结尾。没有写任何文件。",
  }),
  statistics_format_wrong: ({ value }) => ({
    title: `不能写成“${value}”这样的文件`,
    detail: "文件名请以 .xlsx 或 .pdf 结尾。没有写任何文件。",
  }),
  period_wrong: ({ value }) => ({
    title: `“${value}”不是月份，也不是年份`,
    detail: "月份请写成 2025-02，年份请写成 2025。没有改变任何数据。",
  }),
  period_to_come: ({ period }) => ({
    title: `${period}还没有到`,
    detail: "请选本月、今年或以前的。没有写任何文件。",
  }),
  query_measures_wrong: ({ most }) => ({
    title: "请选要看的指标",
    detail: `一次选1到${most}项，每项选一次。`,
  }),
  query_groups_wrong: () => ({ title: "最多按两项分组", detail: "两项要不同。去掉一项再查。" }),
  query_months_wrong: ({ most }) => ({
    title: "月份不对",
    detail: `开始的月份不能晚于结束的月份，前后最多${most}个月。`,
  }),
  query_months_to_come: () => ({ title: "这个月还没有到", detail: "请选本月或以前的月份。" }),
  query_group_impossible: ({ measure, group, possible }) => ({
    title: `“${measure}”不能按${group}分`,
    detail: `它可以按${possible}分。请换一个分组，或去掉这项指标。`,
  }),
  query_plan_impossible: ({ measure }) => ({
    title: `“${measure}”不分计划`,
    detail: "请去掉计划这个条件，或去掉这项指标。",
  }),
  query_takes_too_long: () => ({
    title: "这次查询太慢，已经停下",
    detail: "请缩短月份，或只选一个县区再查。没有改变任何数据。",
  }),
};

/** Who bore a share of the contributions. */
export const payerNames: Readonly<Record<string, string>> = {
  unit: "单位",
  member: "职工个人",
  city_union: "市总工会",
  county_union: "县区总工会",
  gift: "赠送方",
};

export const colourNames = { green: "绿色", yellow: "黄色", red: "红色" } as const;
