import { afterAll, beforeAll, expect, test } from "vitest";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";

const cityId = 472_200;
let app: SeatedCity["app"];
let places: SeatedCity["places"];
let as: SeatedCity["as"];

beforeAll(async () => {
  ({ app, places, as } = await seatedCity(cityId, {
    office: ["city_mobiliser", "C"],
    county: ["county_clerk", "X1"],
    other: ["county_clerk", "X2"],
  }));
});
afterAll(() => app.close());

const register = (more: object = {}) =>
  as("office")("POST", "/directives", {
    kind: "notice",
    number: "测工办〔2024〕1号",
    title: "关于开展互助保障的通知",
    issuers: ["市总工会", "市财政局"],
    issuedOn: "2024-12-20",
    sentTo: "unions",
    tasks: [
      { organisationId: places.X1, words: "把补助列入预算", dueOn: "2099-01-31" },
      { partner: "市财政局", words: "安排专项资金", dueOn: "2099-01-31" },
    ],
    ...more,
  });

test("a task has one party, a number stands once, days stand in their order", async () => {
  const task = { words: "列入预算", dueOn: "2099-01-31" };
  expect((await register({ tasks: [task] })).body.code).toBe("directive_task_of_nobody");
  const both = { ...task, organisationId: places.X1, partner: "市财政局" };
  expect((await register({ tasks: [both] })).body.code).toBe("directive_task_of_nobody");
  expect((await register({ issuedOn: "2999-01-01" })).body.code).toBe("directive_issued_in_future");
  expect((await register({ validUntil: "2024-12-19" })).body.code).toBe("directive_ends_before_it_begins");
  expect((await register({ tasks: [{ ...both, partner: undefined, dueOn: "2024-12-19" }] })).body.code).toBe(
    "directive_task_due_too_early",
  );
  const twice = await Promise.all([register(), register()]);
  expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await as("county")("POST", "/directives", {})).status).toBe(403);
});

test("each union confirms its own; a partner's task is owed by the agency", async () => {
  const row = async (name: string) => (await as(name)("GET", "/directives")).body.rows[0];
  const whole = await row("office");
  expect(whole).toMatchObject({ sent: 2, received: 0, holds: true, allowed: [] });
  expect(whole.tasks.map(({ party }: { party: string }) => party)).toContain("市财政局");
  const own = await row("county");
  expect(own).toMatchObject({ sent: 1, allowed: ["confirm"] });
  expect(own.tasks.length).toBe(1);
  expect((await row("other")).tasks).toEqual([]);
  const confirm = (name: string) => as(name)("POST", `/directives/${whole.id}/receipt`, {});
  expect((await confirm("office")).body.code).toBe("directive_not_sent_here");
  expect((await confirm("county")).status).toBe(200);
  expect((await confirm("county")).body.code).toBe("directive_received_already");
  expect(await row("office")).toMatchObject({ sent: 2, received: 1 });
  const owed = (await as("county")("GET", "/duties")).body.rows.map(({ kind }: { kind: string }) => kind);
  expect(owed).toEqual(["directives.task"]);
  const asked = (await as("office")("GET", "/duties")).body.rows.map(({ title }: { title: string }) => title);
  expect(asked).toEqual(["请市财政局：安排专项资金"]);
});
