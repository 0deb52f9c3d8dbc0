import type { RefusalTexts } from "#core/text.ts";

export const trainingTexts: RefusalTexts = {
  course_unknown: () => ({ title: "没有找到这场培训", detail: "它可能已经结束。没有保存任何数据。" }),
  course_full: () => ({ title: "名额已满", detail: "请报下一场，或者请市总工会加场。没有保存任何数据。" }),
  seat_taken_already: () => ({ title: "这个人已经报过名", detail: "不用再报。没有保存任何数据。" }),
  seat_unknown: () => ({ title: "没有找到这个报名", detail: "请刷新页面。没有改变任何数据。" }),
  course_code_unknown: () => ({
    title: "没有找到这个签到码",
    detail: "请看报名时给的8位数字；找不到了，请让本单位经办人在培训页面查看。",
  }),
  test_taken_already: () => ({ title: "已经考过", detail: "每人考一次。没过的，报下一场培训再考。" }),
};

export const levelNames = { province: "省级", city: "市级", county: "县区", unit: "单位" } as const;
