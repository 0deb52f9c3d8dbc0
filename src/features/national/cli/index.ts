import { Command } from "commander";
import { parseDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { openNationalBooks } from "./national-books.ts";
import { nationalServer } from "./national-server.ts";

type Options = { readonly port: string; readonly refuse: string; readonly on?: string };

/** `tongzhou stand-in national`: files can be sent and answered without a national body's system. */
export const standInNationalCommand = (): Command =>
  new Command("stand-in").description("模拟的外部系统，试用和测试时用").addCommand(
    new Command("national")
      .description("数智化系统的替身：收导出的名册、上缴和申领，给出结果文件")
      .option("--port <端口>", "监听的端口", "9104")
      .option("--refuse <数>", "每多少行退回一行，0是都接受", "20")
      .option("--on <日期>", "付款写哪一天，默认今天")
      .addHelpText(
        "after",
        "\n例子：\n  tongzhou stand-in national --refuse 10\n然后在浏览器打开 http://127.0.0.1:9104",
      )
      .action(async ({ port, refuse, on }: Options) => {
        const [at, each] = [Number(port), Number(refuse)];
        if (
          !Number.isInteger(at) ||
          !Number.isInteger(each) ||
          each < 0 ||
          (on !== undefined && !parseDate(on))
        )
          throw new Refusal("invalid", "stand_in_options_wrong");
        const app = await nationalServer(openNationalBooks({ refuseEach: each }), on);
        const address = await app.listen({ port: at, host: "127.0.0.1" });
        process.stdout.write(`数智化系统的替身已启动：${address}\n按 Ctrl+C 停止，停止后什么也不保留。\n`);
      }),
  );
