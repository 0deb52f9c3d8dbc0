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
  say(
    "正在载入三个演示城市（濮阳市、漯河市和百分之一的郑州市，人员均为虚构），大约1分半钟，网页已经可以打开：",
  );
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
      ? "演示城市已载入：濮阳一个季度81份名册、3次上缴和一年的申领，漯河26家单位的推进，郑州的救助和慰问。右上角可以换城市。"
      : `${demoProgress().problem ?? "演示数据没有载入完。"}重新运行 npm start 会接着载入。`,
  );
}

/** What lies on the desks of the demo, and who finds it. */
const firstSteps = [
  "市级经办 jingban：今日待办里有没到齐的会费和补助，有登记等审核。打开3月结算，看还缺什么、缺谁的。",
  "单位经办 danwei：4月名册里有几行要改正，照着“怎么改”改一行。",
  "市级审核 shenhe：超龄审核，看单位交来的证明，逐人决定；审核台上有等着初审的申领。",
  "市级出纳 chuna：银行来款有2笔要人决定。再导入 demo/puyang-march/try 里的“补助到账”，3月就能上缴。",
  "市级会计 kuaiji：复核出纳提交的上缴单，给1月关账；放行一批付款；试算里改改条款，看一年的申领会怎么变。",
  "领导 lingdao：统计，2024年12月至2025年2月6,079人、486,320.00元怎么来的。",
];

async function sayAccounts(program: Program): Promise<void> {
  const session = await program.app.inject({ method: "GET", url: "/api/session" });
  const accounts = (session.json() as { demo?: { accounts: readonly DemoAccount[] } }).demo?.accounts ?? [];
  const [first] = accounts;
  if (!first) return;
  say(`\n演示账号，密码都是 ${first.password}（登录页上点一下就能登录，要动态码的也显示在那里）：`);
  for (const { login, roleName, organisationName } of accounts) {
    say(`  ${login.padEnd(11)}${roleName}，${organisationName}`);
  }
  say("\n演示里今天是2025年3月12日。建议先看：");
  for (const [at, step] of firstSteps.entries()) say(`  ${at + 1}. ${step}`);
  say(`\n请打开 ${program.address} 。按 Ctrl+C 停止，数据会留着。`);
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
