import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";

const cityId = 472_100;
let app: SeatedCity["app"];
let places: SeatedCity["places"];
let as: SeatedCity["as"];

beforeAll(async () => {
  ({ app, places, as } = await seatedCity(cityId, {
    office: ["city_mobiliser", "C"],
    county: ["county_clerk", "X1"],
    other: ["county_clerk", "X2"],
    unit: ["unit_clerk", "U11"],
  }));
});
afterAll(() => app.close());

const body = (name: string) => ({ kind: "work_group", name, work: "", establishedOn: "2024-12-10" });

describe("committees", () => {
  test("a body has one head at a time, also where two are seated at once", async () => {
    const { id } = (await as("office")("POST", "/committees", body("宣传动员组"))).body;
    expect((await as("office")("POST", "/committees", body("宣传动员组"))).body.code).toBe(
      "committee_exists",
    );
    expect((await as("county")("POST", "/committees", body("别的组"))).status).toBe(403);
    const seat = (fromOn: string, untilOn?: string) =>
      as("office")("POST", `/committees/${id}/seats`, {
        seat: "head",
        post: "宣教部部长",
        holder: "测试甲",
        fromOn,
        untilOn,
      });
    const both = await Promise.all([seat("2025-01-01"), seat("2025-01-01")]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { body: list } = await as("county")("GET", "/committees");
    const [{ seats, head }] = list.rows;
    expect(head).toBe("宣教部部长");
    const end = (untilOn: string) => as("office")("POST", `/committee-seats/${seats[0].id}/end`, { untilOn });
    expect((await end("2024-12-31")).body.code).toBe("committee_term_backwards");
    expect((await end("2025-01-31")).status).toBe(200);
    expect((await seat("2025-01-31")).body.code).toBe("committee_has_head");
    expect((await seat("2025-02-01")).status).toBe(200);
  });

  test("a decision is a duty of whoever is named, seen by their part, done on its own page", async () => {
    const { id: committeeId } = (await as("office")("POST", "/committees", body("领导小组"))).body;
    const meet = (decisions: object[], heldOn = "2025-01-15") =>
      as("office")("POST", "/meetings", {
        committeeId,
        kind: "joint",
        title: "一月联席会议",
        heldOn,
        attended: 12,
        decisions,
      });
    const decision = { organisationId: places.X1, words: "把补助列入预算", dueOn: "2025-01-15" };
    expect((await meet([{ ...decision, dueOn: "2025-01-14" }])).body.code).toBe(
      "decision_due_before_meeting",
    );
    expect((await meet([], "2999-01-01")).body.code).toBe("meeting_in_future");
    expect((await meet([{ ...decision, organisationId: committeeId }])).body.code).toBe(
      "organisation_unknown",
    );
    expect((await meet([decision, { ...decision, organisationId: places.C, words: "写通报" }])).status).toBe(
      200,
    );
    const seen = async (name: string) => (await as(name)("GET", "/meetings")).body.rows[0].decisions;
    expect((await seen("office")).length).toBe(2);
    expect((await seen("county")).map(({ words }: { words: string }) => words)).toEqual(["把补助列入预算"]);
    expect(await seen("other")).toEqual([]);
    expect((await as("unit")("GET", "/meetings")).status).toBe(403);
    const [{ dutyId }] = await seen("county");
    expect((await as("county")("POST", `/duties/${dutyId}/done`, { words: "已列入" })).status).toBe(200);
    expect((await as("office")("GET", "/meetings")).body.rows[0].done).toBe(1);
  });
});
