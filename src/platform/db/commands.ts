import { statSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import type { Config } from "#platform/config.ts";
import { backupText } from "./backup/text.ts";
import { type BackupKind, backUp, restore } from "./backup.ts";
import { openDatabase } from "./database.ts";

const kinds: Record<BackupKind, string> = { physical: "物理备份", logical: "逻辑备份" };

/** `tongzhou db …`: migrate, back up, restore. */
export function databaseCommand(config: () => Config): Command {
  const command = new Command("db").description("数据库：升级结构、备份、恢复");
  command.addCommand(migrateCommand(config));
  command.addCommand(backupCommand(config));
  command.addCommand(restoreCommand(config));
  return command;
}

const migrateCommand = (config: () => Config): Command =>
  new Command("migrate")
    .description("把数据库结构升级到当前程序版本（启动时也会自动进行）")
    .option("--json", "以 JSON 输出结果")
    .addHelpText("after", "\n例子：\n  tongzhou db migrate")
    .action(async (options: { json?: boolean }) => {
      const database = await openDatabase(config());
      await database.close();
      const { applied } = database;
      const text = applied.length === 0 ? "数据库结构已是最新。" : `已执行：${applied.join("、")}。`;
      answer(options.json, { applied }, text);
    });

const backupCommand = (config: () => Config): Command =>
  new Command("backup")
    .description("把全部数据备份到一个文件，期间照常工作")
    .argument("<文件>", "备份写到哪里；已有的文件不会被覆盖")
    .option("--logical", "逻辑备份：可恢复到其他系统、其他服务器和更高版本的数据库")
    .option("--json", "以 JSON 输出结果")
    .addHelpText(
      "after",
      "\n例子：\n  tongzhou db backup 2025-04-01.backup\n  tongzhou db backup --logical 2025-04-01.logical",
    )
    .action(async (path: string, options: { logical?: boolean; json?: boolean }) => {
      const file = resolve(path);
      const kind = await backUp(config(), file, options.logical ? "logical" : undefined);
      const { size } = statSync(file);
      const megabytes = (size / 1_000_000).toFixed(1);
      answer(
        options.json,
        { kind, file, bytes: size },
        `${kinds[kind]}已写入 ${file}（${megabytes} MB）。\n${backupText.keysApart}`,
      );
    });

const restoreCommand = (config: () => Config): Command =>
  new Command("restore")
    .description("从备份文件恢复到新的数据文件夹或空数据库")
    .argument("<文件>", "备份文件")
    .option("--json", "以 JSON 输出结果")
    .addHelpText(
      "after",
      "\n例子：\n  TONGZHOU_DATA=/var/lib/tongzhou-2 tongzhou db restore 2025-04-01.backup\n  DATABASE_URL=postgresql://… tongzhou db restore 2025-04-01.logical",
    )
    .action(async (path: string, options: { json?: boolean }) => {
      const file = resolve(path);
      const kind = await restore(config(), file);
      answer(
        options.json,
        { kind, file },
        `已从${kinds[kind]} ${file} 恢复，内容与备份核对一致。\n${backupText.keysApart}`,
      );
    });

function answer(asJson: boolean | undefined, facts: object, text: string): void {
  process.stdout.write(asJson ? `${JSON.stringify(facts)}\n` : `${text}\n`);
}
