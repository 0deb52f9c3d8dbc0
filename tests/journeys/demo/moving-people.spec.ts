import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/demo.ts";

test.describe.configure({ mode: "serial" });

const title = (page: Page) => page.locator("main").getByRole("heading", { level: 1 });

type Survey = { readonly link: string; readonly questions: readonly { readonly right: number }[] };

/** Opens a survey at a unit on the page; answers its address. */
async function openSurvey(page: Page, unit: string): Promise<string> {
  await page.goto("/surveys");
  await page.getByRole("button", { name: "开展调查" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByPlaceholder("先查名称或编号，再选").fill(unit);
  await dialog.getByRole("combobox", { name: "单位" }).press("ArrowDown");
  await page.locator(".ant-select-item-option").filter({ hasText: unit }).first().click({ timeout: 10_000 });
  await dialog.getByRole("button", { name: "出题，生成二维码" }).click();
  await expect(title(page)).toHaveText(`${unit}正在答卷`);
  return new URL(page.url()).pathname;
}

/** So many slips by the link, of which some know the terms; one of them on a phone, by hand. */
async function answer(page: Page, address: string, of: number, aware: number): Promise<void> {
  const survey = (await (await page.request.get(`/api${address}`)).json()) as Survey;
  const right = survey.questions.map((each) => each.right);
  const token = survey.link.split("#")[1];
  const phone = await page.context().newPage();
  await phone.setViewportSize({ width: 390, height: 844 });
  await phone.goto(`/survey#${token}`);
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("您知道互助保障吗？");
  for (const [at, place] of right.entries())
    await phone.getByRole("group").nth(at).getByRole("radio").nth(place).check();
  await phone.getByRole("button", { name: "交卷" }).click();
  await expect(phone.getByText(`交好了，答对${right.length}题`)).toBeVisible();
  await phone.close();
  for (let n = 1; n < of; n++) {
    const choices = n < aware ? right : right.map((place) => (place + 1) % 3);
    const reply = await page.request.post("/api/public/survey/slip", {
      data: { token, slip: randomUUID(), choices },
      headers: { "x-tongzhou": "journey" },
    });
    expect(reply.status()).toBe(200);
  }
}

async function close(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("button", { name: "收卷" }).click();
}

test("an awareness survey at 74 % opens a make-up lesson by itself; the test again at 86 % closes it", async ({
  demo,
  browser,
}) => {
  const office = await demo.sitDown(browser, "tuijin");
  const unit = "濮阳市水利局";
  const first = await openSurvey(office, unit);
  await answer(office, first, 50, 37);
  await close(office, first);
  await expect(title(office)).toHaveText(`${unit}的知晓率是74%`);
  await expect(office.getByText("要补课再测")).toBeVisible();

  const again = await openSurvey(office, unit);
  await answer(office, again, 50, 43);
  await close(office, again);
  await expect(title(office)).toHaveText(`${unit}的知晓率是86%`);
  await expect(office.getByText("补课后再测达标，补课已了结")).toBeVisible();
  await office.getByRole("link", { name: "看这件事" }).click();
  await expect(office.locator("main")).toContainText("再测50人，43人知晓");
  await office.context().close();
});

test("the monthly bulletin writes itself, is published, and cannot be changed afterwards", async ({
  demo,
  browser,
}) => {
  const office = await demo.sitDown(browser, "tuijin");
  await office.goto("/bulletins");
  await office.getByRole("link", { name: "看草稿" }).first().click();
  await expect(title(office)).toHaveText(/通报草稿，\d+家/);
  const draft = office.url();
  await office.getByLabel("正文").fill("请各县区对照表中的问题，按期办好。");
  await office.getByRole("button", { name: "发布" }).click();
  await expect(office.getByText("已发布，内容不能再改。")).toBeVisible();
  await expect(office.locator("main")).toContainText("请各县区对照表中的问题，按期办好。");
  await expect(office.locator("main").getByRole("textbox")).toHaveCount(0);
  const address = new URL(office.url()).pathname;
  for (const file of ["pdf", "workbook"])
    expect((await office.request.get(`/api${address}/${file}`)).status()).toBe(200);

  await office.goto(draft);
  await office.getByRole("button", { name: "发布" }).click();
  await expect(office.getByText("已经发布", { exact: false }).first()).toBeVisible();
  await office.context().close();

  // The county was told, and reads its own lines of it.
  const county = await demo.sitDown(browser, "xianqu");
  await county.goto(address);
  await expect(county.getByText("已发布，内容不能再改。")).toBeVisible();
  await expect(county.getByRole("table", { name: "进度表" }).getByRole("row")).toHaveCount(2);
  await county.context().close();
});
