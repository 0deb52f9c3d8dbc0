import type { RefusalTexts } from "#core/text.ts";

export const surveyTexts: RefusalTexts = {
  survey_unknown: () => ({
    title: "没有找到这次调查",
    detail: "它可能已经收卷，或者不在您的管理范围。没有改变任何数据。",
  }),
  survey_open_already: () => ({
    title: "这个单位已有一次调查在进行",
    detail: "请先收卷，再开下一次。没有保存任何数据。",
  }),
  survey_empty: () => ({
    title: "还没有人答卷",
    detail: "请把二维码发给职工，有人答了再收卷。没有改变任何数据。",
  }),
  survey_link_unknown: () => ({
    title: "这次调查已经结束",
    detail: "也可能是链接不完整：请从收到的消息里重新打开，或者再扫一次二维码。",
  }),
  survey_not_whole: () => ({ title: "还有题没有选", detail: "请每题选一个答案再交。没有保存任何数据。" }),
};
