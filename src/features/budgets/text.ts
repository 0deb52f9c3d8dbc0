import type { RefusalTexts } from "#core/text.ts";

export const budgetTexts: RefusalTexts = {
  budget_sum_wrong: () => ({ title: "金额不对", detail: "请填写金额，例如200000.00。没有保存任何数据。" }),
};
