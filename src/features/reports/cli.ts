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
import type { AnnualReport } from "./contract.ts";
import { annualReport } from "./queries/annual.ts";

type Options = {
  readonly city: string;
  readonly asOf?: string;
  readonly json?: boolean;
  readonly out?: string;
};

/** `tongzhou report annual`: the report that writes itself, of one city up to a day. */
export const reportCommand = (config: () => Config): Command =>
  new Command("report").description("报告").addCommand(
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
        const within = <T>(run: (ctx: ReadCtx) => Promise<T>) =>
          withDatabase(config(), async (database) => {
            await citiesOf(database, options.city); // refuses a city that is not open
            return reading(database.pool, systemActor("report", Number(options.city)), run);
          });
        if (out !== undefined && format !== undefined) {
          const { content } = await within((ctx) => annualPaper(ctx, asOf, format));
          await writeFile(out, content);
          say(options.json, { file: out, bytes: content.length }, [`已写成${out}，${content.length}字节。`]);
          return;
        }
        const report = await within((ctx) => annualReport(ctx, asOf));
        say(options.json, report, sentences(report));
      }),
  );

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
