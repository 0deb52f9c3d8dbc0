import { Command } from "commander";
import { dayInChina, parseDate } from "#core/dates.ts";
import { parseYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { now } from "#platform/clock.ts";
import { openBank } from "./bank-books.ts";
import { bankServer } from "./bank-server.ts";

type Options = { port: string; account: string; holder: string; opening: string; on?: string };

/** `tongzhou stand-in bank`: a whole round of payments can be tried without a bank. */
export const standInBankCommand = (): Command =>
  new Command("stand-in").description("模拟的外部系统，试用和测试时用").addCommand(
    new Command("bank")
      .description("模拟银行：收付款文件，给出结果文件和对账单")
      .option("--port <端口>", "监听的端口", "9100")
      .option("--account <账号>", "专用账户的账号", "41001512345050008888")
      .option("--holder <户名>", "专用账户的户名", "濮阳市总工会职工医疗互助保障专用账户")
      .option("--opening <金额>", "期初余额（元），要和同舟里最后一笔流水的余额相同", "0.00")
      .option("--on <日期>", "从哪一天开始，默认今天")
      .addHelpText(
        "after",
        "\n例子：\n  tongzhou stand-in bank --port 9100 --opening 50018.73 --on 2025-04-01\n然后在浏览器打开 http://127.0.0.1:9100",
      )
      .action(async (options: Options) => {
        const opening = parseYuan(options.opening);
        const on = options.on === undefined ? dayInChina(now()) : parseDate(options.on);
        const port = Number(options.port);
        if (opening === undefined || !on || !Number.isInteger(port))
          throw new Refusal("invalid", "stand_in_options_wrong");
        const books = openBank({ number: options.account, holder: options.holder, opening, on });
        const app = await bankServer(books);
        const address = await app.listen({ port, host: "127.0.0.1" });
        process.stdout.write(`模拟银行已启动：${address}\n按 Ctrl+C 停止，停止后什么也不保留。\n`);
      }),
  );
