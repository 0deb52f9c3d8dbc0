import { access } from "node:fs/promises";
import { Command } from "commander";
import { showYuan } from "#core/money.ts";
import { say } from "#platform/command-line.ts";
import { type Problem, type Reading, readStatement } from "./formats/index.ts";
import { bankingTexts } from "./text.ts";

/** `tongzhou statement read FILE`: answers without a database. Exit code 2 where the file is refused. */
export const statementCommand = (): Command =>
  new Command("statement").description("银行对账单").addCommand(
    new Command("read")
      .description("读一份对账单，核对余额和合计，不保存")
      .argument("<文件>", "银行导出的 Excel 表、CSV 或 camt.053（XML）")
      .option("--json", "输出 JSON")
      .addHelpText(
        "after",
        "\n例子：\n  tongzhou statement read 2024-12-对账单.csv\n  tongzhou statement read 账户明细.xlsx --json\n  tongzhou statement read camt053.xml",
      )
      .action(async (file: string, options: { json?: boolean }) => {
        const isThere = await access(file).then(
          () => true,
          () => false,
        );
        if (!isThere) {
          process.stderr.write(`打不开文件“${file}”。\n`);
          process.exitCode = 2;
          return;
        }
        const reading = await readStatement(file);
        if (reading.outcome === "read") say(options.json, document(reading), sentences(reading));
        else refuse(reading.problems, options.json === true);
      }),
  );

type Read = Extract<Reading, { outcome: "read" }>;

const document = ({ statement }: Read) =>
  statement.lines.map((line) => ({
    no: line.serial,
    date: line.on,
    direction: line.direction,
    cents: Number(line.amount),
    name: line.name,
    account: line.account,
    memo: line.memo,
    balance: line.balance === undefined ? null : Number(line.balance),
  }));

function sentences({ statement }: Read): string[] {
  const { lines, opening, closing } = statement;
  const rows = lines.map((line) =>
    [
      line.on,
      line.direction === "credit" ? "收" : "支",
      showYuan(line.amount).padStart(14),
      (line.balance === undefined ? "" : showYuan(line.balance)).padStart(16),
      line.name || "–",
      line.memo,
    ].join("  "),
  );
  const ends =
    opening === undefined || closing === undefined
      ? "文件里没有余额，无法核对是否缺行。"
      : `期初${showYuan(opening)}，期末${showYuan(closing)}，余额连续，无缺行。`;
  return [...rows, `${lines.length}笔。${ends}`];
}

function refuse(problems: readonly Problem[], asJson: boolean): void {
  const told = problems.map(({ row, code, facts }) => {
    const text = bankingTexts[code]?.({ ...facts, row });
    return { row, code, detail: `${text?.title ?? code}。${text?.detail ?? ""}` };
  });
  if (asJson) process.stdout.write(`${JSON.stringify({ problems: told }, null, 1)}\n`);
  process.stderr.write(`${told.map((each) => each.detail).join("\n")}\n`);
  process.exitCode = 2;
}
