import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPlan } from "#features/plans/index.ts";
import { systemActor, writing } from "#platform/context.ts";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";

const cityId = 471_600;
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
  // Of both units somebody takes part.
  for (const code of ["U11", "U21"])
    await app.db.ownerPool.query(
      `insert into enrolment_batch (city_id, id, organisation_id, settlement_month, cover_from, cover_until, plan_code,
         plan_version, state, rows, confirmed, read_at, confirmed_at, number, opened_at, opened_by)
       values ($1, gen_random_uuid(), $2, '2025-01-01', (now() at time zone 'Asia/Shanghai')::date - 30, (now() at time zone 'Asia/Shanghai')::date + 300, 'HN-INP-80', '2025.1', 'confirmed',
         10, 10, now() - interval '40 days', now() - interval '40 days', 1, now(), 'test')`,
      [cityId, places[code]],
    );
});
afterAll(() => app.close());

const right = [0, 1, 2, 0, 1];
const guest = () => app.as("");
const plan = async (more: object = {}) =>
  (
    await as("office")("POST", "/training", {
      ...{ level: "city", title: "条款专项培训", topic: "单位注册、入会、缴费", trainer: "省办事处主任" },
      ...{
        place: "市总工会",
        heldOn: "2025-03-05",
        capacity: 2,
        validMonths: 12,
        planCode: "HN-INP-80",
        ...more,
      },
    })
  ).body.id as string;
const join = (who: string, courseId: string, unit: string, name: string) =>
  as(who)("POST", `/training/courses/${courseId}/seats`, { organisationId: places[unit], name });
const view = async (who: string, id: string) => (await as(who)("GET", `/training/courses/${id}`)).body;
const gap = async (who = "office") => (await as(who)("GET", "/training/promoters")).body;

test("the last seat goes to one; a name is seated once; nobody is seated for another unit", async () => {
  const id = await plan();
  expect((await join("unit", id, "U11", "示例甲")).status).toBe(200);
  expect((await join("unit", id, "U11", "示例甲")).body.code).toBe("seat_taken_already");
  expect((await join("unit", id, "U21", "示例乙")).body.code).toBe("organisation_unknown");
  const both = await Promise.all([join("unit", id, "U11", "示例丙"), join("other", id, "U21", "示例丁")]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await view("office", id)).toMatchObject({ seats: 2, capacity: 2 });
});

test("whoever types their code is there; four of five right is a certificate for a year and closes what the unit owed", async () => {
  expect(await gap()).toMatchObject({ enrolled: 2, missing: 2 });
  expect((await as("office")("POST", "/training/promoters/duties", {})).body).toEqual({ units: 2 });
  expect((await as("office")("POST", "/training/promoters/duties", {})).body).toEqual({ units: 0 });
  const id = await plan({ capacity: 10 });
  await join("unit", id, "U11", "示例甲");
  await join("other", id, "U21", "示例乙");
  const course = await view("office", id);
  const token = course.link.split("#")[1];
  const codeOf = (name: string) => course.people.find((each: { name: string }) => each.name === name).code;
  const arrive = (code: string) => guest()("POST", "/public/course/arrival", { token, code });
  expect((await arrive("00000000")).body.code).toBe("course_code_unknown");
  expect((await arrive(codeOf("示例甲"))).body).toMatchObject({ title: "条款专项培训", isTested: false });
  const test = (name: string, choices: number[]) =>
    guest()("POST", "/public/course/test", { token, code: codeOf(name), choices });
  expect((await test("示例甲", right)).body).toMatchObject({
    right: 5,
    certificate: expect.stringMatching(/^TX-/),
  });
  expect((await test("示例甲", right)).body.code).toBe("test_taken_already");
  expect((await test("示例乙", [1, 1, 1, 1, 1])).body).toMatchObject({ certificate: null });
  expect(await view("office", id)).toMatchObject({ attended: 2, certified: 1 });
  const [duty] = (await as("unit")("GET", "/duties?show=done")).body.rows;
  expect(duty).toMatchObject({ kind: "training.promoter", state: "done" });
  expect((await as("other")("GET", "/duties?show=mine")).body.rows).toMatchObject([
    { kind: "training.promoter", state: "open" },
  ]);
});

test("the gap list equals a query over enrolled units, and a certificate that has run out is none", async () => {
  const bare = async () =>
    (
      await app.db.ownerPool.query(
        `select distinct b.organisation_id as id from enrolment_batch as b where b.city_id = $1 and b.state = 'confirmed'
           and b.cover_until > (now() at time zone 'Asia/Shanghai')::date except select s.organisation_id from course_seat as s where s.city_id = $1
           and s.certified_on <= (now() at time zone 'Asia/Shanghai')::date and s.valid_until > (now() at time zone 'Asia/Shanghai')::date`,
        [cityId],
      )
    ).rows.map(({ id }) => id);
  const shown = async () => (await gap()).rows.map((row: { id: string }) => row.id);
  expect(await shown()).toEqual([places.U21]);
  expect(await shown()).toEqual(await bare());
  await app.db.ownerPool.query(
    "update course_seat set valid_until = (now() at time zone 'Asia/Shanghai')::date + 1 where certificate is not null",
  );
  expect((await gap()).missing).toBe(1);
  await app.db.ownerPool.query(
    "update course_seat set certified_on = (now() at time zone 'Asia/Shanghai')::date - 1, valid_until = (now() at time zone 'Asia/Shanghai')::date where certificate is not null",
  );
  expect((await shown()).sort()).toEqual((await bare()).sort());
  expect((await gap()).missing).toBe(2);
});

test("a unit sees its own people and its own gap, no codes of others; after the end nobody comes in", async () => {
  const [{ id }] = (await as("other")("GET", "/training")).body.rows;
  expect((await view("other", id)).people.map((each: { name: string }) => each.name)).toEqual(["示例乙"]);
  expect(await gap("other")).toMatchObject({ enrolled: 1, missing: 1 });
  const course = await view("office", id);
  await as("office")("POST", `/training/courses/${id}/closing`, {});
  const late = { token: course.link.split("#")[1], code: course.people[0].code };
  expect((await guest()("POST", "/public/course/arrival", late)).body.code).toBe("course_code_unknown");
  expect((await join("unit", id, "U11", "示例戊")).body.code).toBe("course_unknown");
});
