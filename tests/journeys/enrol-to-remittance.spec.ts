import { expect, test, turnCalendar } from "#tests/support/demo.ts";
import { nastyXlsx } from "#tests/support/nasty-files.ts";
import { madePerson } from "../../bench/make-roster.ts";

// One unit's March, from a messy roster to the closed month, by the people who do it. The demo city's calendar is turned on.

test.describe.configure({ mode: "serial" });

const month = "2025-03";
const [anna, brian, carla] = [madePerson(910_001), madePerson(910_002), madePerson(910_003)];
const mistyped = brian.idNumber.slice(0, 17) + (brian.idNumber.endsWith("1") ? "2" : "1");
// Born 1964-03-15: sixty in 2024, still at work.
const older = "410000196403150016";

const rosterOf = (rows: readonly (readonly string[])[]) =>
  nastyXlsx({
    sheets: [
      {
        name: "三月",
        rows: [
          ["三月增加人员"],
          ["序号", "姓 名", "身份证号码", "岗位"],
          ...rows,
          ["合计", `${rows.length}人`],
        ],
      },
    ],
  });

const statement = (lines: readonly (readonly string[])[]): Buffer =>
  Buffer.from(
    [
      "账号,41001512345050008888",
      "凭证号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息",
      ...lines.map((line) => line.join(",")),
    ].join("\r\n"),
  );

let rosterPath = "";

test("a unit clerk sends a messy roster, is told what is wrong with each line, and corrects it", async ({
  browser,
  demo,
}) => {
  const page = await demo.sitDown(browser, "danwei");
  await page.goto(`${demo.address}/rosters/new`);
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
    .setInputFiles({ name: "三月.xlsx", mimeType: "application/octet-stream", buffer: file });
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
  await page.goto(`${demo.address}/reviews`);
  await expect(page.getByRole("heading", { name: /第6行 陈/ })).toBeVisible();
  await page.getByLabel("依据").fill("单位出具的未办理退休证明");
  await page.getByRole("button", { name: /^通过/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "没有等待审核的人" })).toBeVisible();
  await page.context().close();
});

test("the clerk confirms four people, and the bill says what to pay", async ({ browser, demo }) => {
  const page = await demo.sitDown(browser, "danwei");
  await page.goto(demo.address + rosterPath);
  await page.getByRole("button", { name: "确认4人" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "确认4人" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("名册已确认：4人参加");
  await page.context().close();

  const board = await demo.sitDown(browser, "jingban");
  await board.goto(`${demo.address}/months/${month}`);
  await board.getByRole("button", { name: "出账单" }).click();
  await expect(board.getByText("已出1份账单。").first()).toBeVisible();
  await board.goto(`${demo.address}/bills`);
  await expect(board.getByRole("row", { name: /濮阳龙宇化工有限公司/ }).first()).toContainText("200.00");
  await board.context().close();
});

test("the cashier brings the statement in; what no rule may decide is decided by her", async ({
  browser,
  demo,
}) => {
  await turnCalendar(demo, "2025-03-11");
  const page = await demo.sitDown(browser, "chuna");
  await page.goto(`${demo.address}/bank/statements`);
  // 200.00 comes from an account nobody knows: the amount alone never matches.
  const file = statement([
    [
      "2025030300110",
      "6228480012345678901",
      "2025-03-03 09:00:00",
      "贷",
      "",
      "200.00",
      "",
      "转账",
      "龙宇三月互助",
      "李某",
      "70208.73",
      "",
    ],
  ]);
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles({ name: "三月一.csv", mimeType: "text/csv", buffer: file });
  await expect(page.getByText(/已导入1笔，0笔自动核对/).first()).toBeVisible();

  await page.goto(`${demo.address}/bank?state=to_decide`);
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
  await clerk.goto(`${demo.address}/months/${month}`);
  await clerk.getByRole("button", { name: "会费截止" }).click();
  await clerk.getByRole("dialog").getByRole("button", { name: "会费截止" }).click();
  await expect(clerk.getByRole("heading", { level: 1 })).toContainText("补助还差120.00元");

  const cashier = await demo.sitDown(browser, "chuna");
  const bring = async (line: readonly string[], name: string) => {
    await cashier.goto(`${demo.address}/bank/statements`);
    await cashier
      .locator("input[type=file]")
      .first()
      .setInputFiles({ name, mimeType: "text/csv", buffer: statement([line]) });
    await expect(cashier.getByText(/已导入1笔，1笔自动核对/).first()).toBeVisible();
  };
  await bring(
    [
      "2025031100111",
      "41001500000050000001",
      "2025-03-11 09:00:00",
      "贷",
      "",
      "120.00",
      "",
      "转账",
      "2025-03互助保障补助",
      "濮阳市总工会",
      "70328.73",
      "",
    ],
    "三月二.csv",
  );
  await expect(async () => {
    await cashier.goto(`${demo.address}/months/${month}`);
    await cashier.getByRole("button", { name: "生成上缴单" }).click({ timeout: 3_000 });
    await expect(cashier.getByRole("dialog")).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await cashier.getByRole("dialog").getByRole("button", { name: "提交复核" }).click();
  await expect(cashier.getByRole("button", { name: "生成上缴单" })).toHaveCount(0);

  const accountant = await demo.sitDown(browser, "kuaiji");
  await accountant.goto(`${demo.address}/months/${month}`);
  await accountant.getByRole("button", { name: "复核上缴单" }).click();
  await accountant.getByRole("dialog").getByRole("button", { name: "复核通过" }).click();
  await expect(accountant.getByRole("dialog")).toHaveCount(0);

  await bring(
    [
      "2025031100112",
      "41001566666050006666",
      "2025-03-11 10:00:00",
      "借",
      "320.00",
      "",
      "",
      "转账",
      "濮阳市2025-03会费上缴",
      "中国职工保险互助会河南省办事处",
      "70008.73",
      "",
    ],
    "三月三.csv",
  );
  // The month hears from the bank by a job, a moment later.
  await expect(async () => {
    await accountant.goto(`${demo.address}/months/${month}`);
    await expect(accountant.getByRole("heading", { level: 1 })).toContainText("已上缴320.00元", {
      timeout: 3_000,
    });
  }).toPass({ timeout: 60_000 });

  await accountant.goto(`${demo.address}/ledger`);
  await expect(accountant.getByRole("heading", { level: 1 })).toContainText("账是平的：银行存款70,008.73元");
  for (const each of [clerk, cashier, accountant]) await each.context().close();
});
