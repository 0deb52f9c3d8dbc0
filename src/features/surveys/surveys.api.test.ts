import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPlan } from "#features/plans/index.ts";
import { systemActor, writing } from "#platform/context.ts";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";

const cityId = 471_500;
let app: SeatedCity["app"];
let places: SeatedCity["places"];
let as: SeatedCity["as"];

beforeAll(async () => {
  ({ app, places, as } = await seatedCity(cityId, {
    unit: ["unit_clerk", "U11"],
    other: ["unit_clerk", "U21"],
    office: ["city_mobiliser", "C"],
  }));
  const file = "plans/HN-INP-80/2025.1.yaml";
  await writing(app.db.pool, systemActor("test", cityId), (ctx) =>
    publishPlan(ctx, readFileSync(file, "utf8"), file),
  );
});
afterAll(() => app.close());

const open = async (): Promise<string> => {
  const request = { organisationId: places.U11, planCode: "HN-INP-80" };
  const { status, body } = await as("office")("POST", "/surveys", request);
  expect([status, body]).toMatchObject([200, { id: expect.any(String) }]);
  return body.id;
};
const view = async (id: string) => (await as("office")("GET", `/surveys/${id}`)).body;
const right = [0, 1, 2, 0, 1];
const wrong = [1, 1, 2, 1, 1];
const guest = () => app.as("");

/** So many slips by link, of which some know the terms. */
async function answer(id: string, of: number, aware: number): Promise<void> {
  const token = (await view(id)).link.split("#")[1];
  for (let n = 0; n < of; n++) {
    const slip = { token, slip: randomUUID(), choices: n < aware ? right : wrong };
    expect((await guest()("POST", "/public/survey/slip", slip)).status).toBe(200);
  }
}
const close = (id: string) => as("office")("POST", `/surveys/${id}/closing`, {});
const marks = async () =>
  (
    await app.db.ownerPool.query(
      "select from_on::text as from, until_on::text as until from colour_mark where city_id = $1 and kind = 'awareness'",
      [cityId],
    )
  ).rows;

test("74 % opens a make-up duty of 15 days by itself; 78 % leaves it open; 86 % closes it", async () => {
  const first = await open();
  await answer(first, 50, 37);
  expect((await close(first)).status).toBe(200);
  expect(await view(first)).toMatchObject({
    ...{ valid: 50, aware: 37, awarenessBp: 7_400, isLow: true },
    duty: { isDone: false },
  });
  const duties = (await as("unit")("GET", "/duties?show=mine")).body.rows;
  expect(duties).toMatchObject([{ kind: "surveys.make_up", state: "open", link: `/surveys/${first}` }]);
  const [duty] = duties;
  expect(Date.parse(duty.dueAt) - Date.parse(duty.openedAt)).toBeGreaterThan(15 * 86_400_000);
  expect(Date.parse(duty.dueAt) - Date.parse(duty.openedAt)).toBeLessThanOrEqual(16 * 86_400_000);
  expect(await marks()).toMatchObject([{ until: null }]);

  const second = await open();
  await answer(second, 50, 39);
  await close(second);
  expect(await view(second)).toMatchObject({ isRetest: true, isLow: true, duty: { isDone: false } });

  const third = await open();
  await answer(third, 50, 43);
  await close(third);
  expect(await view(third)).toMatchObject({
    ...{ isRetest: true, awarenessBp: 8_600, isLow: false },
    duty: { id: duty.id, isDone: true },
    chain: [{ awarenessBp: 7_400 }, { awarenessBp: 7_800 }, { awarenessBp: 8_600 }],
  });
  expect(await marks()).toMatchObject([{ until: expect.any(String) }]);
  expect((await as("office")("GET", "/surveys")).body).toMatchObject({ total: 3, low: 0, surveyed: 1 });
});

test("after a good result the next survey is a first one again", async () => {
  const id = await open();
  expect(await view(id)).toMatchObject({ isRetest: false, duty: null });
  const twice = { organisationId: places.U11, planCode: "HN-INP-80" };
  expect((await as("office")("POST", "/surveys", twice)).body.code).toBe("survey_open_already");
  expect((await close(id)).body.code).toBe("survey_empty");
});

test("a slip sent twice counts once; not every question answered is none; whoever answers sees no right answers before", async () => {
  const [{ id }] = (await as("office")("GET", "/surveys")).body.rows;
  const token = (await view(id)).link.split("#")[1];
  const quiz = (await guest()("POST", "/public/survey/open", { token })).body;
  expect(Object.keys(quiz.questions[0])).toEqual(["text", "options"]);
  const slip = { token, slip: randomUUID(), choices: right };
  for (const _ of [1, 2])
    expect((await guest()("POST", "/public/survey/slip", slip)).body).toMatchObject({ right: 5, of: 5 });
  expect((await view(id)).valid).toBe(1);
  const short = { ...slip, slip: randomUUID(), choices: right.slice(1) };
  expect((await guest()("POST", "/public/survey/slip", short)).body.code).toBe("survey_not_whole");
  expect((await view(id)).questions.map((each: { rightCount: number }) => each.rightCount)).toEqual([
    1, 1, 1, 1, 1,
  ]);
  await close(id);
  expect((await guest()("POST", "/public/survey/slip", { ...slip, slip: randomUUID() })).body.code).toBe(
    "survey_link_unknown",
  );
});

test("another unit sees nothing of it", async () => {
  expect((await as("other")("GET", "/surveys")).body).toMatchObject({ total: 0, surveyed: 0 });
  const [{ id }] = (await as("unit")("GET", "/surveys")).body.rows;
  expect((await as("other")("GET", `/surveys/${id}`)).body.code).toBe("survey_unknown");
});
