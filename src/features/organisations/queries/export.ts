import { writeCsv } from "#core/csv.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { FileReply } from "#platform/http/route.ts";
import { workbookType, writeWorkbook } from "#platform/workbooks/workbook-writer.ts";
import { categoryName, kindNames } from "../text.ts";
import { type ListFilter, organisationList } from "./list.ts";

const header = [
  "单位编号",
  "单位名称",
  "类型",
  "上级工会",
  "补助类别",
  "行业",
  "职工人数",
  "会费由谁交",
  "统一社会信用代码",
  "联系人",
];

/** Exactly the rows of the filter, as a workbook or CSV. Account numbers and phones stay at home. */
export async function exportOrganisations(
  ctx: WriteCtx,
  filter: Omit<ListFilter, "limit" | "after">,
  format: "xlsx" | "csv",
): Promise<FileReply> {
  const { rows } = await organisationList(ctx, { ...filter, limit: 1_000_000 });
  const table = rows.map((row) => [
    row.code,
    row.name,
    kindNames[row.kind] ?? row.kind,
    row.unionName,
    categoryName(row.category),
    row.sector ?? "",
    row.staff === null ? "" : String(row.staff),
    row.payer === "unit" ? "单位" : "职工个人",
    row.uscc ?? "",
    row.contact ?? "",
  ]);
  await ctx.record("organisations.exported", { count: rows.length, format });
  const name = `单位名单-${ctx.today}.${format}`;
  if (format === "csv") {
    return { name, type: "text/csv; charset=utf-8", content: Buffer.from(writeCsv([header, ...table])) };
  }
  const cells = [
    { line: 1, cells: header.map((text) => ({ text, look: "header" as const })) },
    ...table.map((row, place) => ({ line: place + 2, cells: row })),
  ];
  const widths = [10, 34, 14, 24, 10, 12, 10, 12, 22, 10];
  return {
    name,
    type: workbookType,
    content: writeWorkbook([{ name: "单位名单", widths, frozenRows: 1, rows: cells }]),
  };
}
