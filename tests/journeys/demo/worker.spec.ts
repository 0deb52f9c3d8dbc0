import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/demo.ts";
import { enterCode, newPhone } from "#tests/support/worker-phone.ts";

test("a worker signs in by code, says who they are, sees their cover, in large type, without a network, and leaves", async ({
  demo,
  browser,
}) => {
  const phone = await newPhone(browser, demo);
  const context = phone.context();
  await phone.goto("/m/");
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("用手机号登录");

  // An invented worker of the demo; the code stands on the page, because no message is sent.
  const workers = phone.getByRole("group", { name: "演示职工" });
  const [name = "", number = ""] = (await workers.getByRole("button").first().innerText()).split(/\s+/);
  await workers.getByRole("button").first().click();
  await enterCode(phone);

  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("您是哪一位职工？");
  await expect(phone.getByText(`${number.slice(0, 3)}****${number.slice(-4)}`)).toBeVisible();
  await phone.getByLabel("姓名").fill(`${name}某`);
  await phone.getByLabel("证件号码").fill("410902199001010000");
  await phone.getByRole("button", { name: "是我本人，提交" }).click();
  await expect(phone.getByRole("alert")).toContainText("没有对上");
  await workers.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await phone.getByRole("button", { name: "是我本人，提交" }).click();

  const answer = phone.getByRole("heading", { level: 2 }).first();
  await expect(answer).toHaveText(/保障中，还有\d+天|开始保障|会费/);
  await expect(phone.getByText(`${name}，您的互助保障`)).toBeVisible();
  await fits(phone);

  const sizeOf = () =>
    phone.evaluate<number>("Number.parseFloat(getComputedStyle(document.querySelector('h2')).fontSize)");
  expect(await sizeOf()).toBe(24);
  await phone.getByRole("button", { name: "大字版" }).click();
  expect(await sizeOf()).toBe(30);
  for (const width of [390, 320]) {
    await phone.setViewportSize({ width, height: 640 });
    await fits(phone);
  }
  await phone.setViewportSize({ width: 390, height: 844 });

  // The shell is kept by the service worker; what the server knows is not.
  await phone.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
  await phone.reload();
  await context.setOffline(true);
  await phone.goto("/m/my");
  await expect(phone.getByText("现在没有网络")).toBeVisible();
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText(name);
  await phone.getByText("我的资料").click();
  await expect(phone.getByRole("heading", { level: 2 })).toHaveText("没有连上服务器", { timeout: 30_000 });
  const kept = await phone.evaluate<string[]>(`caches.keys()
    .then((names) => Promise.all(names.map((name) => caches.open(name))))
    .then((stores) => Promise.all(stores.map((store) => store.keys())))
    .then((requests) => requests.flat().map(({ url }) => new URL(url).pathname))`);
  expect(kept.length).toBeGreaterThan(5);
  expect(kept.filter((path) => path.startsWith("/api"))).toEqual([]);
  await context.setOffline(false);

  // Still large: it goes with the account. Consent is given and withdrawn with one press each.
  await phone.goto("/m/my/consents");
  await expect(phone.getByRole("button", { name: "标准版" })).toBeVisible();
  await phone.getByText("向医保部门核对结算信息").click();
  await phone.getByRole("button", { name: "看过了，同意" }).click();
  await expect(phone.getByRole("main")).toContainText("您同意了");
  await phone.getByRole("button", { name: "撤回同意" }).click();
  await expect(phone.getByRole("main")).toContainText("您还没有同意");

  await phone.goto("/m/my/data");
  await phone.getByRole("button", { name: "解除这个手机号码的认证" }).click();
  await phone.getByRole("dialog").getByRole("button", { name: "解除认证" }).click();
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("您是哪一位职工？");
  await phone.getByLabel("姓名").fill(name);
  await workers.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await phone.getByRole("button", { name: "是我本人，提交" }).click();
  await phone.getByRole("link", { name: "我的", exact: true }).click();
  await phone.getByRole("button", { name: "退出登录" }).click();
  await phone.getByRole("dialog").getByRole("button", { name: "退出登录" }).click();
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("用手机号登录");
  await phone.goto("/m/my/data");
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("用手机号登录");
  await context.close();
});

/** Nothing stands out to the right, and what is pressed is as large as a thumb. */
async function fits(page: Page): Promise<void> {
  const [scroll, width] = await page.evaluate<[number, number]>(
    "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
  );
  expect(scroll).toBeLessThanOrEqual(width);
  for (const target of await page.locator(".ph-row-go, .ph-button, .ph-tabs a").all())
    expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(60);
}
