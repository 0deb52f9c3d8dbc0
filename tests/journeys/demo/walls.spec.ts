import { expect, test } from "#tests/support/demo.ts";

/** Another unit of the demo city, none of danwei's business. */
const other = "濮阳市住房公积金管理中心";

test("a clerk of another unit sees none of it: lists, addresses, search, export", async ({
  demo,
  browser,
}) => {
  const city = await demo.sitDown(browser, "jingban");
  const get = async <T>(path: string) => (await (await city.request.get(`/api${path}`)).json()) as T;
  const units = await get<{ rows: { id: string; name: string }[] }>(
    `/organisations?q=${encodeURIComponent(other)}`,
  );
  const unit = units.rows[0];
  expect(unit?.name).toContain(other);
  const bills = await get<{ rows: { id: string; unit: string }[] }>(`/bills?q=${encodeURIComponent(other)}`);
  const bill = bills.rows.find((row) => row.unit === unit?.name);
  expect(bill).toBeDefined();
  const rosters = await get<{ rows: { id: string }[] }>(`/rosters?organisationId=${unit?.id}`);
  const roster = rosters.rows[0];
  expect(roster).toBeDefined();

  const clerk = await demo.sitDown(browser, "danwei");
  for (const path of ["/units", "/rosters", "/bills", "/covers", "/"]) {
    await clerk.goto(path);
    await expect(clerk.locator("main").getByRole("heading", { level: 1 })).toBeVisible();
    await expect(clerk.locator("main")).not.toContainText("公积金");
  }
  // Nobody learns from the words whether it is there.
  for (const path of [
    `/units/${unit?.id}`,
    `/bills/${bill?.id}`,
    `/rosters/${roster?.id}`,
    "/units/018f0000-0000-7000-8000-000000000000",
    "/bank",
    "/ledger",
    "/audit",
  ]) {
    await clerk.goto(path);
    await expect(clerk.locator("main [role=alert]"), path).toContainText("不在您的管理范围");
    await expect(clerk.locator("body")).not.toContainText(other);
  }
  await clerk.goto("/");
  await clerk.keyboard.press("/");
  await clerk.getByRole("combobox", { name: "查单位、职工、单号、金额" }).fill("公积金");
  await expect(clerk.getByText(/没有找到/)).toBeVisible();
  for (const path of [
    "/organisations/export",
    "/overview/units/export",
    `/rosters/${roster?.id}/answer.xlsx`,
    `/rosters/${roster?.id}/answer`,
    `/roster-template/${unit?.id}/last.xlsx`,
    "/months/2025-01/remittance/list?format=csv",
    "/bank/lines",
  ]) {
    const reply = await clerk.request.get(`/api${path}`);
    if (reply.ok()) expect((await reply.body()).toString("utf8"), path).not.toContain("公积金");
    else expect([403, 404], `${path}: ${reply.status()}`).toContain(reply.status());
  }
  await city.context().close();
  await clerk.context().close();
});
