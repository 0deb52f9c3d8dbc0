import type { Browser, Page } from "@playwright/test";
import { generateSync } from "otplib";
import { expect, test } from "#tests/support/server.ts";

const login = "zhangwei";
const password = "Tongzhou-2025";
let secret = "";

/** A set-up system with one city, signed in as its administrator; the set-up itself has its own journey. */
async function setUp(page: Page): Promise<void> {
  const post = (path: string, data: object) =>
    page.request.post(`/api${path}`, { data, headers: { "x-tongzhou": "journey" } });
  await post("/setup/administrator", { login, name: "张伟", password });
  await post("/setup/province", { provinceId: 410000, officeName: "河南省职工互助保障办事处" });
  await post("/setup/city", { cityId: 410900, name: "濮阳市", agencyName: "濮阳市总工会" });
  const begun = await post("/session/second-factor/setup", {});
  secret = ((await begun.json()) as { secret: string }).secret;
  await post("/session/second-factor", { code: generateSync({ secret }) });
  const session = (await (await page.request.get("/api/session")).json()) as {
    grants: { id: string; role: string }[];
  };
  const city = session.grants.find((grant) => grant.role === "city_administrator");
  await post("/session/grant", { grantId: city?.id ?? "" });
  await page.context().storageState({ path: stateFile });
}

const stateFile = "test-results/console-state.json";

test.describe.configure({ mode: "serial" });

test("a wrong password says how many tries are left, in words", async ({ page }) => {
  await setUp(page);
  await page.context().clearCookies();
  await page.goto("/");
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByText("请输入登录名。")).toBeVisible();
  await page.getByLabel("登录名").fill(login);
  await page.getByLabel("密码").fill("Wrong-2025");
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("alert")).toContainText("登录名或密码不对");
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByLabel("动态验证码")).toBeVisible(); // the second factor is asked for, and only now
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test.describe("signed in", () => {
  test.beforeEach(async ({ context }) => {
    const { readFileSync } = await import("node:fs");
    await context.addCookies(JSON.parse(readFileSync(stateFile, "utf8")).cookies);
  });

  test("keys: / searches, ? lists them, Esc goes back; the skip link jumps over the navigation", async ({
    page,
  }) => {
    await page.goto("/");
    await expect(page.getByRole("navigation", { name: "主导航" })).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "跳到正文" })).toBeFocused();
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.keyboard.press("/");
    await expect(page.getByRole("combobox", { name: "查单位、职工、单号、金额" })).toBeFocused();
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toContainText("在表格里换行");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  test("an address that does not exist reads like one that may not be seen", async ({ page }) => {
    for (const path of ["/no-such-page", "/bank"]) {
      await page.goto(path);
      await expect(page.getByRole("alert")).toContainText("没有找到这一页，或它不在您的管理范围");
    }
  });

  test("every entry of the navigation opens a page with a title, and none scrolls sideways", async ({
    page,
  }) => {
    for (const width of [1366, 390]) {
      await page.setViewportSize({ width, height: 768 });
      await page.goto("/");
      const navigation = page.getByRole("navigation", { name: "主导航", includeHidden: true });
      await navigation.waitFor({ state: "attached" });
      const entries = await navigation.getByRole("link", { includeHidden: true }).all();
      const paths = await Promise.all(entries.map((entry) => entry.getAttribute("href")));
      expect(paths.length).toBeGreaterThan(2);
      for (const path of paths) {
        await page.goto(path ?? "/");
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        const beyond = await page.evaluate<number>(
          "document.documentElement.scrollWidth - document.documentElement.clientWidth",
        );
        expect(beyond, `${path} at ${width}`).toBeLessThanOrEqual(0);
      }
    }
  });

  test("on a phone the navigation is a sheet", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("/");
    const navigation = page.getByRole("navigation", { name: "主导航" });
    await expect(navigation).toBeHidden();
    await page.getByRole("button", { name: "菜单" }).click();
    await navigation.getByRole("link").nth(1).click();
    await expect(navigation).toBeHidden();
  });

  test("when the session ends, signing in again stands above the page and nothing is lost", async ({
    page,
    context,
  }) => {
    await page.goto("/funding-rules");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await context.clearCookies();
    await page.getByRole("combobox", { name: "查单位、职工、单号、金额" }).fill("供水");
    const dialog = page.getByRole("dialog", { name: "请重新登录" });
    await expect(dialog).toBeVisible();
    await dialog.getByLabel("登录名").fill(login);
    await dialog.getByLabel("密码").fill(password);
    await dialog.getByRole("button", { name: "登录" }).click();
    await dialog.getByLabel("动态验证码").fill(await nextCode());
    await dialog.getByRole("button", { name: "登录" }).click();
    await expect(dialog).toBeHidden();
    expect(new URL(page.url()).pathname).toBe("/funding-rules");
    await expect(page.getByRole("combobox", { name: "查单位、职工、单号、金额" })).toHaveValue("供水");
  });

  test("the first page stands within two seconds in a fresh browser, its code within the budget", async ({
    browser,
    baseURL,
  }) => {
    const tries = [];
    for (let i = 0; i < 3; i++) tries.push(await firstPage(browser, baseURL));
    const ms = Math.min(...tries.map((each) => each.ms)); // other work on the machine is not ours to measure
    const kB = Math.round((tries[0]?.bytes ?? 0) / 1024);
    process.stdout.write(`    first page ${ms} ms, ${kB} kB of JavaScript on the wire\n`);
    expect(kB).toBeLessThan(400);
    expect(ms).toBeLessThan(2_000);
  });
});

/** Opens the home with an empty cache and counts what its scripts weigh as they are sent. */
async function firstPage(browser: Browser, baseURL: string): Promise<{ ms: number; bytes: number }> {
  const context = await browser.newContext({ storageState: stateFile, baseURL });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send("Network.enable");
  const scripts = new Set<string>();
  let bytes = 0;
  client.on("Network.responseReceived", ({ requestId, type }) => type === "Script" && scripts.add(requestId));
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  const since = Date.now();
  await page.goto("/");
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  const ms = Date.now() - since;
  await context.close();
  return { ms, bytes };
}

/** A code opens once: wait for the next step of 30 seconds. */
async function nextCode(): Promise<string> {
  const left = 30_000 - (Date.now() % 30_000);
  await new Promise((resolve) => setTimeout(resolve, left + 500));
  return generateSync({ secret });
}
