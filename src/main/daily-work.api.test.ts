import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#core/ids.ts";
import { addDutyKinds, openDuty } from "#features/duties/index.ts";
import { systemActor, writing } from "#platform/context.ts";
import { type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity } from "#tests/support/city.ts";
import { workOfTheMinute } from "./daily-work.ts";

const kind = { code: "test.daily", name: "答复", permission: "questions.answer", escalates: true } as const;
addDutyKinds([kind]);
const cityId = 441_300;
let app: TestApp;

beforeAll(async () => {
  app = await testApp([], {});
});
afterAll(() => app.close());

test("a city whose records are being brought in rests; what is due there passes once they are in", async () => {
  const places = await seedCity(app.db.pool, cityId);
  const duty = { organisationId: places.U11 ?? "", sourceId: newId(), title: "答复一个问题", link: "/x" };
  const since = { at: new Date("2025-03-12T02:00:00Z") };
  await writing(
    app.db.pool,
    systemActor("test", cityId),
    (ctx) => openDuty(ctx, kind, { ...duty, clock: { workingMinutes: 30 } }),
    since,
  );
  await app.db.ownerPool.query(
    `insert into city_load (city_id, id, folder_hash, folder_name, state, steps, started_at)
      values ($1, $2, 'x', '记录', 'running', 0, now())`,
    [cityId, newId()],
  );
  const level = async () => {
    await workOfTheMinute(app.db.pool);
    const { rows } = await app.db.ownerPool.query("select level from duty where city_id = $1", [cityId]);
    return rows[0].level;
  };
  expect(await level()).toBe(0);
  await app.db.ownerPool.query("update city_load set state = 'done' where city_id = $1", [cityId]);
  expect(await level()).toBe(1);
});
