import { access } from "node:fs/promises";
import { basename } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { dayInChina, type PlainDate, parseDate, sayFullDay } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { now } from "#platform/clock.ts";
import type { RosterHead } from "./reading/decide-roster.ts";
import { type RosterRead, readRoster } from "./reading/read-in-child.ts";
import { alsoOf, codeOf, type DecidedLine } from "./rules/decide-line.ts";
import { explainFinding, fieldTexts, outcomeTexts, sayFinding, warningTexts } from "./text.ts";

type CheckOptions = { readonly coverFrom: PlainDate; readonly json?: boolean };

/** `tongzhou roster check`: what would become of a roster. Needs no database, and so cannot know who is covered. */
export const rosterCommand = (
  write: (text: string) => unknown = (text) => process.stdout.write(text),
): Command =>
  new Command("roster").description("名册").addCommand(
    new Command("check")
      .description("检查一份名册：每一行能不能受理，为什么，怎么改。不需要数据库，不保存任何数据")
      .argument("<文件>", "名册：.xlsx、.xls 或 CSV，最大50MB")
      .requiredOption("--cover-from <日期>", "保障从哪一天开始，例如 2025-01-01", readDay)
      .option("--json", "输出 JSON")
      .addHelpText(
        "after",
        "\n例子：\n  tongzhou roster check 名册.xlsx --cover-from 2025-01-01\n  tongzhou roster check 名册.csv --cover-from 2025-01-01 --json\n\n是否已在别的单位参加，要到系统里才知道。",
      )
      .action(async (file: string, options: CheckOptions) => {
        await access(file).catch(() => {
          throw new Refusal("not_found", "file_missing", { file: basename(file) });
        });
        const question = { today: dayInChina(now()), coverFrom: options.coverFrom };
        const pieces: string[] = [];
        const read = await readRoster(file, question, {
          head: () => {},
          lines: (batch) => {
            for (const line of batch) pieces.push(...(options.json ? [lineJson(line)] : saidOf(line)));
          },
        });
        if (options.json) writeJson(write, read, pieces);
        else write(`${[...summary(basename(file), read, options.coverFrom), ...pieces].join("\n")}\n`);
      }),
  );

function readDay(text: string): PlainDate {
  const day = parseDate(text);
  if (!day) throw new InvalidArgumentError("请写成 2025-01-01 这样的日期。");
  return day;
}

const lineJson = (line: DecidedLine): string => {
  const code = codeOf(line);
  const also = alsoOf(line);
  return JSON.stringify({
    line: line.line,
    outcome: line.outcome,
    codes: code ? [code] : [],
    ...(also.length > 0 ? { also } : {}),
    warnings: line.warnings,
  });
};

/** Piece by piece: the lines of a large roster are too long for one text. */
function writeJson(
  write: (text: string) => unknown,
  { head, counts }: RosterRead,
  lines: readonly string[],
): void {
  const { sheet, columns, ignoredColumns } = head;
  const start = JSON.stringify({ sheet, columns, ignored_columns: ignoredColumns, ...counts }, null, 1);
  write(`${start.slice(0, start.lastIndexOf("\n}"))},\n "lines": [`);
  for (let from = 0; from < lines.length; from += 10_000) {
    const portion = lines.slice(from, from + 10_000).map((line) => `\n  ${line}`);
    write(`${from === 0 ? "" : ","}${portion.join(",")}`);
  }
  write("\n ]\n}\n");
}

/** The answer first, then from what it was read. */
function summary(file: string, { head, counts }: RosterRead, coverFrom: PlainDate): string[] {
  const toHandle = counts.review + counts.rejected;
  const sheet = head.sheet === null ? "" : `，工作表“${head.sheet}”`;
  return [
    `名册已读完：${counts.accepted}人受理，${toHandle > 0 ? `${toHandle}行需要处理` : "没有要处理的"}`,
    `${file}${sheet}，第${head.headerLine}行为表头，保障从${sayFullDay(coverFrom)}开始`,
    `共${counts.rows}行：受理${counts.accepted}，待审核${counts.review}，退回${counts.rejected}`,
    ...sayColumns(head),
    "",
  ];
}

function sayColumns({ columns, ignoredColumns }: RosterHead): string[] {
  const missing = (["sex", "post", "phone", "card"] as const).filter((field) => columns[field] === undefined);
  return [
    ...(missing.length > 0 ? [`没有的列：${missing.map((field) => fieldTexts[field]).join("、")}`] : []),
    ...(ignoredColumns.length > 0 ? [`用不到的列：${ignoredColumns.join("、")}`] : []),
  ];
}

function saidOf(line: DecidedLine): string[] {
  const [first, ...others] = line.findings;
  if (!first) {
    return line.warnings.map((code) => {
      const { title, reason } = warningTexts[code];
      return `提醒　第${line.line}行${line.name}：${title}。${reason}`;
    });
  }
  const said = `${outcomeTexts[line.outcome]}　${sayFinding(line, first, line.idNumber)}`;
  const also = others.map((finding) => {
    const { title, reason } = explainFinding(finding, { name: line.name, idNumber: line.idNumber });
    return `　　　同一行还有：${title}，${reason}`;
  });
  return [said, ...also];
}
