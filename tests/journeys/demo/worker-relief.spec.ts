import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/demo.ts";

// After the claims: a relief grant waits for the cashier, and a batch is of one fund.

test.describe.configure({ mode: "serial" });

const title = (page: Page) => page.locator("main").getByRole("heading", { level: 1 });

/** The first grant that stands so. */
async function open(page: Page, state: string): Promise<void> {
  await page.goto("/relief");
  await page.getByRole("table", { name: "救助" }).getByRole("row").filter({ hasText: state }).first().click();
  await expect(title(page)).toContainText("的救助");
}

async function say(page: Page, words: string): Promise<void> {
  await page.getByLabel("理由").fill(words);
  await page.getByRole("button", { name: "提交" }).click();
}

test("the second who agrees makes a grant public: masked, and whoever proposed it cannot hurry it", async ({
  demo,
  browser,
}) => {
  const reviewer = await demo.sitDown(browser, "fushen");
  await open(reviewer, "等意见");
  const name = (await title(reviewer).innerText()).split("的救助")[0] ?? "";
  await say(reviewer, "情况属实，同意。");
  await expect(reviewer.locator("main")).toContainText("公示到");
  await reviewer.goto("/public/relief/410900");
  await expect(reviewer.locator("table")).toContainText(`${name[0]}*`);
  await expect(reviewer.locator("body")).not.toContainText(name);
  await reviewer.context().close();
});

test("its notice over, the leader approves, and the money waits with the cashier", async ({
  demo,
  browser,
}) => {
  const leader = await demo.sitDown(browser, "lingdao");
  await open(leader, "意外");
  await expect(leader.locator("main")).toContainText("公示期已满，等领导批准");
  await say(leader, "同意救助。");
  await expect(leader.locator("main")).toContainText("已经批准，等出纳编批付款");
  await leader.context().close();

  const cashier = await demo.sitDown(browser, "chuna");
  await cashier.goto("/payments");
  await expect(cashier.locator("main")).toContainText("3,000.00");
  await cashier.context().close();
});
