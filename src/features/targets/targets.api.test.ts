import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
      ...{ visitedOn: "2025-03-10", promises: [] },
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

describe("industries, phases and key firms", () => {
  const groups = async (split: string, who = "office") =>
    (await as(who)("GET", `/progress-groups?split=${split}`)).body;
  const set = (split: string, goals: readonly object[], who = "office") =>
    as(who)("PUT", "/progress-groups", { year: 2025, split, goals });
  const span = { startsOn: "2025-01-01", endsOn: "2025-12-31" };

  test("each kind of units adds up to all of them, on the page's own numbers", async () => {
    const page = (await as("office")("GET", "/progress?level=units&limit=200")).body;
    const people = page.rows.reduce((sum: number, row: { people: number }) => sum + row.people, 0);
    for (const split of ["sector", "category", "phase"]) {
      const { rows } = await groups(split);
      expect(rows.reduce((sum: number, row: { people: number }) => sum + row.people, 0)).toBe(people);
      expect(rows.reduce((sum: number, row: { units: number }) => sum + row.units, 0)).toBe(page.rows.length);
      for (const { units, green, yellow, red } of rows) expect(green + yellow + red).toBe(units);
    }
    expect((await groups("key_firm")).rows).toEqual([]);
  });

  test("the goals of all industries are the city's goal; key firms are only some", async () => {
    const { cityGoal, rows } = await groups("sector");
    const goals = rows.map(({ value }: { value: string }) => ({ value, goal: 0, ...span }));
    const whole = [{ ...goals[0], goal: cityGoal }, ...goals.slice(1)];
    expect((await set("sector", [{ ...goals[0], goal: cityGoal - 1 }])).body).toMatchObject({
      code: "group_goals_do_not_add_up",
    });
    expect(
      (await set("sector", [{ ...whole[0], startsOn: "2025-12-31", endsOn: "2025-01-01" }])).body.code,
    ).toBe("group_days_wrong");
    expect((await set("sector", whole, "county")).status).toBe(403);
    expect((await set("sector", whole)).status).toBe(200);
    expect((await groups("sector")).rows[0]).toMatchObject({ goal: cityGoal, isOwnGoal: true });
    expect((await set("key_firm", [{ value: "yes", goal: 5, ...span }])).status).toBe(200);
  });

  test("a phase is paced by its own days; who is in it is told by the label of that day", async () => {
    await app.db.ownerPool.query(
      `insert into organisation_label (city_id, id, organisation_id, label, value, during)
        values ($1, gen_random_uuid(), $2, 'phase', 'government', daterange('2025-01-01', null))`,
      [cityId, at("U11")],
    );
    const { cityGoal } = await groups("phase");
    const phase = { value: "government", goal: cityGoal, startsOn: "2025-03-11", endsOn: "2025-03-30" };
    expect((await set("phase", [phase])).status).toBe(200);
    const { rows } = await groups("phase");
    // 20 people of U11, ten of twenty days over on 20 March.
    expect(rows[0]).toMatchObject({ value: "government", units: 1, people: 20, endsOn: "2025-03-30" });
    expect(rows[0].paceBp).toBe(Math.floor((20 * 20 * 10_000) / (cityGoal * 10)));
    expect(
      (await groups("phase", "county")).rows.every((row: { isOwnGoal: boolean }) => !row.isOwnGoal),
    ).toBe(true);
  });

  test("people of units without a goal are in no kind: the page says how many, so that all are the city's", async () => {
    await app.db.ownerPool.query("delete from target where city_id = $1 and organisation_id = $2", [
      cityId,
      at("U21"),
    ]);
    await take("2025-03-21");
    const { whole } = (await as("office")("GET", "/progress")).body;
    const { rows, beyond } = await groups("sector");
    const people = rows.reduce((sum: number, row: { people: number }) => sum + row.people, 0);
    expect(beyond).toEqual({ people: 43, joined: 1 });
    expect(people + beyond.people).toBe(whole.people);
    expect((await groups("sector", "county")).beyond).toEqual({ people: 0, joined: 0 });
  });

  test("a ratio's goal is the same for everybody below, and never more than the whole", async () => {
    const put = (goal: number) =>
      as("office")("PUT", "/targets", {
        ...{ year: 2025, measure: "participation", goals: [{ organisationId: at("C"), goal }] },
      });
    expect((await put(10_001)).body.code).toBe("ratio_beyond_whole");
    expect((await put(8_000)).status).toBe(200);
    const spread = { organisationId: at("C"), year: 2025, measure: "participation", deep: true };
    expect((await as("office")("POST", "/targets/spreading", spread)).status).toBe(200);
    expect((await as("leader")("GET", `/progress/${at("U11")}`)).body.ratioGoals).toEqual({
      ...{ participation: 8_000, renewals: null, funds: null },
    });
  });
});
