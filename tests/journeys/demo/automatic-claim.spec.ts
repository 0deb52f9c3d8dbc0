import { addDays, plainDate } from "#core/dates.ts";
import { expect, test } from "#tests/support/demo.ts";
import { csvFeed, stay } from "#tests/support/settlements.ts";
import { newPhone, signInWorker } from "#tests/support/worker-phone.ts";

test("a worker who agreed finds a claim that is worked out already, confirms the account, and it is under way", async ({
  demo,
  browser,
}) => {
  const phone = await newPhone(browser, demo);
  // Not the one that claims by hand.
  const { name, idNumber } = await signInWorker(phone, { hasNotText: "龙宇化工" });
  await phone.goto("/m/my/consents/medical_data_exchange");
  await phone.getByRole("button", { name: "看过了，同意" }).click();
  await expect(phone.getByRole("main")).toContainText("您同意了");

  const clerk = await demo.sitDown(browser, "jingban");
  await clerk.goto("/settlements");
  const today = plainDate(
    ((await (await phone.request.get("/api/me/session")).json()) as { today: string }).today,
  );
  const number = `试${Date.now()}`;
  const row = stay({
    ...{ psn_name: name, certno: idNumber, setl_id: number, mdtrt_id: number, invono: number },
    ...{ begndate: addDays(today, -9), enddate: addDays(today, -3) },
  });
  const bring = (said = {}) =>
    clerk.locator("input[type=file]").setInputFiles({
      ...{ name: "结算.csv", mimeType: "text/csv", buffer: csvFeed(number, [row], said) },
    });
  // A feed that is not what it says it is.
  await bring({ lines: "2" });
  await clerk.getByRole("link", { name: "看这一份" }).click();
  await expect(clerk.getByRole("heading", { level: 1 })).toContainText("没有收");
  await expect(clerk.getByRole("main")).toContainText("控制记录写2行，实际1行");
  await clerk.goto("/settlements");
  await bring();
  await clerk.getByRole("link", { name: "看这一份" }).click();
  await expect(clerk.getByRole("heading", { level: 1 })).toHaveText("1行里算好1件申领");

  await phone.goto("/m/");
  await phone.getByText("有一笔可以领的互助金").click();
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("有一笔可以领的互助金");
  await expect(phone.getByRole("main")).toContainText("4,071.41");
  await expect(phone.getByRole("main")).toContainText("市人民医院");
  const scroll = () => phone.evaluate<number>("document.documentElement.scrollWidth");
  for (const width of [390, 320]) {
    await phone.setViewportSize({ width, height: 844 });
    expect(await scroll()).toBeLessThanOrEqual(width);
  }
  await phone.setViewportSize({ width: 390, height: 844 });
  const other = phone.getByLabel("另一张卡");
  if (await other.isVisible()) await other.check();
  await phone.getByLabel(`${name}的银行卡号`).fill("6222 0213 0612 3456 788");
  await phone.getByLabel("哪家银行").fill("建设银行");
  // Not by its words: they hold a link to the whole text.
  const agree = phone.getByRole("checkbox", { name: /同意市总工会为办理这件申领/ });
  if (await agree.isVisible()) await agree.check();
  await phone.getByRole("button", { name: "确认，开始办" }).click();
  await expect(phone.getByRole("main")).toContainText("初审");
  await expect(phone.getByRole("main")).toContainText("申领号SL-");
  await clerk.reload();
  await expect(clerk.getByRole("main")).toContainText("职工已确认");
  await phone.context().close();
  await clerk.context().close();
});
