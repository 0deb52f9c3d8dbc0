import type { Page } from "@playwright/test";
import { expect, test, turnCalendar } from "#tests/support/demo.ts";
import { nastyXlsx } from "#tests/support/nasty-files.ts";
import { madePerson } from "../../bench/make-roster.ts";

// One unit's April, from a messy roster to the closed month, by the people who do it. The demo city's calendar is turned on.
// Beside it settles what the demo itself leaves for April.

test.describe.configure({ mode: "serial" });

const month = "2025-04";
const [anna, brian, carla] = [madePerson(910_001), madePerson(910_002), madePerson(910_003)];
const mistyped = brian.idNumber.slice(0, 17) + (brian.idNumber.endsWith("1") ? "2" : "1");
// Born 1964-03-15: sixty in 2024, still at work.
const older = "410000196403150016";

const rosterOf = (rows: readonly (readonly string[])[]) =>
  nastyXlsx({
    sheets: [
      {
        name: "四月",
        rows: [
          ["四月增加人员"],
          ["序号", "姓 名", "身份证号码", "岗位"],
          ...rows,
          ["合计", `${rows.length}人`],
        ],
      },
    ],
  });

/** A line of the bank, as its statement writes it; the balance goes on from what was imported before. */
type BankLine = {
  readonly serial: string;
  readonly at: string;
  readonly yuan: number;
  readonly account: string;
  readonly name: string;
  readonly memo: string;
};

async function bringStatement(cashier: Page, line: BankLine): Promise<void> {
  const { accounts } = await (await cashier.request.get("/api/bank/lines")).json();
  const special = accounts.find(({ shown }: { shown: string }) => shown.endsWith("8888"));
  const balance = (Number(special.closing) + line.yuan).toFixed(2);
  const [debit, credit] = line.yuan < 0 ? [(-line.yuan).toFixed(2), ""] : ["", line.yuan.toFixed(2)];
  const { serial, account, at, memo, name } = line;
  const kind = line.yuan < 0 ? "借" : "贷";
  const cells = [serial, account, at, kind, debit, credit, "", "转账", memo, name, balance, ""];
  const text = [
    "账号,41001512345050008888",
    "凭证号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息",
    cells.join(","),
  ].join("\r\n");
  await cashier.goto("/bank/statements");
  await cashier
    .locator("input[type=file]")
    .first()
    .setInputFiles({ name: `${serial}.csv`, mimeType: "text/csv", buffer: Buffer.from(text) });
}

let rosterPath = "";

test("a unit clerk sends a messy roster, is told what is wrong with each line, and corrects it", async ({
  browser,
  demo,
}) => {
  const page = await demo.sitDown(browser, "danwei");
  await page.goto("/rosters/new");
  await page.getByLabel("结算月").fill(month);
  await page.getByRole("button", { name: "下一步：上传名册" }).click();
  await page.waitForURL(/rosters\/[0-9a-f-]{36}/);
  rosterPath = new URL(page.url()).pathname;

  const file = await rosterOf([
    ["1", anna.name, anna.idNumber, "工人"],
    ["2", brian.name, mistyped, "工人"],
    ["3", carla.name, carla.idNumber, ""],
    ["4", "陈建国", older, "工人"],
  ]);
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles({ name: "四月.xlsx", mimeType: "application/octet-stream", buffer: file });
  await expect(page.getByRole("heading", { level: 1 })).toContainText("名册已读完：2人受理，2行需要处理", {
    timeout: 60_000,
  });
  await expect(page.getByRole("row", { name: new RegExp(brian.name) })).toContainText("校验位不对");
  await expect(page.getByRole("row", { name: /陈建国/ })).toContainText("已到退休年龄");

  await page
    .getByRole("row", { name: new RegExp(brian.name) })
    .getByText("改正", { exact: true })
    .click();
  await page.getByLabel("身份证号").fill(brian.idNumber);
  await page.getByRole("button", { name: "改正这一行" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("3人受理");
  await page.context().close();
});

test("the city's reviewer decides the man past retirement age who still works", async ({ browser, demo }) => {
  const page = await demo.sitDown(browser, "shenhe");
  await page.goto("/reviews");
  await page.getByRole("button", { name: /陈\*+ 第6行/ }).click();
  await expect(page.getByRole("heading", { name: /第6行 陈/ })).toBeVisible();
  await page.getByLabel("依据").fill("单位出具的未办理退休证明");
  await page.getByRole("button", { name: /^通过/ }).click();
  await expect(page.getByText(/第6行陈\*+：已通过/)).toBeVisible();
  await page.context().close();
});

test("the clerk confirms four people, and the bill says what to pay", async ({ browser, demo }) => {
  const page = await demo.sitDown(browser, "danwei");
  await page.goto(rosterPath);
  await page.getByRole("button", { name: "确认4人" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "确认4人" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("名册已确认：4人参加");
  await page.context().close();

  const board = await demo.sitDown(browser, "jingban");
  await board.goto(`/months/${month}`);
  await board.getByRole("button", { name: "出账单" }).click();
  await expect(board.getByText("已出1份账单。").first()).toBeVisible();
  await board.goto("/bills");
  await expect(board.getByRole("row", { name: /濮阳龙宇化工有限公司/ }).first()).toContainText("200.00");
  await board.context().close();
});

test("the cashier brings the statement in; what no rule may decide is decided by her", async ({
  browser,
  demo,
}) => {
  await turnCalendar(demo, "2025-04-11");
  const page = await demo.sitDown(browser, "chuna");
  // 200.00 comes from an account nobody knows: the amount alone never matches.
  await bringStatement(page, {
    serial: "2025040300201",
    at: "2025-04-03 09:00:00",
    yuan: 200,
    account: "6228480012345678901",
    name: "李某",
    memo: "龙宇四月互助",
  });
  await expect(page.getByText(/已导入1笔，0笔自动核对/).first()).toBeVisible();

  await page.goto("/bank?state=to_decide");
  await page.getByRole("button", { name: /李某/ }).click();
  await expect(page.getByRole("heading", { name: "200.00元应记到谁的账单上？" })).toBeVisible();
  await page.getByRole("button", { name: /查找单位或账单/ }).click();
  await page.getByPlaceholder("查单位名称、编号或金额").fill("龙宇");
  await page
    .getByRole("button", { name: /濮阳龙宇化工有限公司/ })
    .first()
    .click();
  await page.getByRole("button", { name: /按此记账/ }).click();
  await expect(page.getByText("200.00元已记账").first()).toBeVisible();
  await page.context().close();
});

test("the base closes, the board says whose subsidy is missing, it comes, and the month is remitted by two people", async ({
  browser,
  demo,
}) => {
  const clerk = await demo.sitDown(browser, "jingban");
  await clerk.goto(`/months/${month}`);
  await clerk.getByRole("button", { name: "会费截止" }).click();
  await clerk.getByRole("dialog").getByRole("button", { name: "会费截止" }).click();
  await expect(clerk.getByRole("heading", { level: 1 })).toContainText("补助还差");
  // How much it is depends on what the demo's other bills of April were decided to be meanwhile.
  const { whole } = await (await clerk.request.get(`/api/months/${month}`)).json();

  const cashier = await demo.sitDown(browser, "chuna");
  const arrived = () => expect(cashier.getByText(/已导入1笔，1笔自动核对/).first()).toBeVisible();
  await bringStatement(cashier, {
    serial: "2025041100202",
    at: "2025-04-11 09:00:00",
    yuan: Number(whole.open),
    account: "41001500000050000001",
    name: "濮阳市总工会",
    memo: "2025-04互助保障补助",
  });
  await arrived();
  await expect(async () => {
    await cashier.goto(`/months/${month}`);
    await cashier.getByRole("button", { name: "生成上缴单" }).click({ timeout: 3_000 });
    await expect(cashier.getByRole("dialog")).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await cashier.getByRole("dialog").getByRole("button", { name: "提交复核" }).click();
  await expect(cashier.getByRole("button", { name: "生成上缴单" })).toHaveCount(0);

  const accountant = await demo.sitDown(browser, "kuaiji");
  await accountant.goto(`/months/${month}`);
  await accountant.getByRole("button", { name: "复核上缴单" }).click();
  await accountant.getByRole("dialog").getByRole("button", { name: "复核通过" }).click();
  await expect(accountant.getByRole("dialog")).toHaveCount(0);

  await bringStatement(cashier, {
    serial: "2025041100203",
    at: "2025-04-11 10:00:00",
    yuan: -Number(whole.due),
    account: "41001566666050006666",
    name: "中国职工保险互助会河南省办事处",
    memo: "濮阳市2025-04会费上缴",
  });
  await arrived();
  // The month hears from the bank by a job, a moment later.
  await expect(async () => {
    await accountant.goto(`/months/${month}`);
    await expect(accountant.getByRole("heading", { level: 1 })).toContainText(/已上缴[\d,]+\.00元/, {
      timeout: 3_000,
    });
  }).toPass({ timeout: 60_000 });
  for (const each of [clerk, cashier, accountant]) await each.context().close();
});

test("the province confirms, the accountant verifies the ledger and closes the month", async ({
  browser,
  demo,
}) => {
  const province = await demo.sitDown(browser, "shengban");
  await province.goto(`/months/${month}`);
  await province.getByRole("button", { name: "确认收到" }).click();
  await province.getByRole("dialog").getByRole("button", { name: "确认收到" }).click();
  await expect(province.getByRole("button", { name: "确认收到" })).toHaveCount(0);

  const accountant = await demo.sitDown(browser, "kuaiji");
  await accountant.goto(`/ledger?month=${month}`);
  await expect(accountant.getByRole("heading", { level: 1 })).toContainText("账是平的：银行存款");
  await expect(accountant.getByText(/已重新核算/)).toBeVisible();
  await accountant.goto(`/months/${month}`);
  await accountant.getByRole("button", { name: "关账" }).click();
  await accountant.getByRole("dialog").getByRole("button", { name: "关账" }).click();
  await expect(accountant.getByRole("heading", { level: 1 })).toContainText("已关账");
  await accountant.goto(`/ledger?month=${month}`);
  await expect(accountant.locator("main")).toContainText(`${month} · 已关账`);
  for (const each of [province, accountant]) await each.context().close();
});

test("somebody of another part of the tree sees none of it", async ({ browser, demo }) => {
  const other = await demo.sitDown(browser, "xianqu");
  await other.goto(rosterPath);
  await expect(other.locator("main [role=alert]")).toContainText("不在您的管理范围");
  for (const path of ["/rosters", "/bills", "/covers", `/months/${month}`]) {
    await other.goto(path);
    await expect(other.locator("main").getByRole("heading", { level: 1 })).toBeVisible();
    await expect(other.locator("main")).not.toContainText("龙宇");
  }
  await other.context().close();
});
