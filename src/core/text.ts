import type { Facts } from "./refusal.ts";

/** What a person reads of a refusal: what is wrong, and where, why, what to do, what became of the data. */
export type RefusalText = { readonly title: string; readonly detail: string };

/** Chinese words for the refusal codes of one feature, in its `text.ts`. */
export type RefusalTexts = Readonly<Record<string, (facts: Facts) => RefusalText>>;

/** What a file really is that cannot be read as a table, by the `kind` of `file_unreadable`. */
export const unreadableFiles: Readonly<Record<string, string>> = {
  empty: "这个文件是空的",
  picture: "这个文件其实是图片",
  pdf: "这个文件其实是 PDF",
  html: "这个文件其实是网页",
  xml: "这个文件其实是 XML 文本",
  broken_xml: "这个 XML 文件不完整，或写法不对",
  word: "这个文件其实是 Word 文档",
  presentation: "这个文件其实是演示文稿",
  archive: "这个文件其实是压缩包",
  other_workbook: "这种表格格式还不能读",
  old_workbook: "这是很旧的 Excel 格式（Excel 95 或更早）",
  broken_workbook: "这个 Excel 表已经损坏，打不开",
  no_sheet: "这个 Excel 表里没有可见的工作表",
  binary: "这个文件不是表格",
};
