import { readFileSync } from "node:fs";
import { expect, test } from "#tests/support/demo.ts";
import { switchTo } from "#tests/support/switch-city.ts";

type Line = {
  readonly city: string;
  readonly work: string;
  readonly page: string;
  readonly login: string;
  readonly record: string;
};

const cities: Readonly<Record<string, number>> = { 濮阳: 410_900, 漯河: 411_100, 郑州: 410_100 };

/** The lines of the map, as the paper has them. */
const lines: readonly Line[] = readFileSync("docs/exchange-map.md", "utf8")
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter(([, city = ""]) => city in cities)
  .map(([, city = "", work = "", page = "", login = "", record = ""]) => ({
    city,
    work,
    page,
    login,
    record,
  }));

/** Whether an answer holds a record: lists have rows, a report sections, a dispatch who is behind. */
const holdsOne = (body: Record<string, unknown>): boolean =>
  ["rows", "sections", "behind"].some((key) => Array.isArray(body[key]) && body[key].length > 0);

const logins = [...new Set(lines.map(({ login }) => login))];

test("the map names all three cities", () => {
  expect(new Set(lines.map(({ city }) => city)).size).toBe(3);
  expect(lines.length).toBeGreaterThan(50);
});

for (const login of logins)
  test(`what the materials tell of, ${login} finds at least one record of`, async ({ demo, browser }) => {
    const page = await demo.sitDown(browser, login);
    for (const [city, id] of Object.entries(cities)) {
      const own = lines.filter((line) => line.login === login && line.city === city);
      if (own.length === 0) continue;
      await switchTo(page, id);
      for (const line of own) {
        const reply = await page.request.get(`/api${line.record}`);
        expect(reply.status(), `${city}：${line.work} ${line.record}`).toBe(200);
        expect(holdsOne(await reply.json()), `${city}：${line.work} ${line.record}`).toBe(true);
      }
      for (const path of new Set(own.map((line) => line.page))) {
        await page.goto(path);
        await expect(page.locator("main h1"), `${city} ${path}`).not.toHaveText(/没有找到|没有这个页面/);
      }
    }
    await page.context().close();
  });
