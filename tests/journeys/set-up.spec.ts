import { expect, test } from "#tests/support/server.ts";

test.use({ serverName: "untouched" });

test("an empty system is set up in the browser: administrator, province, city, second factor", async ({
  page,
}) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("第1步，共3步");
  await page.getByLabel("登录名").fill("zhangwei");
  await page.getByRole("button", { name: "设立管理员" }).click();
  await expect(page.getByText("请填写这一项。").first()).toBeVisible();
  await page.getByLabel("姓名").fill("张伟");
  await page.getByLabel("密码").fill("Tongzhou-2025");
  await page.getByRole("button", { name: "设立管理员" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toContainText("第2步");
  await page.reload(); // what was kept stays; the step goes on
  await page.getByLabel("省办事处名称").fill("河南省职工互助保障办事处");
  await page.getByRole("button", { name: "设立省办事处" }).click();

  await page.getByLabel("市的全称").fill("濮阳市");
  await page.getByLabel("行政区划代码").fill("410900");
  await page.getByLabel("市总工会名称").fill("濮阳市总工会");
  await page.getByRole("button", { name: "开通濮阳市" }).click();

  await page.getByRole("button", { name: "进入同舟" }).click();
  await expect(page.getByRole("heading", { name: "启用动态验证码" })).toBeVisible();
  await page.getByRole("button", { name: "显示二维码" }).click();
  await expect(page.getByAltText("动态验证码的二维码")).toBeVisible();
});
