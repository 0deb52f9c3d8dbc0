import type { RefusalTexts } from "#core/text.ts";
import type { CallMark } from "./rules/calls.ts";
import type { TemplateFault } from "./rules/template.ts";

const nothing = "没有保存任何数据。";
const faults: Readonly<Record<TemplateFault, string>> = {
  template_empty: "一项都没有",
  template_code_twice: "有两项的代号相同",
  template_not_hundred: "各项分数加起来不是100",
  template_check_missing: "五查要每查至少一项",
};
const listed = (value: unknown): string =>
  Array.isArray(value) ? value.map((each) => `“${each}”`).join("、") : "";

export const inspectionTexts: RefusalTexts = {
  inspection_unknown: () => ({
    title: "没有找到这次检查",
    detail: "它可能不在您的管理范围。没有改变任何数据。",
  }),
  inspection_visited: () => ({
    title: "这次检查已经由别人交了",
    detail: `请打开检查页面看结果。${nothing}`,
  }),
  visit_not_whole: ({ missing }) => ({
    title: "还有项目没有查",
    detail: `请补上${listed(missing)}再交。${nothing}`,
  }),
  visit_day_wrong: () => ({ title: "日期在今天以后", detail: `请改成实际的日期。${nothing}` }),
  finding_of_no_item: () => ({
    title: "问题没有写在哪一项下",
    detail: `请在检查项目里选一项再写。${nothing}`,
  }),
  finding_missing: ({ missing }) => ({
    title: "没有通过的项目要写明问题",
    detail: `请写明${listed(missing)}的问题，单位才知道要改什么。${nothing}`,
  }),
  finding_unknown: () => ({
    title: "没有找到这个问题",
    detail: "它可能不在您的管理范围。没有改变任何数据。",
  }),
  finding_not_open: () => ({ title: "这个问题已经报过整改", detail: "请刷新页面看最新的情况。" }),
  finding_not_rectified: () => ({
    title: "单位还没有报整改",
    detail: "报上来以后再复查。没有改变任何数据。",
  }),
  photo_unreadable: () => ({ title: "这不是照片", detail: `请用相机拍，或者选一张图片。${nothing}` }),
  template_wrong: ({ faults: found }) => ({
    title: "检查表还不能用",
    detail: `${(Array.isArray(found) ? found : []).map((each) => faults[each as TemplateFault]).join("；")}。${nothing}`,
  }),
  nobody_to_draw: () => ({
    title: "没有可以抽的单位",
    detail: `所有单位都已经安排了检查。${nothing}`,
  }),
  until_past: () => ({ title: "完成日期已经过去", detail: `请选今天或以后的日期。${nothing}` }),
};

export const markNames = { pass: "通过", part: "部分", fail: "没通过" } as const;
export const howNames = { risk: "按风险抽中", chance: "随机抽中", named: "指定" } as const;
export const findingNames = { open: "待整改", rectified: "待复查", closed: "已通过" } as const;
export const callMarkNames: Readonly<Record<CallMark, string>> = {
  answered: "半分钟内接听",
  correct: "答得对",
  complete: "答得全",
  polite: "态度好",
  follow_up: "说清了下一步",
};
