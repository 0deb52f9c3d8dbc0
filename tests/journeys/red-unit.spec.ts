import type { Page } from "@playwright/test";
import { expect, test, turnCalendar } from "#tests/support/demo.ts";
import { nastyXlsx } from "#tests/support/nasty-files.ts";
import { madePerson } from "../../bench/make-roster.ts";

// A unit's goal is raised, it falls behind, somebody goes there, and its people come.

test.describe.configure({ mode: "serial" });

const unit = "濮阳龙宇化工有限公司";

const title = (page: Page) => page.locator("main").getByRole("heading", { level: 1 });
type Standing = { readonly organisationId: string; readonly name: string; readonly people: number };

async function countToday(office: Page): Promise<Standing> {
  await office.goto("/progress");
  await office.getByRole("button", { name: "算今天的进度" }).click();
  await expect(office.getByRole("button", { name: "算今天的进度" })).toBeDisabled();
  const { rows } = await (await office.request.get("/api/progress?limit=200")).json();
  return rows.find((row: Standing) => row.name === unit);
}

async function setGoal(office: Page, goal: number): Promise<void> {
  await office.goto("/targets");
  await office.getByRole("row").filter({ hasText: unit }).getByRole("button", { name: "改" }).click();
  await office.getByRole("dialog").getByLabel("目标", { exact: true }).fill(String(goal));
  await office.getByRole("dialog").getByRole("button", { name: "保存目标" }).click();
  await expect(office.getByRole("dialog")).toBeHidden();
}

/** What is owed of a kind in the whole city; the list is longer than a page. */
async function owed(office: Page, kind: string): Promise<readonly string[]> {
  const { rows } = await (
    await office.request.get(`/api/duties?show=part&kind=fieldwork.${kind}&limit=200`)
  ).json();
  return rows.map(({ title }: { readonly title: string }) => title);
}

async function colourIs(office: Page, { organisationId }: Standing, colour: string): Promise<void> {
  await office.goto(`/progress/${organisationId}`);
  await expect(title(office)).toContainText(colour);
}

/** So many more people of the unit, on a roster of the next month, confirmed by its clerk. */
async function enrol(clerk: Page, count: number): Promise<void> {
  await clerk.goto("/rosters/new");
  await clerk.getByLabel("结算月").fill("2025-05");
  await clerk.getByRole("button", { name: "下一步：上传名册" }).click();
  await clerk.waitForURL(/rosters\/[0-9a-f-]{36}/);
  const people = Array.from({ length: count }, (_, at) => madePerson(920_000 + at));
  const rows = people.map(({ name, idNumber }, at) => [String(at + 1), name, idNumber, "工人"]);
  const buffer = await nastyXlsx({
    sheets: [{ name: "五月", rows: [["序号", "姓名", "身份证号码", "岗位"], ...rows] }],
  });
  await clerk
    .locator("input[type=file]")
    .first()
    .setInputFiles({ name: "五月.xlsx", mimeType: "application/octet-stream", buffer });
  await clerk.getByRole("button", { name: `确认${count}人` }).click({ timeout: 60_000 });
  await clerk
    .getByRole("dialog")
    .getByRole("button", { name: `确认${count}人` })
    .click();
  await expect(title(clerk)).toContainText(`名册已确认：${count}人参加`);
}

let before: Standing;

test("a unit falls to red, and guidance is owed", async ({ demo, browser }) => {
  await turnCalendar(demo, "2025-04-16");
  const office = await demo.sitDown(browser, "tuijin");
  before = await countToday(office);
  // Six tenths of what the calendar asks for on 17 April, the 107th day of 365.
  await setGoal(office, Math.ceil((before.people * 365) / (107 * 0.6)));
  await turnCalendar(demo, "2025-04-17");
  await countToday(office);
  await colourIs(office, before, "红色");
  expect(await owed(office, "guidance")).toContain(`${unit}是红色：上门指导`);
  await office.context().close();
});

test("somebody goes there: what was owed is done, what was promised is owed", async ({ demo, browser }) => {
  const office = await demo.sitDown(browser, "tuijin");
  await office.goto("/visits");
  await office.getByRole("button", { name: "登记走访" }).click();
  const dialog = office.getByRole("dialog");
  await dialog.getByPlaceholder("先查名称或编号，再选").fill(unit);
  await dialog.getByRole("combobox", { name: "去了哪里" }).press("ArrowDown");
  await office
    .locator(".ant-select-item-option")
    .filter({ hasText: unit })
    .first()
    .click({ timeout: 10_000 });
  await dialog.getByLabel("为了什么").fill("新来的职工还没有参加，到厂里讲明白");
  await dialog.getByLabel("承诺了什么").fill("本周交五月名册");
  await dialog.getByRole("button", { name: "登记", exact: true }).click();
  await expect(office.getByRole("table", { name: "走访" })).toContainText("到厂里讲明白");
  expect(await owed(office, "guidance")).not.toContain(`${unit}是红色：上门指导`);
  expect(await owed(office, "promise")).toContain(`走访${unit}时承诺：本周交五月名册`);
  await office.context().close();
});

test("its people come, and it rises", async ({ demo, browser }) => {
  const clerk = await demo.sitDown(browser, "danwei");
  await enrol(clerk, Math.ceil(before.people * 0.75));
  await clerk.context().close();
  await turnCalendar(demo, "2025-04-18");
  const office = await demo.sitDown(browser, "tuijin");
  await countToday(office);
  await colourIs(office, before, "绿色");
  await expect(office.locator("main")).toContainText("2025-04-17");
  await office.context().close();
});
