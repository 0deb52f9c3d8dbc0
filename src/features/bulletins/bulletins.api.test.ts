import { afterAll, beforeAll, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { setTargets, spreadTarget, takeStandings } from "#features/targets/index.ts";
import { systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";
import { readableText } from "#tests/support/readable.ts";

const cityId = 471_800;
let app: SeatedCity["app"];
let places: SeatedCity["places"];
let as: SeatedCity["as"];
const act = <T>(work: (ctx: WriteCtx) => Promise<T>) =>
  writing(app.db.pool, systemActor("test", cityId), work);

beforeAll(async () => {
  ({ app, places, as } = await seatedCity(cityId, {
    unit: ["unit_clerk", "U11"],
    other: ["unit_clerk", "U21"],
    county: ["county_clerk", "X1"],
    office: ["city_mobiliser", "C"],
  }));
  await act(async (ctx) => {
    const organisationId = places.C ?? "";
    await setTargets(ctx, 2025, "people", [{ organisationId, goal: 1_000 }]);
    await spreadTarget(ctx, { organisationId, year: 2025, measure: "people", isDeep: true });
    for (const day of ["2025-01-31", "2025-02-28"]) await takeStandings(ctx, plainDate(day));
  });
});
afterAll(() => app.close());

const draft = async (kind: string, asOf = "2025-02-28") =>
  (await as("office")("GET", `/bulletin-draft?kind=${kind}&asOf=${asOf}`)).body;
const publish = (kind: string, more: object = {}) =>
  as("office")("POST", "/bulletins", {
    kind,
    asOf: "2025-02-28",
    title: "二月通报",
    words: "请各单位抓紧。",
    ...more,
  });

test("a bulletin writes itself from a reporting day: the columns of the monthly table, and words that say them", async () => {
  const written = await draft("committees");
  expect(written.title).toContain("2025年2月");
  expect(written.table.map((row: { name: string }) => row.name)).toHaveLength(2);
  expect(written.table[0]).toMatchObject({
    rank: 1,
    climbed: 0,
    newPeople: 0,
    colour: "red",
    problem: "进度落后，上门指导",
  });
  expect(written.words).toContain("红色2家");
  expect((await draft("leaders", "2025-02-27")).code).toBe("bulletin_day_unknown");
});

test("published it never changes: not by another one, not in the database, not when what it told of changes", async () => {
  const { id } = (await publish("leaders")).body;
  expect((await publish("leaders")).body.code).toBe("bulletin_published");
  const seen = (await as("office")("GET", `/bulletins/${id}`)).body;
  await act((ctx) => setTargets(ctx, 2025, "people", [{ organisationId: places.U11 ?? "", goal: 1 }]));
  expect((await as("office")("GET", `/bulletins/${id}`)).body).toEqual(seen);
  for (const statement of [
    "update bulletin set words = 'x'",
    "delete from bulletin_line",
    "update bulletin_line set place = 9",
  ])
    await expect(
      act((ctx) => ctx.db.executeQuery({ sql: statement, parameters: [], query: {} } as never)),
    ).rejects.toThrow(/permission denied/);
});

test("everybody on it is told, and reads their own lines", async () => {
  const [{ id, told }] = (await as("unit")("GET", "/bulletins")).body.rows;
  const all = (await as("office")("GET", `/bulletins/${id}`)).body.table;
  expect(told).toBe(all.length);
  const own = (await as("unit")("GET", `/bulletins/${id}`)).body.table;
  expect(own.map((row: { organisationId: string }) => row.organisationId)).toEqual([places.U11]);
  expect((await as("other")("GET", `/bulletins/${id}`)).body.table).toMatchObject([
    { organisationId: places.U21 },
  ]);
  expect((await as("unit")("GET", "/notices")).body.rows).toMatchObject([{ title: "二月通报" }]);
  expect((await as("county")("POST", "/bulletins", {})).status).toBe(403);
});

test("it is taken as PDF and as a workbook in the same columns", async () => {
  const [{ id }] = (await as("office")("GET", "/bulletins")).body.rows;
  const pdf = await as("office")("GET", `/bulletins/${id}/pdf`);
  expect(pdf.raw.subarray(0, 5).toString()).toBe("%PDF-");
  const workbook = await as("office")("GET", `/bulletins/${id}/workbook`);
  const text = await readableText(workbook.raw);
  for (const title of ["年度目标", "序时进度", "问题与措施"]) expect(text).toContain(title);
});

test("a dispatch prepares itself: who is behind, what is owed, an agenda", async () => {
  const { body } = await as("office")("GET", "/dispatch?rhythm=fortnightly");
  expect(body.behind.length).toBeGreaterThan(0);
  expect(body.agenda[0]).toMatch(/^看进度：/);
  expect(
    (await as("unit")("GET", "/dispatch")).body.behind.every(
      (row: { organisationId: string }) => row.organisationId === places.U11,
    ),
  ).toBe(true);
});
