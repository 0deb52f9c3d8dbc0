import { demoProgress, isDemoDue, loadDemo } from "#features/onboarding/index.ts";
import type { Program } from "./serve.ts";

type DemoAccount = {
  readonly login: string;
  readonly password: string;
  readonly roleName: string;
  readonly organisationName: string;
};

/** What a newcomer reads after the start: the address, the demo as it loads, its accounts, and what to try first. */
export async function welcome(program: Program, isEmptyWanted: boolean): Promise<void> {
  const { pool } = program.database;
  say(`同舟已启动：${program.address}`);
  if (isEmptyWanted) {
    const isEmpty = await isDemoDue(pool);
    say(
      isEmpty
        ? "请打开上面的网址，依次设立管理员、省办事处和第一个市。"
        : "这个数据文件夹里已有记录，没有清空。要从空白开始，请用 TONGZHOU_DATA 指定一个新的文件夹。",
    );
    return;
  }
  if (await isDemoDue(pool)) await showDemoLoading(program);
  await sayAccounts(program);
}

/** The page answers meanwhile; here a line moves while the records are read and worked, month by month. */
async function showDemoLoading(program: Program): Promise<void> {
  say("正在载入演示城市（濮阳市第一个季度，人员均为虚构），网页已经可以打开：");
  let last = -1;
  const ended = await loadDemo(program.database.pool, ({ step, done, total }) => {
    const percent = total > 0 ? Math.floor((done * 100) / total) : 0;
    if (percent === last) return;
    last = percent;
    if (process.stdout.isTTY)
      process.stdout.write(`\r  ${String(percent).padStart(3)}%  ${step ?? ""}\u001b[K`);
    else if (percent % 10 === 0) say(`  ${percent}%  ${step ?? ""}`);
  });
  if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
  say(
    ended.state === "done"
      ? "演示城市已载入：81份名册、3份银行对账单、3个月的上缴。"
      : `${demoProgress().problem ?? "演示数据没有载入完。"}重新运行 npm start 会接着载入。`,
  );
}

async function sayAccounts(program: Program): Promise<void> {
  const session = await program.app.inject({ method: "GET", url: "/api/session" });
  const accounts = (session.json() as { demo?: { accounts: readonly DemoAccount[] } }).demo?.accounts ?? [];
  if (accounts.length === 0) return;
  say("\n演示账号（登录页上点一下就能登录，要动态码的也显示在那里）：");
  for (const { login, password, roleName, organisationName } of accounts) {
    say(`  ${login.padEnd(14)} ${password.padEnd(14)} ${roleName}，${organisationName}`);
  }
  say(
    [
      "\n建议先看：",
      "  1. 市级经办：月度结算，看2025年2月的钱从哪里来、到了哪一步；再看统计。",
      "  2. 单位经办：上传一份名册（demo/puyang/rosters 里随便一份），看每一行的结论和怎么改。",
      "  3. 市级出纳：银行来款，看每一笔凭什么记到谁的账单上。",
      "  4. 市级会计：账簿，会费每月上缴后余额为0。",
      "\n按 Ctrl+C 停止。",
    ].join("\n"),
  );
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
