import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { roles } from "#core/permissions.ts";
import { identityRoutes } from "#features/identity/routes/index.ts";
import { reading, systemActor } from "#platform/context.ts";
import { makeFileStore, setFiles } from "#platform/files.ts";
import { type TestApp, testApp } from "#tests/support/app.ts";
import { CityFolderBuilder, people } from "#tests/support/city-folder.ts";
import { standStill } from "./commands/demo-march.ts";
import { demoProgress, isDemoDue, loadDemo } from "./index.ts";
import { onboardingRoutes } from "./routes.ts";
import { onboardingTexts } from "./text.ts";

let app: TestApp;
let folder: string;
let demos: Parameters<typeof loadDemo>[2];

beforeAll(async () => {
  app = await testApp([...identityRoutes, ...onboardingRoutes], onboardingTexts);
  const city = new CityFolderBuilder(410_900, "濮阳市总工会");
  city.organisation({ code: "X1", name: "范县总工会", kind: "county_union", parent: "C" });
  city.unit("U1", "濮阳市某局", { account: "6200000000000000011" });
  city.unit("U2", "范县某厂", { parent: "X1", category: "county" });
  await city.batch("U1", "2025-01", "2025-02-01", people(5));
  await city.batch("U2", "2025-01", "2025-02-01", people(3, 20));
  city.pay("2025-02-06", 250, { account: "6200000000000000011" });
  folder = city.write();
  demos = [{ folder, coversBefore: () => [], sequel: [standStill] }];
  setFiles(makeFileStore(`${folder}-data`));
});
afterAll(() => app.close());

const progressOf = async () => (await app.as()("GET", "/onboarding/progress")).body;

test("an empty database is due a demo, and a page that asks hears of none yet", async () => {
  expect(await isDemoDue(app.db.pool, demos)).toBe(true);
  expect(await progressOf()).toMatchObject({ state: "none" });
});

test("a demo that was stopped half-way goes on at the next start; the page follows it", async () => {
  const seen: string[] = [];
  const stopped = await loadDemo(
    app.db.pool,
    ({ step, done }) => {
      seen.push(step ?? "");
      if (done > 300) throw new Error("somebody pulled the plug");
    },
    [{ folder, coversBefore: () => [], sequel: [] }],
  ).catch((error) => error);
  expect(String(stopped)).toContain("plug");
  expect(await isDemoDue(app.db.pool, demos)).toBe(true);
  // Signing in works while the rosters still come in.
  expect((await app.as()("GET", "/session")).body.demo.accounts.length).toBeGreaterThan(0);

  const done = await loadDemo(app.db.pool, undefined, demos);
  expect(done).toMatchObject({ state: "done", problem: null });
  expect(done.done).toBe(done.total);
  expect(await progressOf()).toEqual(demoProgress());
  expect(await isDemoDue(app.db.pool, demos)).toBe(false);
});

test("the city is a demo, its calendar stands where the demo's last step left it, every role has an account", async () => {
  const { rows } = await reading(app.db.pool, systemActor("test", 0), (ctx) =>
    sql`select name, is_demo, demo_day from city order by city_id desc`.execute(ctx.db),
  );
  expect(rows).toEqual([
    { name: "濮阳市", is_demo: true, demo_day: "2025-03-12" },
    { name: "某省职工互助保障办事处", is_demo: true, demo_day: "2025-03-12" },
  ]);
  const { accounts } = (await app.as()("GET", "/session")).body.demo;
  expect(accounts).toHaveLength(Object.values(roles).filter(({ reach }) => reach !== "self").length);
});
