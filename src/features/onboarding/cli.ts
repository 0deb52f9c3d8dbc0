import { Command } from "commander";
import { Refusal } from "#core/refusal.ts";
import { say, withDatabase } from "#platform/command-line.ts";
import type { Config } from "#platform/config.ts";
import { DatabaseProblem } from "#platform/db/problem.ts";
import { loadCity } from "./commands/load.ts";
import { sayLoaded, sayStep } from "./text.ts";

/** `tongzhou city load`: standard output holds the result and nothing else; progress goes to standard error. */
export const cityCommand = (config: () => Config): Command =>
  new Command("city").description("城市").addCommand(
    new Command("load")
      .description("把一个城市的单位、名册和对账单导入空白的城市，并报告结果")
      .argument("<文件夹>", "按说明整理好的文件夹")
      .option("--json", "输出 JSON（金额以分为单位）")
      .addHelpText(
        "after",
        "\n中断后，用同一条命令、同一个文件夹接着导入。\n\n例子：\n  tongzhou city load demo/puyang\n  tongzhou city load demo/puyang --json > result.json",
      )
      .action(async (folder: string, options: { json?: boolean }) => {
        const loaded = await withDatabase(config(), (database) =>
          loadCity(database.pool, folder, { onProgress: progressLine() }),
        ).catch(interrupted);
        endProgress();
        if (loaded) say(options.json, loaded.report, sayLoaded(loaded.report, loaded.open));
      }),
  );

/** An outage is no refusal: what was done is kept, and the same command goes on. */
function interrupted(thrown: unknown): undefined {
  endProgress();
  if (thrown instanceof Refusal || thrown instanceof DatabaseProblem) throw thrown;
  const what = thrown instanceof Error ? thrown.message : String(thrown);
  process.stderr.write(
    `导入中断（${what}）。已经完成的步骤都已保存，请用同一条命令、同一个文件夹接着导入。\n`,
  );
  process.exitCode = 75; // EX_TEMPFAIL
  return undefined;
}

const width = 24;

/** One line that is written over on a terminal; one line per tenth where somebody keeps what is written. */
function progressLine(): (step: string, done: number, total: number) => void {
  let last = -1;
  return (step, done, total) => {
    const filled = total === 0 ? width : Math.round((done / total) * width);
    const bar = `${"█".repeat(filled)}${"░".repeat(width - filled)}`;
    if (process.stderr.isTTY) {
      process.stderr.write(`\r${bar} ${done}/${total} ${sayStep(step)}\u001b[K`);
      return;
    }
    const tenth = total === 0 ? 10 : Math.floor((done / total) * 10);
    if (tenth === last) return;
    last = tenth;
    process.stderr.write(`${done}/${total} ${sayStep(step)}\n`);
  };
}

function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\n");
}
