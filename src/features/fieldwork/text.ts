import type { RefusalTexts } from "#core/text.ts";

const nothing = "没有保存任何数据。";

export const fieldworkTexts: RefusalTexts = {
  area_exists: () => ({ title: "已经有同名的片", detail: `请换一个名称。${nothing}` }),
  area_without_units: () => ({
    title: "这一片里没有单位",
    detail: `请选单位，或者选下面有单位的工会。${nothing}`,
  }),
  visit_in_future: () => ({ title: "走访日期在今天以后", detail: `去过以后再登记。${nothing}` }),
  promise_due_before_visit: () => ({ title: "承诺的期限早于走访", detail: `请改期限。${nothing}` }),
  founding_in_future: () => ({ title: "日期在今天以后", detail: `会开过以后再登记。${nothing}` }),
  founding_more_willing_than_came: () => ({
    title: "愿意参加的比到会的多",
    detail: `请核对人数。${nothing}`,
  }),
};

export const metNames = {
  party_head: "党委（党组）负责人",
  manager: "行政负责人",
  union_chair: "工会主席",
  clerk: "经办人",
  workers: "职工",
} as const;
export const foundingNames = {
  union_founded: "新建工会",
  member_congress: "会员代表大会",
  workers_congress: "职工代表大会",
} as const;
