import { Command } from "commander";
import { readConfig } from "#platform/config.ts";
import { claimServing } from "#platform/serving.ts";
import { serve } from "./serve.ts";
import { welcome } from "./welcome.ts";

/** `tongzhou serve`: the program itself. */
export const serveCommand = (): Command =>
  new Command("serve")
    .description("启动同舟（页面、接口、后台任务和内置数据库）")
    .option("--empty", "从空白开始：在页面上依次设立管理员、省办事处和城市")
    .option("--dev", "开发时用：显示请求日志")
    .addHelpText("after", "\n例子：\n  npm start\n  PORT=9000 npm start\n  npm start -- --empty")
    .action(async (options: { empty?: boolean; dev?: boolean }) => {
      const config = readConfig();
      const claim = claimServing(config.dataFolder);
      if ("runningAt" in claim) {
        process.stdout.write(`同舟已经在运行：${claim.runningAt ?? "正在启动"}（这一次没有做任何改动）\n`);
        return;
      }
      const program = await serve(config, { log: options.dev === true });
      claim.announce(program.address);
      const stop = () => void program.stop().then(() => process.exit(0));
      process.once("SIGINT", stop);
      process.once("SIGTERM", stop);
      await welcome(program, options.empty === true);
    });
