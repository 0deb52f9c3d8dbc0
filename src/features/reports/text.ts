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
};
