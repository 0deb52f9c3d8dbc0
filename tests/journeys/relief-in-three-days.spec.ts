import type { Browser, Page } from "@playwright/test";
import { type Demo, expect, test, turnCalendar } from "#tests/support/demo.ts";
import { openBankDesk, payOut } from "#tests/support/pay-out.ts";

// One grant, from the accident on Monday to the bank on Wednesday, through everybody's hands.
// In May: the journeys before have closed April.

test.describe.configure({ mode: "serial" });

const sum = "1,200.00";
let grant = "";
let name = "";

const title = (page: Page) => page.locator("main").getByRole("heading", { level: 1 });

/** Sits down at the grant, says so, and reads what it has come to. */
async function say(demo: Demo, browser: Browser, login: string, words: string, then: string): Promise<void> {
  const page = await demo.sitDown(browser, login);
  await page.goto(grant);
  await page.getByLabel("理由").fill(words);
  await page.getByRole("button", { name: "提交" }).click();
  await expect(page.locator("main")).toContainText(then);
  await page.context().close();
}

test("on Monday it is proposed after a visit, and two others agree", async ({ demo, browser }) => {
  await turnCalendar(demo, "2025-05-12");
  const carer = await demo.sitDown(browser, "fuwu");
  await carer.goto("/people");
  await carer.getByPlaceholder("姓名的一部分，或完整证件号").fill("王");
  await carer.getByRole("table", { name: "职工" }).locator("tbody tr").first().click();
  await carer.getByRole("link", { name: "帮助记录" }).click();
  await carer.getByRole("link", { name: "提出救助", exact: true }).click();
  await carer.getByLabel("情况").fill("送货时摔伤，两个月不能上班，家里靠他一人。");
  await carer.getByLabel(/^急/).check();
  await carer.getByLabel("救助金额").fill("1200.00");
  await carer.getByLabel(/本人的卡号/).fill("6222020000000000018");
  await carer.getByLabel("开户银行").fill("中国工商银行");
  await carer.getByRole("button", { name: "提出", exact: true }).click();
  await expect(title(carer)).toHaveText(new RegExp(`的救助，${sum}元$`));
  grant = new URL(carer.url()).pathname;
  name = (await title(carer).innerText()).split("的救助")[0] ?? "";
  await carer.context().close();
  await say(demo, browser, "shenhe", "走访过，情况属实。", "还要1人出意见");
  await say(demo, browser, "fushen", "没有重复救助，同意。", "公示到");
});

test("until Tuesday everybody may read of it, nobody who it is; the leader cannot hurry it", async ({
  demo,
  browser,
}) => {
  const leader = await demo.sitDown(browser, "lingdao");
  await leader.goto("/public/relief/410900");
  const line = leader.getByRole("row").filter({ hasText: sum });
  await expect(line).toContainText(`${name[0]}*`);
  await expect(leader.locator("body")).not.toContainText(name);
  await turnCalendar(demo, "2025-05-13");
  await leader.goto(grant);
  await expect(leader.locator("main")).toContainText("第二天起可以批准");
  await expect(leader.getByRole("button", { name: "提交" })).toHaveCount(0);
  await leader.context().close();
});

test("on Wednesday the leader approves, the bank pays, and the page says so", async ({ demo, browser }) => {
  await turnCalendar(demo, "2025-05-14");
  await say(demo, browser, "lingdao", "同意救助。", "已经批准，等出纳编批付款");
  const desk = await openBankDesk(demo, browser);
  await payOut(desk, sum);
  await desk.close();
  const carer = await demo.sitDown(browser, "fuwu");
  await expect(async () => {
    const paid = await (await carer.request.get(`/api${grant}`)).json();
    expect(paid).toMatchObject({ state: "paid", proposedOn: "2025-05-12", paidOn: "2025-05-14" });
  }).toPass({ timeout: 60_000 });
  await carer.goto(grant);
  await expect(carer.locator("main")).toContainText("银行已付");
  await carer.context().close();
});
