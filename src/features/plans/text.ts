import type { RefusalTexts } from "#core/text.ts";

export const planTexts: RefusalTexts = {
  plan_file_wrong: ({ file, problems }) => ({
    title: `计划文件${file}有${Array.isArray(problems) ? problems.length : 0}处不对`,
    detail: `${Array.isArray(problems) ? problems.join("；") : ""}。请改正后重新发布。没有保存任何数据。`,
  }),
  plan_version_published_differently: ({ plan, version }) => ({
    title: `计划${plan}的${version}版已经发布，内容不同`,
    detail: "已发布的版本不能修改，参加的人按它享受保障。请用新的版本号发布。原来的版本没有改变。",
  }),
  plan_not_in_force: ({ plan, day }) => ({
    title: `${day}没有可以参加的计划${plan}`,
    detail: "请核对计划编码和保障开始日期，或先发布这一天有效的计划版本。没有保存任何数据。",
  }),
  plan_without_price: ({ plan, day }) => ({
    title: `计划${plan}在${day}没有本市的价格`,
    detail: "请省办事处在计划中写明本市价格后再办。没有保存任何数据。",
  }),
};

/** What is wrong with a plan file, by code. */
export const planProblems: Readonly<Record<string, string>> = {
  not_yaml: "不是正确的YAML",
  unknown_key: "没有这一项，可能是拼写错误",
  missing: "缺少这一项",
  wrong_type: "类型不对",
  wrong_value: "值不对",
  too_big: "超过上限",
  too_small: "低于下限",
  not_a_day: "不是日期",
  code_shape: "编码写法不对",
  tier_gap: "与上一段之间有空隙",
  tier_overlap: "与上一段重叠",
  tier_empty: "这一段是空的",
  last_tier_not_open: "最后一段不应有上限",
  prefix_twice: "同一疾病编码列了两次",
  price_twice: "同一城市同一天有两个价格",
  waiting_not_ascending: "等待期没有按天数递增",
  cap_group_unknown: "没有这个共用限额",
  shares_max_below_min: "最多份数小于最少份数",
};
