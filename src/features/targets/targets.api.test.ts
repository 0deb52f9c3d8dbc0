import { afterAll, beforeAll, expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import { noteVisit } from "#features/fieldwork/index.ts";
import { billBatches, setFundingRule } from "#features/funding/index.ts";
import { platformTexts } from "#platform/text.ts";
import { type Caller, type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedSession } from "#tests/support/city.ts";
import { FundingCity } from "#tests/support/funding.ts";
import { reportMark, setTargets, takeStandings } from "./index.ts";
import { targetRoutes } from "./routes.ts";
import { colourOf, paceBp } from "./rules/pace.ts";
import { countAll, ruleOn } from "./store.ts";
import { targetTexts } from "./text.ts";

const cityId = 480_100;
let app: TestApp;
let city: FundingCity;
let places: Record<string, string>;
const callers: Record<string, Caller> = {};

beforeAll(async () => {
  app = await testApp(targetRoutes, { ...platformTexts, ...targetTexts });
  places = await seedCity(app.db.pool, cityId);
  city = new FundingCity(app.db.pool, cityId, places);
  await city.publishPlans();
  for (const [name, role, place] of [
    ["office", "city_mobiliser", "C"],
    ["leader", "leader", "C"],
    ["county", "county_clerk", "X1"],
    ["unit", "unit_clerk", "U11"],
  ] as const)
    callers[name] = app.as((await seedSession(app.db.pool, cityId, role, places[place] ?? "")).token);
  city.today = plainDate("2025-01-03");
  await city.act((ctx) =>
    setFundingRule(ctx, {
      planCode: "HN-INP-80",
      planVersion: "2025.1",
      category: "all",
      validFrom: plainDate("2025-01-01"),
      shares: [{ payer: "own", cents: yuan(80), mode: "direct_pool" }],
    }),
  );
  for (const [unit, heads] of [
    ["U11", 20],
    ["U21", 3],
  ] as const) {
    const id = await city.batch(unit, heads, plainMonth("2025-01"), plainDate("2025-02-01"));
    await app.db.ownerPool.query(
      "update enrolment_batch set read_at = '2025-01-03', confirmed_at = '2025-01-05' where id = $1",
      [id],
    );
  }
  await city.act((ctx) => billBatches(ctx, plainMonth("2025-01")));
});
afterAll(() => app.close());

const as = (name: string): Caller => callers[name] ?? app.as();
const at = (code: string) => places[code] ?? "";
const take = (day: string) => {
  city.today = plainDate(day);
  return city.act((ctx) => takeStandings(ctx, plainDate(day)));
};
const owed = async () => {
  const { rows } = await app.db.ownerPool.query(
    "select kind, source_id from duty where city_id = $1 and state = 'open' and kind similar to '(targets|fieldwork).%' order by kind",
    [cityId],
  );
  return rows.map(({ kind, source_id }) => [kind, source_id]);
};

test("a goal is spread by staff so that the parts add up, or by hand when they do", async () => {
  await as("office")("PUT", "/targets", {
    year: 2025,
    measure: "people",
    goals: [{ organisationId: at("C"), goal: 101 }],
  });
  const spread = await as("office")("POST", "/targets/spreading", {
    organisationId: at("C"),
    year: 2025,
    measure: "people",
    deep: true,
  });
  expect(spread.status).toBe(200);
  const page = (await as("office")("GET", "/targets?year=2025")).body;
  expect(page.rows.reduce((sum: number, row: { people: number }) => sum + row.people, 0)).toBe(101);
  const parts = page.rows.map((row: { organisationId: string }) => ({
    organisationId: row.organisationId,
    goal: 1,
  }));
  const wrong = await as("office")("POST", "/targets/spreading", {
    organisationId: at("C"),
    year: 2025,
    measure: "people",
    parts,
  });
  expect(wrong.body).toMatchObject({ code: "targets_do_not_add_up" });
  expect(
    (await as("county")("PUT", "/targets", { year: 2025, measure: "people", goals: parts })).status,
  ).toBe(403);
});

test("on a reporting day everybody has a colour, its inputs and what follows from it; recomputed it is the same", async () => {
  await city.act((ctx) =>
    setTargets(ctx, 2025, "people", [
      { organisationId: at("U11"), goal: 100 },
      { organisationId: at("U21"), goal: 100 },
    ]),
  );
  await take("2025-03-01");
  const { history, allowed } = (await as("leader")("GET", `/progress/${at("U11")}`)).body;
  expect(history[0]).toMatchObject({
    people: 20,
    goal: 100,
    daysGone: 60,
    daysOfYear: 365,
    paceBp: 12_166,
    colour: "green",
  });
  expect(allowed).toEqual(["change"]);
  expect((await as("leader")("GET", `/progress/${at("U21")}`)).body.history[0]).toMatchObject({
    people: 3,
    paceBp: 1_825,
    colour: "red",
  });
  expect(await owed()).toEqual(
    expect.arrayContaining([
      ["fieldwork.guidance", at("U21")],
      ["targets.support", at("U11")],
    ]),
  );

  const kept = await app.db.ownerPool.query(
    "select organisation_id, inputs, pace_bp, computed from standing where city_id = $1",
    [cityId],
  );
  const again = await city.look(async (ctx) => {
    const rule = await ruleOn(ctx, plainDate("2025-03-01"));
    return new Map(
      (await countAll(ctx, plainDate("2025-03-01"))).map((row) => [row.organisationId, { row, rule }]),
    );
  });
  expect(kept.rows.length).toBeGreaterThan(3);
  for (const { organisation_id, inputs, pace_bp, computed } of kept.rows) {
    const { row } = again.get(organisation_id) ?? {};
    expect({ people: row?.people, goal: row?.goal, marks: row?.marks }).toEqual({
      people: inputs.people,
      goal: inputs.goal,
      marks: inputs.marks,
    });
    expect([paceBp(inputs), colourOf(inputs)]).toEqual([pace_bp, computed]);
  }
});

test("a day is taken once; what was computed cannot be changed in the database", async () => {
  expect((await as("office")("POST", "/progress/standings", { asOf: "2025-03-01" })).body).toMatchObject({
    code: "standing_taken",
  });
  await expect(
    city.act((ctx) =>
      import("kysely").then(({ sql }) => sql`update standing set computed = 'green'`.execute(ctx.db)),
    ),
  ).rejects.toThrow(/permission denied/);
});

test("a mark holds green at yellow; what green asked for is not owed any more", async () => {
  await city.act((ctx) =>
    reportMark(ctx, {
      organisationId: at("U11"),
      kind: "awareness",
      from: plainDate("2025-03-05"),
      source: "surveys",
      sourceId: at("U11"),
    }),
  );
  await take("2025-03-10");
  expect((await as("unit")("GET", `/progress/${at("U11")}`)).body.history[0]).toMatchObject({
    colour: "yellow",
    marks: ["awareness"],
  });
  expect(await owed()).toEqual(expect.arrayContaining([["targets.pairing", at("U11")]]));
  expect(await owed()).not.toEqual(expect.arrayContaining([["targets.support", at("U11")]]));
});

test("red is visited, and rises when its people come", async () => {
  expect(await owed()).toEqual(expect.arrayContaining([["fieldwork.guidance", at("U21")]]));
  await city.act((ctx) =>
    noteVisit(ctx, {
      ...{ organisationId: at("U21"), met: "union_chair", purpose: "到厂里讲解", outcome: "" },
      ...{ visitedOn: "2025-01-02", promises: [] },
    }),
  );
  expect(await owed()).not.toEqual(expect.arrayContaining([["fieldwork.guidance", at("U21")]]));
  const id = await city.batch("U21", 40, plainMonth("2025-03"), plainDate("2025-04-01"));
  await app.db.ownerPool.query(
    "update enrolment_batch set read_at = '2025-03-11', confirmed_at = '2025-03-12' where id = $1",
    [id],
  );
  await take("2025-03-20");
  expect(
    (await as("leader")("GET", `/progress/${at("U21")}`)).body.history.map(
      (each: { colour: string }) => each.colour,
    ),
  ).toEqual(["green", "red", "red"]);
});

test("a colour is changed by hand only with a reason, beside what was computed", async () => {
  const [latest] = (await as("leader")("GET", `/progress/${at("U21")}`)).body.history;
  const path = `/progress/standings/${latest.standingId}/colour`;
  expect((await as("leader")("POST", path, { colour: "yellow", reason: "" })).status).toBe(400);
  expect((await as("leader")("POST", path, { colour: "green", reason: "本来就是" })).body.code).toBe(
    "colour_same",
  );
  expect((await as("leader")("POST", path, { colour: "yellow", reason: "名单还要核实" })).status).toBe(200);
  expect((await as("leader")("GET", `/progress/${at("U21")}`)).body.history[0]).toMatchObject({
    colour: "yellow",
    computed: "green",
    changes: [{ reason: "名单还要核实" }],
  });
  expect((await as("county")("POST", path, { colour: "green", reason: "想要绿的" })).status).toBe(403);
});

test("a county sees its own, a unit itself", async () => {
  const of = async (name: string, level = "units") =>
    (await as(name)("GET", `/progress?level=${level}`)).body.rows.map(
      (row: { organisationId: string }) => row.organisationId,
    );
  expect(await of("unit")).toEqual([at("U11")]);
  expect(await of("county")).toContain(at("U11"));
  expect(await of("county")).not.toContain(at("U21"));
  expect((await as("office")("GET", "/progress?colour=yellow")).body.total).toBe(
    (await as("office")("GET", "/progress")).body.counts.yellow,
  );
});
