import { afterAll, beforeAll, expect, test } from "vitest";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";

const cityId = 472_300;
let app: SeatedCity["app"];
let places: SeatedCity["places"];
let as: SeatedCity["as"];

beforeAll(async () => {
  ({ app, places, as } = await seatedCity(cityId, {
    office: ["city_mobiliser", "C"],
    county: ["county_clerk", "X1"],
    unit: ["unit_clerk", "U11"],
    other: ["unit_clerk", "U21"],
  }));
});
afterAll(() => app.close());

test("a union means its units; a unit lies in one area and moves; others' units are not given away", async () => {
  const draw = (who: string, name: string, ...at: string[]) =>
    as(who)("POST", "/areas", {
      name,
      holder: "测试甲",
      fromOn: "2025-01-02",
      organisationIds: at.map((place) => places[place]),
    });
  expect((await draw("office", "甲片", "X1")).status).toBe(200);
  expect((await draw("office", "甲片", "X2")).body.code).toBe("area_exists");
  expect((await draw("office", "乙片", "X2", "U11")).status).toBe(200);
  expect((await draw("county", "丙片", "U21")).body.code).toBe("organisation_unknown");
  const { body } = await as("office")("GET", "/areas");
  expect(body.rows.map(({ name, units }: { name: string; units: number }) => [name, units])).toEqual([
    ["甲片", 1],
    ["乙片", 3],
  ]);
  expect((await as("county")("GET", "/areas")).body.rows).toEqual([]);
  expect((await draw("county", "丙片", "U11", "U12")).status).toBe(200);
  expect((await as("county")("GET", "/areas")).body).toMatchObject({ covered: 2, unitsInAll: 2 });
});

test("a promise is a duty of whoever gave it, and only their part sees it", async () => {
  const visit = (who: string, more: object = {}) =>
    as(who)("POST", "/visits", {
      organisationId: places.U11,
      met: "union_chair",
      purpose: "讲明补助办法",
      visitedOn: "2025-01-08",
      promises: [
        { by: "them", words: "月底前交名册", dueOn: "2099-01-31" },
        { by: "us", words: "派人培训经办人", dueOn: "2099-01-20" },
      ],
      ...more,
    });
  expect((await visit("county", { organisationId: places.U21 })).body.code).toBe("organisation_unknown");
  expect((await visit("county", { visitedOn: "2999-01-01" })).body.code).toBe("visit_in_future");
  expect(
    (
      await visit("office", {
        visitedOn: "2025-01-08",
        promises: [{ by: "us", words: "讲课", dueOn: "2025-01-07" }],
      })
    ).body.code,
  ).toBe("promise_due_before_visit");
  expect((await visit("unit")).status).toBe(403);
  expect((await visit("county")).status).toBe(200);
  const owed = async (name: string) =>
    (await as(name)("GET", "/duties")).body.rows.map(({ title }: { title: string }) => title.split("：")[1]);
  expect(await owed("unit")).toEqual(["月底前交名册"]);
  expect(await owed("county")).toEqual(["派人培训经办人"]);
  expect((await as("unit")("GET", "/visits")).body.rows[0].promises.length).toBe(1);
  expect((await as("other")("GET", "/visits")).body.rows).toEqual([]);
  const [{ promises }] = (await as("county")("GET", "/visits")).body.rows;
  await as("county")("POST", `/duties/${promises[1].dutyId}/done`, { words: "已培训" });
  expect((await as("county")("GET", "/visits")).body.rows[0].kept).toBe(1);
});

test("nobody is willing who did not come", async () => {
  const hold = (willing: number) =>
    as("county")("POST", "/foundings", {
      organisationId: places.U11,
      kind: "member_congress",
      heldOn: "2025-02-10",
      attended: 80,
      willing,
    });
  expect((await hold(81)).body.code).toBe("founding_more_willing_than_came");
  expect((await hold(80)).status).toBe(200);
  expect((await as("office")("GET", "/foundings")).body).toMatchObject({
    attended: 80,
    willing: 80,
    total: 1,
  });
});
