#!/usr/bin/env node
import { Command } from "commander";
import { Refusal } from "#core/refusal.ts";
import { readConfig } from "#platform/config.ts";
import { databaseCommand } from "#platform/db/commands.ts";
import { presentRefusal } from "#platform/http/problem.ts";
import { keyCommand } from "#platform/keys/commands.ts";
import { StartProblem } from "#platform/start-problem.ts";
import { platformTexts } from "#platform/text.ts";
import { commands, texts } from "./features.ts";
import { serveCommand } from "./serve-command.ts";

const titles: Readonly<Record<string, string>> = {
  "Usage:": "用法：",
  "Options:": "选项：",
  "Commands:": "命令：",
  "Arguments:": "参数：",
};

if (!process.version.startsWith("v24.")) {
  process.stderr.write(
    `同舟要用 Node 24 运行，现在是 ${process.version}。请用 npm start 或 npm run -s tongzhou 启动。\n`,
  );
  process.exit(1);
}

const program = new Command("tongzhou").description("同舟：职工互助保障平台的命令行");

program.addCommand(serveCommand());
program.addCommand(databaseCommand(readConfig));
program.addCommand(keyCommand(readConfig));
for (const make of commands) mergeInto(program, make(readConfig));
speakChinese(program);

try {
  await program.parseAsync();
} catch (thrown) {
  process.exitCode = explain(thrown);
}

/** `city load` and `roster check` come from different features; groups of one name are one group. */
function mergeInto(parent: Command, command: Command): void {
  const known = parent.commands.find((each) => each.name() === command.name());
  if (!known) {
    parent.addCommand(command);
    return;
  }
  for (const each of command.commands) known.addCommand(each);
}

/** Help and usage errors in Chinese, all the way down. */
function speakChinese(command: Command): void {
  command
    .helpOption("-h, --help", "显示用法")
    .helpCommand(false)
    .configureHelp({ styleTitle: (title) => titles[title] ?? title })
    .configureOutput({ outputError: (text, write) => write(inChinese(text)) })
    .showHelpAfterError("（加 --help 查看用法和例子）");
  for (const each of command.commands) speakChinese(each);
}

/** Refusals in words and exit code 2; anything else is a fault of ours and exit code 70 (EX_SOFTWARE). */
function explain(thrown: unknown): number {
  if (thrown instanceof Refusal) {
    const { title, detail } = presentRefusal(thrown, { ...platformTexts, ...texts });
    process.stderr.write(`${title}\n${detail}\n`);
    return 2;
  }
  if (thrown instanceof StartProblem) {
    process.stderr.write(`${thrown.message}\n`);
    return 1;
  }
  process.stderr.write(
    `系统没能完成这一步，没有保存任何数据。\n${thrown instanceof Error ? thrown.stack : String(thrown)}\n`,
  );
  return 70;
}

function inChinese(text: string): string {
  return text
    .replace(/^error: unknown command '(.*)'/, "没有“$1”这个命令")
    .replace(/^error: unknown option '(.*)'/, "没有“$1”这个选项")
    .replace(/^error: missing required argument '(.*)'/, "缺少“$1”")
    .replace(/^error: required option '(.*)' not specified/, "缺少选项“$1”")
    .replace(/\(Did you mean (.*)\?\)/, "（是不是想写 $1？）")
    .replace(/^error: too many arguments.*/, "多写了内容")
    .replace(/^error: /, "");
}
