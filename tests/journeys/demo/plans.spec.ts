import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/demo.ts";

const plan = "/plans/HN-INP-80";
const title = (page: Page) => page.getByRole("heading", { level: 1 });

test("a version is drafted in the form, proposed by one, published by another, and compared with the one before", async ({
  demo,
  browser,
}) => {
  const officer = await demo.sitDown(browser, "shengban");
  await officer.goto(`${plan}/2025.1`);
  await officer.getByRole("button", { name: "由此起草新版" }).click();
  await officer.getByLabel("新的版本号").fill("2026.1");
  await officer.getByRole("button", { name: "起草", exact: true }).click();
  await expect(title(officer)).toContainText("2026.1版草稿没有问题");

  // A wrong figure is told at its field, and among all that is wrong.
  const filing = officer.locator('[data-field="filing_days.value"] input');
  await filing.fill("两年");
  await expect(officer.locator('[data-field="filing_days.value"]')).toContainText("类型不对");
  await expect(title(officer)).toContainText("还有1处要改");
  await filing.fill("730");
  // One example says what comes out after 366 days: it does not stand any more.
  await expect(officer.getByText("出院后第366天申领：过期").first()).toBeVisible();
  await expect(title(officer)).toContainText("还有1处要改");

  const example = officer.locator(".plan-item", { hasText: "出院后第366天申领：过期" });
  await example.getByRole("button", { name: "出院后第366天申领：过期" }).click();
  await example.getByLabel("名称").fill("出院后第731天申领：过期");
  const renamed = officer.locator(".plan-item", { hasText: "出院后第731天申领：过期" });
  await renamed.getByLabel("申领日期").fill("2027-06-10");
  await renamed.getByLabel("申领日期").blur();
  await officer.getByLabel("启用日期").first().fill("2026-01-01");
  await officer.getByLabel("启用日期").first().blur();
  const clause = officer.locator(".plan-beside .plan-item", { hasText: "第九条" });
  await clause.getByRole("button", { name: "第九条 申领期限" }).click();
  await clause.getByLabel("内容").fill("应在出院之日起730天内申领，最后一天当天提交的有效。");
  await expect(title(officer)).toContainText("草稿没有问题");

  // The other face of the same draft: what the form said, with the file's own comments.
  await officer.getByRole("button", { name: "计划文件（YAML）" }).click();
  await expect(officer.getByRole("textbox", { name: /YAML/ })).toHaveValue(
    /value: 730[\s\S]*出院之日起730天/,
  );
  await officer.getByRole("button", { name: "填表" }).click();
  await officer.getByRole("button", { name: "保存草稿" }).click();
  await expect(officer.getByText("已保存")).toBeVisible();
  await officer.getByRole("link", { name: "看这个版本" }).click();
  await officer.getByRole("button", { name: "提交，等另一人发布" }).click();
  await expect(officer.getByText("提交人和最后修改人以外的人")).toBeVisible();

  const administrator = await demo.sitDown(browser, "shengguan");
  await administrator.goto(`${plan}/2026.1`);
  await administrator.getByRole("button", { name: "发布", exact: true }).click();
  await administrator.getByRole("dialog").getByRole("button", { name: "发布", exact: true }).click();
  await expect(administrator.getByText("已发布").first()).toBeVisible();

  await officer.goto(`${plan}/2026.1/compare/2025.1`);
  await expect(title(officer)).toContainText("从2025.1版到2026.1版");
  await expect(officer.locator("main")).toContainText("730");
  await expect(officer.locator("main")).toContainText("应在出院之日起730天内申领");
  await officer.context().close();
  await administrator.context().close();
});
