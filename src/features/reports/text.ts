import type { RefusalTexts } from "#core/text.ts";

export const reportTexts: RefusalTexts = {
  day_wrong: ({ value }) => ({
    title: `“${value}”不是日期`,
    detail: "请写成 2025-02-28 这样。没有改变任何数据。",
  }),
};
