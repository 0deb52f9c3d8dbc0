import { Command } from "commander";
import { say, withDatabase } from "#platform/command-line.ts";
import type { Config } from "#platform/config.ts";
import { parseKeyFile, readKeyFile } from "./key-file.ts";
import { countByKey } from "./reseal-rows.ts";
import { type Rotated, rotateKey } from "./rotate.ts";

/** `tongzhou key …`: the data keys. */
export const keyCommand = (config: () => Config): Command =>
  new Command("key")
    .description("数据密钥")
    .addCommand(rotateCommand(config))
    .addCommand(statusCommand(config));

const rotateCommand = (config: () => Config): Command =>
  new Command("rotate")
    .description(
      "换一把数据密钥：程序照常运行，已加密的逐批换成新密钥，换完去掉旧的；中断后再运行一次就接着换",
    )
    .option("--json", "输出 JSON")
    .addHelpText("after", "\n例子：\n  tongzhou key rotate")
    .action(async (options: { json?: boolean }) => {
      const settings = config();
      const rotated = await withDatabase(settings, (database) =>
        rotateKey(settings, database, (what, done) => process.stderr.write(`${what} 已换${done}\n`)),
      );
      say(options.json, rotated, sentences(rotated, settings.keys !== undefined));
    });

function sentences({ key, old, rows, files }: Rotated, isInEnvironment: boolean): string[] {
  const done = `现在用第${key}号密钥，换了${rows}条记录、${files}个文件。`;
  const which = old.map((number) => `第${number}号`).join("、");
  if (isInEnvironment) return [done, `${which}不再使用，可以从 TONGZHOU_KEYS 里去掉。`];
  return [
    done,
    `${which}已移到数据文件夹的 keys-retired.json：恢复以前的备份要用它，不再需要那些备份后请删除。`,
    "请把新的 keys.json 另外保管一份，不要和备份放在一起。",
  ];
}

const statusCommand = (config: () => Config): Command =>
  new Command("status")
    .description("有哪几把数据密钥，各加密了多少内容")
    .option("--json", "输出 JSON")
    .addHelpText("after", "\n例子：\n  tongzhou key status")
    .action(async (options: { json?: boolean }) => {
      const settings = config();
      const counts = await withDatabase(settings, (database) => countByKey(database.ownerPool));
      const keys = settings.keys ? parseKeyFile(settings.keys) : readKeyFile(settings.dataFolder).keys;
      const numbers = [...new Set([...Object.keys(keys.sealing).map(Number), ...counts.keys()])].sort(
        (a, b) => a - b,
      );
      const rows = numbers.map((number) => ({
        key: number,
        isCurrent: number === keys.current,
        isKnown: String(number) in keys.sealing,
        values: counts.get(number) ?? 0,
      }));
      say(
        options.json,
        rows,
        rows.map(({ key, isCurrent, isKnown, values }) => {
          const state = isCurrent
            ? "正在使用"
            : isKnown
              ? "旧的，还没有换完"
              : "没有这把密钥，这些内容解不开";
          return `第${key}号：${state}，加密了${values}项。`;
        }),
      );
    });
