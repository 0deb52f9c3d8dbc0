import type { Browser, Page } from "@playwright/test";
import { numbered } from "#tests/support/city-folder.ts";
import { expect, test } from "#tests/support/demo.ts";

const unit = "濮阳市晨光印务有限公司";
const born = (day: string, n: number) => numbered("410902", day, String(100 + n * 2 + 1));
const good = [born("19850612", 1), born("19900103", 2), born("19781120", 3)];
const overAge = born("19640105", 4);
const wrong = `${good[2]?.slice(0, 17)}${good[2]?.endsWith("X") ? "1" : "X"}`;

/** As a clerk keeps it: a title, columns in her own order, blanks, a number mistyped, one person twice, a sum. */
const messy = `${unit}职工互助保障名册,,,
序号,公民身份号码,岗位,职工姓名
1,${good[0]},工人,苏 晨
2, ${good[1]} ,管理,何静
3,${wrong},工人,陈立
4,${good[0]},工人,苏晨
5,${overAge},工人,马国强
合计,,,5人
`;

test("a unit registers by its link, sends a messy roster, puts it right, and confirms it", async ({
  demo,
  browser,
}) => {
  const agency = await demo.sitDown(browser, "jingban");
  const link = await invite(agency);
  const clerk = await register(browser, demo.address, link);
  await approve(agency);
  await openAccount(clerk, link);

  await clerk.goto("/rosters/new");
  await clerk.getByRole("button", { name: "下一步：上传名册" }).click();
  await clerk.waitForURL(/\/rosters\/[0-9a-f-]{36}/);
  await send(clerk, "input[type=file]", "名册.csv", messy);
  const title = clerk.getByRole("heading", { level: 1 });
  await expect(title).toContainText("名册已读完：2人受理，3行需要处理", { timeout: 60_000 });
  const lines = clerk.getByRole("table", { name: "名册各行" });
  for (const row of await lines.locator("tbody tr").all()) {
    await expect(row.locator("td").nth(4)).toHaveText(/[\u4e00-\u9fff]{4,}/); // the reason
    await expect(row.locator("td").nth(5)).toHaveText(/[\u4e00-\u9fff]{4,}/); // the remedy
  }

  // Of the two lines that are wrong, one is put right in the page, the double one is taken out …
  await clerk.getByRole("button", { name: "删除第6行" }).click();
  await clerk.getByRole("button", { name: "删除这一行" }).click();
  await expect(title).toContainText("2行需要处理");
  // … and only the corrected line is sent again, found by its name.
  await clerk.getByRole("button", { name: "只补交改正的行" }).click();
  const corrections = clerk.getByLabel("选择补交的文件").first();
  await corrections.setInputFiles(csv("改正.csv", `姓名,身份证号\n陈立,${good[2]}\n`));
  await expect(clerk.getByText("已改正1行")).toBeVisible({ timeout: 60_000 });
  await expect(title).toContainText("3人受理，1行需要处理");

  // The man of 61 needs a paper; the reviewer decides.
  await clerk.getByRole("button", { name: "上传证明第7行" }).click();
  const paper = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
  await clerk
    .getByRole("dialog")
    .locator("input[type=file]")
    .setInputFiles({ name: "未退休证明.pdf", mimeType: "application/pdf", buffer: paper });
  await expect(clerk.getByText("已有1份证明")).toBeVisible();
  const reviewer = await demo.sitDown(browser, "shenhe");
  await reviewer.goto(`/reviews?q=${encodeURIComponent(unit)}`);
  await expect(reviewer.getByText("马国强").or(reviewer.getByText(/马\*+/)).first()).toBeVisible();
  await reviewer.getByRole("button", { name: "通过" }).first().click();
  await expect(reviewer.getByText("没有等待审核的人").first()).toBeVisible();

  await clerk.reload();
  await expect(title).toContainText("4人受理，没有需要处理的行");
  await clerk.getByRole("button", { name: "确认4人" }).click();
  await clerk.getByRole("dialog").getByRole("button", { name: "确认4人" }).click();
  await expect(title).toContainText("名册已确认：4人参加");
  await expect(clerk.locator("main")).toContainText("50.00 × 4 = 200.00元");
});

async function invite(agency: Page): Promise<string> {
  await agency.goto("/registrations");
  await agency.getByRole("button", { name: "邀请单位登记" }).click();
  await agency.getByLabel("单位全称").fill(unit);
  await agency.getByLabel("上级工会").fill("濮阳市总工会");
  await agency.keyboard.press("Enter");
  await agency.getByRole("button", { name: "生成链接" }).click();
  return agency.getByLabel("登记链接").inputValue();
}

async function register(browser: Browser, baseURL: string, link: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  await page.goto(link);
  const title = page.getByRole("heading", { level: 1 });
  const next = () => page.getByRole("button", { name: "保存，下一步" }).click();
  await expect(title).toContainText("第1步，共4步");
  await next();
  await expect(title).toContainText("第2步");
  await page.getByText("没有", { exact: true }).click();
  await page.getByLabel("没有的原因").click();
  await page.keyboard.press("Enter");
  await page.getByLabel("在职职工人数").fill("12");
  await next();
  await expect(title).toContainText("第3步");
  await page.getByLabel("缴费账号").fill("6217001234500009876");
  await page.getByLabel("联系人", { exact: true }).fill("苏晨");
  await page.getByLabel("联系人手机").fill("13912345678");
  await next();
  await expect(title).toContainText("第4步");
  await page.getByRole("button", { name: "提交登记" }).click();
  await expect(page.getByText("登记已提交，等待审核")).toBeVisible();
  return page;
}

async function approve(agency: Page): Promise<void> {
  await agency.goto("/registrations");
  await agency.getByRole("row").filter({ hasText: unit }).click();
  await agency.getByText("市直", { exact: true }).click();
  await agency.getByRole("button", { name: "通过登记" }).click();
  await expect(agency.getByText(`${unit}已登记`)).toBeVisible();
}

async function openAccount(page: Page, link: string): Promise<void> {
  await page.goto("/");
  await page.goto(link);
  await page.getByRole("button", { name: "开通经办人账号" }).click();
  await page.getByLabel("姓名").fill("苏晨");
  await page.getByLabel("登录名").fill("suchen");
  await page.getByLabel("密码", { exact: true }).fill("Tongzhou-2025");
  await page.getByLabel("再输入一遍密码").fill("Tongzhou-2025");
  await page.getByRole("button", { name: "开通账号" }).click();
  await expect(page.getByRole("navigation", { name: "主导航" })).toBeVisible();
}

const csv = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const send = (page: Page, at: string, name: string, text: string) =>
  page.locator(at).first().setInputFiles(csv(name, text));
