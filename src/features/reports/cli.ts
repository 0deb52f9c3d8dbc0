import { writeFile } from "node:fs/promises";
import { Command } from "commander";
import type { z } from "zod";
import { dayInChina, parseDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { now } from "#platform/clock.ts";
import { citiesOf, say, withDatabase } from "#platform/command-line.ts";
import type { Config } from "#platform/config.ts";
import { type ReadCtx, reading, systemActor } from "#platform/context.ts";
import { annualPaper, type PaperFormat } from "./commands/annual-paper.ts";
import { type SheetFormat, statisticsFile } from "./commands/sheet-files.ts";
import type { AnnualReport } from "./contract.ts";
import { annualReport } from "./queries/annual.ts";
import { statistics } from "./queries/statistics.ts";
import type { SheetCell, Sheets } from "./rules/sheet.ts";
import { parsePeriod } from "./rules/statistics.ts";

type Options = {
  readonly city: string;
  readonly asOf?: string;
  readonly json?: boolean;
  readonly out?: string;
};

/** `tongzhou report`: the report that writes itself, and the statistics of a month or a year. */
export const reportCommand = (config: () => Config): Command =>
  new Command("report")
    .description("报告")
    .addCommand(annualCommand(config))
    .addCommand(statisticsCommand(config, "month"))
    .addCommand(statisticsCommand(config, "year"));

/** Runs in one city's books, as nobody of it. Refuses a city that is not open. */
const within = <T>(config: () => Config, city: string, run: (ctx: ReadCtx) => Promise<T>): Promise<T> =>
  withDatabase(config(), async (database) => {
    await citiesOf(database, city);
    return reading(database.pool, systemActor("report", Number(city)), run);
  });

const annualCommand = (config: () => Config): Command =>
  new Command("annual")
    .description("一个城市到某天为止12个月的报告：每个数都写明算什么、除以什么")
    .requiredOption("--city <代码>", "城市的六位行政区划代码")
    .option("--as-of <日期>", "到哪一天，例如 2025-02-28；不写就是今天")
    .option("--json", "输出 JSON")
    .option("--out <文件>", "写成文件：名称以 .docx 或 .pdf 结尾")
    .addHelpText(
      "after",
      "\n例子：\n  tongzhou report annual --city 411100 --as-of 2025-02-28\n  tongzhou report annual --city 411100 --as-of 2025-02-28 --json\n  tongzhou report annual --city 411100 --as-of 2025-02-28 --out 年报.docx",
    )
    .action(async (options: Options) => {
      const asOf = options.asOf === undefined ? dayInChina(now()) : parseDate(options.asOf);
      if (!asOf) throw new Refusal("invalid", "day_wrong", { value: options.asOf ?? "" });
      const { out } = options;
      const format = out === undefined ? undefined : formatOf(out);
      if (out !== undefined && format !== undefined) {
        const { content } = await within(config, options.city, (ctx) => annualPaper(ctx, asOf, format));
        await writeFile(out, content);
        say(options.json, { file: out, bytes: content.length }, [`已写成${out}，${content.length}字节。`]);
        return;
      }
      const report = await within(config, options.city, (ctx) => annualReport(ctx, asOf));
      say(options.json, report, sentences(report));
    });

const kinds = {
  month: {
    says: "一个月的统计表，连同年初到这个月",
    flag: "--month <月份>",
    hint: "例如 2025-02",
    example: "2025-02",
  },
  year: { says: "一年的统计表，连同各月", flag: "--year <年份>", hint: "例如 2025", example: "2025" },
} as const;

function statisticsCommand(config: () => Config, kind: keyof typeof kinds): Command {
  const { says, flag, hint, example } = kinds[kind];
  const call = `tongzhou report ${kind} --city 411100 --${kind} ${example}`;
  return new Command(kind)
    .description(`${says}：参加、会费、申领和互助金、救助、咨询、培训、目标进度`)
    .requiredOption("--city <代码>", "城市的六位行政区划代码")
    .requiredOption(flag, hint)
    .option("--json", "输出 JSON")
    .option("--out <文件>", "写成文件：名称以 .xlsx 或 .pdf 结尾")
    .addHelpText("after", `\n例子：\n  ${call}\n  ${call} --out 统计表.xlsx`)
    .action(async (options: Options & { month?: string; year?: string }) => {
      const text = options[kind] ?? "";
      const period = parsePeriod(text);
      if (!period || (period.length === 4) !== (kind === "year"))
        throw new Refusal("invalid", "period_wrong", { value: text });
      const { out } = options;
      if (out === undefined) {
        const sheets = await within(config, options.city, (ctx) => statistics(ctx, period));
        say(options.json, sheets, tableLines(sheets));
        return;
      }
      const format = sheetFormatOf(out);
      const { content } = await within(config, options.city, (ctx) => statisticsFile(ctx, period, format));
      await writeFile(out, content);
      say(options.json, { file: out, bytes: content.length }, [`已写成${out}，${content.length}字节。`]);
    });
}

/** Refuses `statistics_format_wrong`. */
function sheetFormatOf(file: string): SheetFormat {
  const format = /\.(xlsx|pdf)$/i.exec(file)?.[1]?.toLowerCase();
  if (format !== "xlsx" && format !== "pdf")
    throw new Refusal("invalid", "statistics_format_wrong", { value: file });
  return format;
}

function tableLines({ title, days, note, sheets }: Sheets): string[] {
  const line = (cells: readonly SheetCell[]) =>
    `  ${cells.map((cell) => (typeof cell === "string" ? cell : cell.said)).join("\t")}`;
  return [
    title,
    days,
    note,
    ...sheets.flatMap(({ name, columns, blocks }) => [
      "",
      name,
      line(columns.map((column) => column.title)),
      ...blocks.flatMap(({ caption, rows, total }) => [
        ` ${caption}`,
        ...[...rows, ...(total ? [total] : [])].map(line),
      ]),
    ]),
  ];
}

/** Refuses `paper_format_wrong`. */
function formatOf(file: string): PaperFormat {
  const format = /\.(docx|pdf)$/i.exec(file)?.[1]?.toLowerCase();
  if (format !== "docx" && format !== "pdf")
    throw new Refusal("invalid", "paper_format_wrong", { value: file });
  return format;
}

const sentences = ({ city, from, asOf, sections }: z.input<typeof AnnualReport>): string[] => [
  `${city}职工互助保障报告（${from}至${asOf}）`,
  ...sections.flatMap(({ title, figures }) => [
    "",
    title,
    ...figures.map(
      ({ name, said, saidOf, definition }) =>
        `  ${name}：${said}${saidOf ? `（${saidOf}）` : ""}　${definition}`,
    ),
  ]),
];
