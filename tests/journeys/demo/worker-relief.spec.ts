import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/demo.ts";
import { openBankDesk, payOut } from "#tests/support/pay-out.ts";

// After the claims: a batch is of one fund. The demo's today is the Wednesday; what was proposed on Monday is paid on it.

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

test("the accident of Monday is paid on Wednesday: batch, release, the bank's answer", async ({
  demo,
  browser,
}) => {
  const cashier = await demo.sitDown(browser, "chuna");
  const accountant = await demo.sitDown(browser, "kuaiji");
  const { today } = await (await cashier.request.get("/api/session")).json();
  const desk = await openBankDesk(cashier);
  await payOut({ cashier, accountant }, desk, "3,000.00");
  await desk.close();

  const carer = await demo.sitDown(browser, "fuwu");
  await expect(async () => {
    const { rows } = await (await carer.request.get("/api/relief?show=done")).json();
    const grant = rows.find(({ amount }: { amount: string }) => amount === "3000.00");
    expect(grant).toMatchObject({ state: "paid", paidOn: today });
    const from = new Date(grant.proposedOn).getTime();
    expect([
      new Date(grant.proposedOn).getUTCDay(),
      (new Date(grant.paidOn).getTime() - from) / 864e5,
    ]).toEqual([1, 2]);
    await carer.goto(`/relief/${grant.id}`);
    await expect(carer.locator("main")).toContainText("银行已付", { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  for (const each of [cashier, accountant, carer]) await each.context().close();
});
