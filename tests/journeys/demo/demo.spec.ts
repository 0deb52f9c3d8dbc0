import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/demo.ts";

const notebook = { width: 1366, height: 768 };
const phone = { width: 390, height: 844 };
const desk = { width: 1440, height: 900 };

// Names that are Latin in Chinese, too: file formats, units of size, keys, parts of an address.
const latin =
  /^(excel|csv|xlsx?|pdf|jpe?g|png|mb|kb|api|webhook|https?|url|json|sha|hmac|esc|enter|space|vip|ltd|[a-z]{1,2}\d*|u\d+|x\d+)$/i;

test("an empty folder shows the demo: 81 units, 6,079 people, three remittances of 486,320.00 yuan", async ({
  demo,
  browser,
}) => {
  const page = await demo.sitDown(browser, "lingdao");
  await page.goto("/overview");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("81家单位");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("486,320.00元");
  await expect(page.locator("main")).toContainText("6,079");
  for (const [month, sum] of [
    ["2024-12", "111,920.00"],
    ["2025-01", "168,640.00"],
    ["2025-02", "205,760.00"],
  ]) {
    await page.goto(`/months/${month}`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(`上缴${sum}元`);
  }
  await page.context().close();
});

test("a year of claims lies in every state, and can be tried with other terms", async ({ demo, browser }) => {
  const ask = async <T>(login: string, path: string): Promise<T> => {
    const page = await demo.sitDown(browser, login);
    const reply = (await (await page.request.get(`/api${path}`)).json()) as T;
    await page.context().close();
    return reply;
  };
  type Claims = { counts: Readonly<Record<string, number>> };
  const { counts } = await ask<Claims>("shenhe", "/claims");
  // Drafts are not counted; a decision is sent on within seconds, so that no claim rests in `approved`.
  const { approved: _, draft: __, ...resting } = counts;
  for (const [state, count] of Object.entries(resting)) expect(count, state).toBeGreaterThan(0);
  expect(Object.values(counts).reduce((all, count) => all + count, 0)).toBeGreaterThan(390);

  type Batches = { rows: readonly { state: string }[] };
  const { rows: batches } = await ask<Batches>("kuaiji", "/payment-batches");
  expect(new Set(batches.map(({ state }) => state))).toEqual(new Set(["made", "released", "withdrawn"]));

  type Plans = { rows: readonly { code: string; years: readonly { year: number; claims: number }[] }[] };
  const { rows: plans } = await ask<Plans>("kuaiji", "/trials/plans");
  const years = plans.find(({ code }) => code === "HN-INP-80")?.years ?? [];
  expect(years.map(({ year, claims }) => [year, claims > 100])).toEqual([
    [2025, true],
    [2024, true],
  ]);
});

test("keys: / searches, ? lists the keys, arrows and Enter work in a table", async ({ demo, browser }) => {
  const page = await demo.sitDown(browser, "jingban");
  await page.goto("/units");
  const table = page.getByRole("table", { name: "单位" });
  await expect(table).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toContainText("在表格里换行");
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await expect(page.getByRole("combobox", { name: "查单位、职工、单号、金额" })).toBeFocused();
  await page.keyboard.press("Escape");
  const rows = table.locator("tbody tr");
  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "打开单位页" }).click();
  await expect(page).toHaveURL(/\/units\/[0-9a-f-]{36}/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.context().close();
});

for (const login of [
  "jingban",
  "shenhe",
  "chuna",
  "kuaiji",
  "lingdao",
  "shenji",
  "guanli",
  "xianqu",
  "danwei",
  "shengban",
  "shengguan",
]) {
  test(`every page of ${login}'s navigation opens on a notebook and a phone`, async ({ demo, browser }) => {
    const page = await demo.sitDown(browser, login);
    const faults: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(`${page.url()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
    await page.goto("/");
    const entries = await linksOf(page, "nav#navigation");
    expect(entries.length, "entries of the navigation").toBeGreaterThan(1);
    expect(entries.length, "entries of the navigation").toBeLessThanOrEqual(14);
    const paths = new Set(entries);
    // A desk adds the pages that lie beside its first one.
    for (const path of paths) {
      await page.goto(path);
      // The large screen differs from the notebook by air only: once, for the role with most pages.
      for (const size of login === "jingban" ? [desk, notebook, phone] : [notebook, phone]) {
        await page.setViewportSize(size);
        faults.push(...(await faultsOf(page, `${path} at ${size.width}`, demo.logins)));
      }
      for (const beside of await linksOf(page, "nav.strip")) paths.add(beside);
    }
    expect(faults).toEqual([]);
    await page.context().close();
  });
}

/** What is wrong with the page as it stands: no title, an error in its place, sideways scrolling, foreign words. */
async function faultsOf(page: Page, where: string, logins: readonly string[]): Promise<string[]> {
  const title = page.locator("main").getByRole("heading", { level: 1 });
  await title
    .first()
    .waitFor({ timeout: 10_000 })
    .catch(() => undefined);
  await page
    .locator("[aria-busy=true]")
    .first()
    .waitFor({ state: "detached" })
    .catch(() => undefined);
  const faults: string[] = [];
  if ((await title.count()) !== 1) faults.push(`${where}: ${await title.count()} titles`);
  if (!/[\u4e00-\u9fff]/.test(await page.title())) faults.push(`${where}: the window's title is not Chinese`);
  if (await page.locator("main .problem-state, main [role=alert]").count())
    faults.push(`${where}: an error: ${await page.locator("main [role=alert]").first().innerText()}`);
  const beyond = await page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  if (beyond > 0) faults.push(`${where}: scrolls sideways by ${beyond}`);
  const shown = (await page.locator("body").innerText()).replaceAll(/\b[0-9A-Z]{18}\b/g, ""); // credit codes
  const words = shown.match(/[A-Za-z][A-Za-z_]{2,}[\w]*/g) ?? [];
  const foreign = [...new Set(words)].filter((word) => !latin.test(word) && !logins.includes(word));
  if (foreign.length > 0) faults.push(`${where}: words that are not Chinese: ${foreign.join(" ")}`);
  return faults;
}

/** Where the links of a navigation lead, also while it is folded away. */
async function linksOf(page: Page, navigation: string): Promise<readonly string[]> {
  await page.locator("nav#navigation").waitFor({ state: "attached" });
  const links = await page.locator(`${navigation} a`).all();
  return Promise.all(links.map(async (link) => (await link.getAttribute("href")) ?? "/"));
}
