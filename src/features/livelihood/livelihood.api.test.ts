import { afterAll, beforeAll, expect, test } from "vitest";
import { dayInChina } from "#core/dates.ts";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";

let app: SeatedCity["app"];
let as: SeatedCity["as"];
const today = dayInChina(new Date());
const year = Number(today.slice(0, 4));

beforeAll(async () => {
  ({ app, as } = await seatedCity(472_000, { office: ["city_mobiliser", "C"], unit: ["unit_clerk", "U11"] }));
});
afterAll(() => app.close());

test("a promise is owed until its day, told once for each day, and closed by the report that reaches it", async () => {
  const item = {
    year,
    title: "新增参加职工",
    measure: "people",
    unitWord: "人",
    goal: 100,
    dueOn: `${year}-12-31`,
  };
  const ask = (body: object, who = "office") => as(who)("POST", "/livelihood", body);
  expect((await ask(item, "unit")).status).toBe(403);
  expect((await ask({ ...item, dueOn: `${year + 1}-01-01` })).body.code).toBe("livelihood_day_wrong");
  const { id } = (await ask(item)).body;
  expect((await ask(item)).body.code).toBe("livelihood_known");
  const open = async () =>
    (await as("office")("GET", "/duties?show=mine&kind=livelihood.item")).body.rows.length;
  expect(await open()).toBe(1);
  const tell = (asOf: string, actual: number) =>
    as("office")("POST", `/livelihood/${id}/reports`, { asOf, actual, evidence: "系统进度表" });
  expect((await tell(`${year + 1}-01-01`, 1)).body.code).toBe("livelihood_future");
  expect((await tell(`${year}-01-01`, 99)).status).toBe(200);
  expect((await tell(`${year}-01-01`, 98)).body.code).toBe("livelihood_told");
  expect(await open()).toBe(1);
  expect((await tell(today, 100)).status).toBe(200);
  expect(await open()).toBe(0);
  const { rows } = (await as("unit")("GET", "/livelihood")).body;
  expect(rows).toMatchObject([
    {
      goal: 100,
      counted: 0,
      reports: [{ actual: 100, completionBp: 10_000, isOnPace: true }, { actual: 99 }],
    },
  ]);
});
