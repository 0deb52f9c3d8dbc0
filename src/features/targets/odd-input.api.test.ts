import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { noteVisit } from "#features/fieldwork/index.ts";
import { type Actor, systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";
import { setTargets, takeStandings } from "./index.ts";

const cityId = 480_200;
let app: SeatedCity["app"];
let places: SeatedCity["places"];
let as: SeatedCity["as"];

beforeAll(async () => {
  ({ app, places, as } = await seatedCity(cityId, {
    office: ["city_mobiliser", "C"],
    leader: ["leader", "C"],
  }));
  await act("2025-01-02", (ctx) => setTargets(ctx, 2025, "people", [{ organisationId: at("C"), goal: 100 }]));
});
afterAll(() => app.close());

const actor: Actor = { ...systemActor("test", cityId), id: "x", name: "x" };
const act = <T>(day: string, work: (ctx: WriteCtx) => Promise<T>) =>
  writing(app.db.pool, actor, work, { at: new Date(`${day}T10:00:00+08:00`) });
const at = (code: string): string => places[code] ?? "";
const take = (day: string, on = day) => act(on, (ctx) => takeStandings(ctx, plainDate(day)));
const owed = async (code: string) => {
  const { rows } = await app.db.ownerPool.query(
    "select kind from duty where city_id = $1 and source_id = $2 and state = 'open' order by kind",
    [cityId, at(code)],
  );
  return rows.map(({ kind }) => kind);
};
const goals = (...of: readonly (readonly [string, number])[]) =>
  of.map(([code, goal]) => ({ organisationId: at(code), goal }));

describe("goals", () => {
  test("of one organisation twice are refused", async () => {
    const { status, body } = await as("office")("PUT", "/targets", {
      ...{ year: 2025, measure: "people", goals: goals(["U11", 1], ["U11", 2]) },
    });
    expect([status, body.code]).toEqual([400, "goal_named_twice"]);
  });

  test("of one kind of units twice are refused", async () => {
    const span = { value: "民营企业", startsOn: "2025-01-01", endsOn: "2025-12-31" };
    const { status, body } = await as("office")("PUT", "/progress-groups", {
      ...{ year: 2025, split: "sector", goals: [40, 60].map((goal) => ({ ...span, goal })) },
    });
    expect([status, body.code]).toEqual([400, "goal_named_twice"]);
  });

  test("by hand name everybody right below and nobody else, or the parts would not be the whole", async () => {
    const page = (await as("office")("GET", "/targets?year=2025")).body;
    const below: string[] = page.rows.map((row: { organisationId: string }) => row.organisationId);
    const spread = (parts: object[]) =>
      as("office")("POST", "/targets/spreading", {
        ...{ organisationId: at("C"), year: 2025, measure: "people", parts },
      });
    const all = below.map((organisationId, n) => ({ organisationId, goal: n === 0 ? 100 : 0 }));
    expect((await spread(goals(["U11", 100]))).body.code).toBe("parts_not_right_below");
    expect((await spread(all.slice(0, 1))).body.code).toBe("parts_not_right_below");
    expect((await spread([...all.slice(0, -1), ...goals(["U11", 0])])).body.code).toBe(
      "parts_not_right_below",
    );
    expect((await spread(all)).body).toEqual({ organisations: below.length });
  });
});

describe("reporting days", () => {
  beforeAll(() =>
    act("2025-01-02", (ctx) => setTargets(ctx, 2025, "people", goals(["U11", 0], ["U21", 100]))),
  );

  test("that have not come are not counted", async () => {
    const { status, body } = await as("office")("POST", "/progress/standings", { asOf: "2099-03-01" });
    expect([status, body.code]).toEqual([400, "standing_not_yet"]);
    await take("2025-03-01");
    expect(await owed("U21")).toEqual(["fieldwork.guidance"]);
  });

  test("asked for twice at once are counted once", async () => {
    const both = await Promise.all(
      [1, 2].map(() => as("office")("POST", "/progress/standings", { asOf: "2025-03-05" })),
    );
    expect(both.map(({ status, body }) => [status, body.code])).toEqual(
      expect.arrayContaining([
        [200, undefined],
        [409, "standing_taken"],
      ]),
    );
  });

  test("made up for later change nothing of what is owed: the last day tells it", async () => {
    await act("2025-03-10", (ctx) => setTargets(ctx, 2025, "people", goals(["U21", 0])));
    await take("2025-03-10");
    expect(await owed("U21")).toEqual(["targets.support"]);
    await act("2025-03-11", (ctx) => setTargets(ctx, 2025, "people", goals(["U21", 100])));
    await take("2025-02-01", "2025-03-11");
    expect(await owed("U21")).toEqual(["targets.support"]);
    const { history } = (await as("leader")("GET", `/progress/${at("U21")}`)).body;
    const old = history.find(({ asOf }: { asOf: string }) => asOf === "2025-02-01");
    const changed = await as("leader")("POST", `/progress/standings/${old.standingId}/colour`, {
      ...{ colour: "yellow", reason: "当时名单没有核实" },
    });
    expect(changed.status).toBe(200);
    expect(await owed("U21")).toEqual(["targets.support"]);
  });
});

test("a visit of the time before a unit was red is not the guidance that it waits for", async () => {
  await take("2025-03-20");
  expect(await owed("U21")).toEqual(["fieldwork.guidance"]);
  const visit = (visitedOn: string) =>
    act("2025-03-25", (ctx) =>
      noteVisit(ctx, {
        ...{ organisationId: at("U21"), met: "union_chair", purpose: "到厂里讲解", outcome: "" },
        ...{ visitedOn, promises: [] },
      }),
    );
  await visit("2025-03-19");
  expect(await owed("U21")).toEqual(["fieldwork.guidance"]);
  await visit("2025-03-20");
  expect(await owed("U21")).toEqual([]);
});
