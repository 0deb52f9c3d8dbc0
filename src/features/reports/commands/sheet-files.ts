import { buffer } from "node:stream/consumers";
import { sayMonth } from "#core/dates.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import type { FileReply } from "#platform/http/route.ts";
import { renderPdf } from "#platform/pdf/render.ts";
import {
  type WrittenCell,
  type WrittenRow,
  type WrittenSheet,
  workbookType,
  writeWorkbook,
} from "#platform/workbooks/workbook-writer.ts";
import { queryChoices } from "../queries/choices.ts";
import { answerQuery } from "../queries/free-query.ts";
import { nameOf, sayNow, statistics } from "../queries/statistics.ts";
import type { FreeQuery } from "../rules/free-query.ts";
import { sayPaperDay } from "../rules/paper.ts";
import { blockOf, headsOf, type Sheet, type SheetCell, type Sheets } from "../rules/sheet.ts";
import type { StatisticsPeriod } from "../rules/statistics.ts";

export type SheetFormat = "xlsx" | "pdf";

const template = new URL("../papers/sheets.typ", import.meta.url);

/** The statistics of a month or a year as a file to take home. That they were taken is recorded. Refuses `period_to_come`. */
export async function takeStatistics(
  ctx: WriteCtx,
  period: StatisticsPeriod,
  format: SheetFormat,
): Promise<FileReply> {
  const { name, content } = await statisticsFile(ctx, period, format);
  const report = period.length === 4 ? "year" : "month";
  await ctx.record("report.paper_taken", { report, period, format });
  return { name, type: format === "pdf" ? "application/pdf" : workbookType, content };
}

/** The same file for the command line, which stands outside the city's books. */
export async function statisticsFile(
  ctx: ReadCtx,
  period: StatisticsPeriod,
  format: SheetFormat,
): Promise<{ readonly name: string; readonly content: Buffer }> {
  const sheets = await statistics(ctx, period);
  const content = await (format === "pdf" ? sheetsPdf(sheets) : buffer(sheetsWorkbook(sheets)));
  return { name: `${sheets.title}.${format}`, content };
}

/** The answer to a free query as a workbook: what was asked stands above it. Refuses what `answerQuery` refuses. */
export async function takeQueryWorkbook(ctx: WriteCtx, query: FreeQuery): Promise<FileReply> {
  const answer = await answerQuery(ctx, query);
  const { measures, groups, from, until } = query;
  await ctx.record("report.query_taken", { measures, groups, from, until, rows: answer.rows.length });
  const content = sheetsWorkbook({
    title: `${await nameOf(ctx)}自由查询`,
    days: `${sayPaperDay(answer.from)}至${sayPaperDay(answer.asOf)}，数据截至${sayNow(ctx)}`,
    note: await sayConditions(ctx, query, answer.isCut ? answer.most : undefined),
    sheets: [
      {
        name: "自由查询",
        columns: headsOf(answer),
        wordy: Math.max(groups.length, 1),
        blocks: [blockOf(answer, "")],
      },
    ],
  });
  return { name: `自由查询_${from}_${until}.xlsx`, type: workbookType, content };
}

async function sayConditions(
  ctx: ReadCtx,
  { from, until, county, industry, plan }: FreeQuery,
  most: number | undefined,
): Promise<string> {
  const { counties, plans } = await queryChoices(ctx);
  const named = (list: typeof counties, value: string) =>
    list.find((each) => each.value === value)?.label ?? "管理范围以外";
  return [
    `条件：${sayMonth(from)}${from === until ? "" : `至${sayMonth(until)}`}`,
    ...(county === undefined ? [] : [`县区（产业）：${named(counties, county)}`]),
    ...(industry === undefined ? [] : [`行业：${industry || "没有填行业"}`]),
    ...(plan === undefined ? [] : [`计划：${named(plans, plan)}`]),
    ...(most === undefined ? [] : [`行数太多，只列出前${most}行，合计仍是全部`]),
    "申领、互助金和救助不到3人的写“少于3人”，为免相减得出，另有一行写“不单列”",
    "金额单位：元",
  ].join("；");
}

const written = (cell: SheetCell): WrittenCell =>
  typeof cell === "string" ? cell : { number: cell.number, look: cell.look };

export const sheetsWorkbook = ({ title, days, note, sheets }: Sheets) =>
  writeWorkbook(sheets.map((sheet) => writtenSheet(sheet, [`${title}　${sheet.name}`, days, note])));

function writtenSheet({ name, columns, wordy, blocks }: Sheet, above: readonly string[]): WrittenSheet {
  const head = (text: string) => ({ text, look: "header" as const });
  const quiet = (text: string) => ({ text, look: "note" as const });
  const lines: WrittenCell[][] = [
    ...above.map((text, i) => [i === 0 ? head(text) : text]),
    columns.map(({ title }) => head(title)),
    columns.map(({ definition }, i) => quiet(i === 0 ? "算什么" : definition)),
  ];
  for (const { caption, rows, total } of blocks) {
    if (caption !== "") lines.push([head(caption)]);
    lines.push(...rows.map((row) => row.map(written)));
    if (total) lines.push(total.map((cell) => (typeof cell === "string" ? head(cell) : written(cell))));
  }
  return {
    name,
    widths: columns.map((_, i) => (i < wordy ? 28 : 18)),
    frozenRows: 5,
    rows: lines.map((cells, at): WrittenRow => ({ line: at + 1, cells })),
  };
}

const said = (cell: SheetCell): string => (typeof cell === "string" ? cell : cell.said);

const sheetsPdf = ({ title, days, note, sheets }: Sheets): Promise<Buffer> =>
  renderPdf(template, {
    title,
    days,
    note,
    sheets: sheets.map(({ name, columns, wordy, blocks }) => ({
      name,
      wordy,
      heads: columns.map((column) => column.title),
      definitions: columns
        .filter(({ definition }) => definition !== "")
        .map((c) => `${c.title}：${c.definition}`),
      blocks: blocks.map(({ caption, rows, total }) => ({
        caption,
        rows: rows.map((row) => row.map(said)),
        total: total?.map(said) ?? [],
      })),
    })),
  });
