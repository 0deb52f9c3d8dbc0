import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/demo.ts";
import { nastyXls } from "#tests/support/nasty-xls.ts";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
/** A workbook that asks for a password. */
const locked = nastyXls({ sheets: [], hasFilePass: true });

test("a file that is no roster is refused in words, with nothing stored", async ({ demo, browser }) => {
  const page = await demo.sitDown(browser, "danwei");
  await openRoster(page);
  const address = page.url();
  for (const { name, buffer, says } of [
    { name: "名册.xlsx", buffer: png, says: "图片" },
    { name: "工资表.xls", buffer: locked, says: "密码" },
    { name: "空.csv", buffer: Buffer.alloc(0), says: "空" },
    { name: "空.xlsx", buffer: Buffer.alloc(0), says: "空" },
  ]) {
    await page.goto(address);
    await page
      .locator("input[type=file]")
      .setInputFiles({ name, mimeType: "application/octet-stream", buffer });
    const problem = page.locator("main [role=alert]").first();
    await expect(problem).toContainText(says);
    await expect(problem).toContainText("没有保存任何数据");
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("还没有上传");
  }
  await page.context().close();
});

test("an upload that is cancelled leaves nothing", async ({ demo, browser }) => {
  const page = await demo.sitDown(browser, "danwei");
  await openRoster(page);
  const address = page.url();
  let arrived: () => void = () => undefined;
  const sending = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  let release: () => void = () => undefined;
  // The line is slow; the clerk thinks again before the file has gone through.
  await page.route("**/api/rosters/*/file**", async (route) => {
    arrived();
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    await route.continue().catch(() => undefined);
  });
  await page.locator("input[type=file]").setInputFiles({
    name: "名册.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("姓名,身份证号\n张伟,1\n"),
  });
  await sending;
  await page.getByRole("button", { name: "取消" }).click();
  release();
  await expect(page.getByRole("button", { name: /^上传.*名册$/ }).last()).toBeVisible();
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("还没有上传");
  await page.context().close();
});

test("a statement with a gap, and what is no statement, is not taken in", async ({ demo, browser }) => {
  const page = await demo.sitDown(browser, "chuna");
  await page.goto("/bank/statements");
  const list = page.getByRole("table", { name: "对账单" });
  await expect(list).toBeVisible();
  const before = await list.locator("tbody tr").count();
  const whole = readFileSync(new URL("../../../demo/puyang/bank/2025-02-对账单.csv", import.meta.url));
  const lines = whole.toString("latin1").split("\n");
  // The same months again under new numbers, one line torn out of the middle.
  const gap = Buffer.from([...lines.slice(0, 12), ...lines.slice(13)].join("\n"), "latin1");
  for (const { name, buffer, says } of [
    { name: "3月对账单.csv", buffer: gap, says: "余额" },
    { name: "对账单.xlsx", buffer: png, says: "图片" },
    { name: "对账单.csv", buffer: Buffer.alloc(0), says: "空" },
  ]) {
    await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });
    await expect(page.locator("main [role=alert]").first()).toContainText(says);
    await page.reload();
    await expect(list.locator("tbody tr")).toHaveCount(before);
  }
  await page.context().close();
});

/** The clerk opens a roster of next month. */
async function openRoster(page: Page): Promise<void> {
  await page.goto("/rosters/new");
  await page.getByRole("button", { name: "下一步：上传名册" }).click();
  await page.waitForURL(/\/rosters\/[0-9a-f-]{36}/);
}
