import { expect, test } from "#tests/support/demo.ts";
import { switchTo } from "#tests/support/switch-city.ts";

test("a leader asks by ticking: the sum is the annual report's, the address can be sent on", async ({
  demo,
  browser,
}) => {
  const leader = await demo.sitDown(browser, "lingdao");
  await switchTo(leader, 411_100);
  await leader.goto("/overview");
  await leader
    .getByRole("navigation", { name: "统计和报告" })
    .getByRole("link", { name: "自由查询" })
    .click();
  await leader.getByRole("checkbox", { name: "收到申领" }).check();
  await leader.getByRole("checkbox", { name: "参加人次", exact: true }).uncheck();
  await leader.getByLabel("按什么分", { exact: true }).selectOption("month");
  await leader.getByLabel("从", { exact: true }).fill("2024-03");
  await leader.getByLabel("到", { exact: true }).fill("2025-02");
  await leader.getByRole("button", { name: "查询" }).click();
  await expect(leader.getByRole("heading", { level: 1 })).toContainText("会费413,920.00元");
  await expect(leader.getByRole("table", { name: "查询结果" }).locator("tbody tr").first()).toContainText(
    "202",
  );
  await expect(leader.getByRole("group", { name: "会费", exact: true })).toBeVisible();
  const address = new URL(leader.url());
  expect(address.search).toContain("groups=month");

  const again = await leader.context().newPage();
  await again.goto(address.href);
  await expect(again.getByRole("heading", { level: 1 })).toContainText("会费413,920.00元");
  await expect(again.getByRole("checkbox", { name: "收到申领" })).toBeChecked();

  await again.getByRole("checkbox", { name: "期末参加率" }).check();
  await again.getByRole("button", { name: "查询" }).click();
  await expect(again.getByText("“期末参加率”不能按月份分")).toBeVisible();
  await leader.context().close();
});
