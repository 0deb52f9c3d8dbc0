import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/demo.ts";

// What `npm start` suggests to a newcomer, done as it says. It brings March as far as its remittance.

test.describe.configure({ mode: "serial" });

const title = (page: Page) => page.locator("main").getByRole("heading", { level: 1 });

/** A file that the demo brings for the visitor's own hand. */
const toTry = (name: string) => ({
  name,
  mimeType: "text/csv",
  buffer: readFileSync(new URL(`../../../demo/puyang-march/try/${name}`, import.meta.url)),
});

test("on the demo's morning everybody who decides something finds something to decide", async ({
  demo,
  browser,
}) => {
  for (const [login, ...waiting] of [
    ["jingban", "会费还没到齐", "补助还没到账", "名册等待确认", "登记等待审核"],
    ["shenhe", "等待审核", "重复的职工记录"],
    ["chuna", "2笔银行来款需要您决定"],
    ["kuaiji", "可以关账"],
    ["guanli", "2家单位的登记等待审核"],
    ["xianqu", "会费还没到齐", "名册等您确认"],
    ["danwei", "名册等您确认"],
    ["shengban", "上缴等省办事处确认"],
  ] as const) {
    const page = await demo.sitDown(browser, login);
    await page.goto("/");
    for (const words of waiting) await expect(page.locator("main")).toContainText(words);
    await page.context().close();
  }
});

test("the unit reads what is wrong with its lines; the reviewer sees the papers of those past retirement age", async ({
  demo,
  browser,
}) => {
  const unit = await demo.sitDown(browser, "danwei");
  await unit.goto("/");
  await unit.getByRole("link", { name: "去处理" }).click();
  await expect(title(unit)).toContainText("名册已读完：9人受理，7行需要处理");
  await unit.context().close();

  const reviewer = await demo.sitDown(browser, "shenhe");
  await reviewer.goto("/reviews");
  await expect(title(reviewer)).toContainText("5人等待审核，来自2家单位");
  const paper = reviewer.getByRole("link", { name: "未办理退休证明" }).first();
  const reply = await reviewer.request.get((await paper.getAttribute("href")) ?? "");
  expect(reply.headers()["content-type"]).toContain("image/jpeg");
  await reviewer.context().close();
});

test("the cashier decides a payment for two units, and March goes from its last subsidy to the province", async ({
  demo,
  browser,
}) => {
  const cashier = await demo.sitDown(browser, "chuna");
  await cashier.goto("/bank?state=to_decide");
  await cashier.getByRole("button", { name: /供水总公司工会委员会/ }).click();
  await expect(cashier.getByText("两家单位合并付款")).toBeVisible();
  await cashier.getByRole("button", { name: /按此记账/ }).click();
  await expect(cashier.getByText("350.00元已记账").first()).toBeVisible();

  const bring = async (name: string, says: string) => {
    await cashier.goto("/bank/statements");
    await cashier.locator("input[type=file]").first().setInputFiles(toTry(name));
    await expect(cashier.getByText(says).first()).toBeVisible();
  };
  await cashier.goto("/months/2025-03");
  await expect(title(cashier)).toContainText("补助还差720.00元");
  await bring("2025-03-12-补助到账.csv", "已导入2笔，2笔自动核对");
  // The month hears from the bank by a job, a moment later.
  await expect(async () => {
    await cashier.goto("/months/2025-03");
    await cashier.getByRole("button", { name: "生成上缴单" }).click({ timeout: 3_000 });
    await expect(cashier.getByRole("dialog")).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await cashier.getByRole("dialog").getByRole("button", { name: "提交复核" }).click();
  await expect(title(cashier)).toContainText("等待复核");

  const accountant = await demo.sitDown(browser, "kuaiji");
  await accountant.goto("/months/2025-03");
  await accountant.getByRole("button", { name: "复核上缴单" }).click();
  await accountant.getByRole("dialog").getByRole("button", { name: "复核通过" }).click();
  await expect(accountant.getByRole("dialog")).toHaveCount(0);
  await bring("2025-03-12-上缴.csv", "已导入1笔，1笔自动核对");
  await expect(async () => {
    await accountant.goto("/months/2025-03");
    await expect(title(accountant)).toContainText("已上缴2,160.00元", { timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  for (const each of [cashier, accountant]) await each.context().close();
});
