import { Command } from "commander";
import { objectStandIn, standInBucket } from "#platform/object-storage/stand-in.ts";
import { type Arrived, smsStandIn, standInKey, weChatStandIn } from "./stand-in.ts";

/** `tongzhou stand-in sms`: takes the place of an outside system, so that everything can be tried without one. */
export const standInCommand = (): Command =>
  new Command("stand-in")
    .description("替身：代替外部系统，用来试用和演练")
    .addCommand(
      new Command("sms")
        .description("短信网关的替身：收到的短信显示在这里，也可以在 /messages 查看")
        .option("--port <端口>", "监听的端口", "9101")
        .action(async ({ port }: { port: string }) => {
          const { url } = await smsStandIn({ port: Number(port), tell: show });
          const settings = {
            url,
            ...standInKey,
            application: "1400000000",
            sign: "同舟互助",
            templates: { sign_in_code: "1001", notice: "1002" },
          };
          say(`短信替身在 ${url}。启动同舟时这样设定：\n  TONGZHOU_SMS='${JSON.stringify(settings)}'`);
        }),
    )
    .addCommand(
      new Command("wechat")
        .description("微信公众号接口的替身：收到的模板消息显示在这里")
        .option("--port <端口>", "监听的端口", "9102")
        .action(async ({ port }: { port: string }) => {
          const { url } = await weChatStandIn({ port: Number(port), tell: show });
          const settings = { url, appId: "wx-stand-in", secret: "stand-in-secret", template: "T1" };
          say(`微信替身在 ${url}。启动同舟时这样设定：\n  TONGZHOU_WECHAT='${JSON.stringify(settings)}'`);
        }),
    )
    .addCommand(
      new Command("object-storage")
        .description("S3对象存储的替身：只放在内存里，停了就没有了")
        .option("--port <端口>", "监听的端口", "9105")
        .action(async ({ port }: { port: string }) => {
          const { url } = await objectStandIn({ port: Number(port) });
          const settings = JSON.stringify({ url, ...standInBucket });
          say(`对象存储替身在 ${url}。启动同舟时这样设定：\n  TONGZHOU_FILES='${settings}'`);
        }),
    );

const show = ({ to, template, parameters }: Arrived) => say(`${to} 模板${template} ${parameters.join("，")}`);
const say = (text: string): void => void process.stdout.write(`${text}\n`);
