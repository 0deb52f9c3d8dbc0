import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { reading, systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedSession } from "#tests/support/city.ts";
import {
  addDutyKinds,
  cancelDuty,
  closeDuties,
  closeDuty,
  type DutyKind,
  dutiesOf,
  openDuties,
  openDuty,
  passDueTimes,
  pauseDuty,
  punctuality,
  resumeDuty,
} from "./index.ts";
import { dutyRoutes } from "./routes.ts";
import { dutyTexts } from "./text.ts";

const answer: DutyKind = {
  code: "test.answer",
  name: "答复",
  permission: "questions.answer",
  escalates: true,
};
const mend: DutyKind = {
  code: "test.mend",
  name: "整改",
  permission: "duties.manage",
  byHand: true,
  dueJob: "test_mend_due",
};
addDutyKinds([answer, mend]);

let app: TestApp;
let number = 440_100; // a city of its own for each test
let places: Record<string, string>;

beforeAll(async () => {
  app = await testApp(dutyRoutes, dutyTexts);
});
afterAll(() => app.close());
beforeEach(async () => {
  number += 100;
  places = await seedCity(app.db.pool, number);
});

const at = (text: string) => new Date(`${text.replace(" ", "T")}:00+08:00`);
const act = <T>(time: string, work: (ctx: WriteCtx) => Promise<T>, cityId = number) =>
  writing(app.db.pool, systemActor("test", cityId), work, { at: at(time) });
/** The program's minute look, as if it were then. */
const pass = (time: string) => passDueTimes(app.db.pool, systemActor("daily", number), at(time));
const seen = async (sourceId: string, time: string) => {
  const found = await reading(app.db.pool, systemActor("test", number), (ctx) => dutiesOf(ctx, [sourceId]), {
    at: at(time),
  });
  return found[0];
};
const asked = async (time: string, place = "U11") => {
  const sourceId = newId();
  const organisationId = places[place] ?? "";
  await act(time, (ctx) =>
    openDuty(ctx, answer, {
      organisationId,
      sourceId,
      title: "答复一个问题",
      link: "/x",
      clock: { workingMinutes: 30 },
    }),
  );
  return sourceId;
};
const owed = async (time: string, place = "U11") => {
  const sourceId = newId();
  const organisationId = places[place] ?? "";
  const id = await act(time, (ctx) =>
    openDuty(ctx, mend, {
      organisationId,
      sourceId,
      title: "整改一个问题",
      link: "/x",
      clock: { workingDays: 3 },
    }),
  );
  return { id, sourceId };
};

describe("one is open for each source", () => {
  test("the same again answers the open one; once closed it may be opened anew", async () => {
    const { id, sourceId } = await owed("2025-03-12 10:00");
    const again = {
      organisationId: places.U21 ?? "",
      sourceId,
      title: "又一次",
      link: "/y",
      clock: { days: 1 },
    };
    expect(await act("2025-03-12 11:00", (ctx) => openDuty(ctx, mend, again))).toBe(id);
    await act("2025-03-12 12:00", (ctx) => closeDuty(ctx, mend, sourceId));
    expect(await act("2025-03-12 13:00", (ctx) => openDuty(ctx, mend, again))).not.toBe(id);
  });

  test("two closings at once: one of them closed it", async () => {
    const { sourceId } = await owed("2025-03-12 10:00");
    const both = await Promise.all(
      [1, 2].map(() => act("2025-03-12 11:00", (ctx) => closeDuty(ctx, mend, sourceId))),
    );
    expect(both.filter((each) => each !== undefined)).toEqual([{ isLate: false }]);
  });

  test("thousands are opened and closed together", async () => {
    const sources = Array.from({ length: 3_000 }, () => newId());
    const organisationId = places.U11 ?? "";
    const all = sources.map((sourceId) => ({
      organisationId,
      sourceId,
      title: "会费",
      link: "/x",
      clock: { by: plainDate("2025-03-20") },
    }));
    expect(await act("2025-03-12 10:00", (ctx) => openDuties(ctx, mend, all))).toBe(3_000);
    expect(await act("2025-03-13 10:00", (ctx) => closeDuties(ctx, mend, sources))).toHaveLength(3_000);
  });
});

describe("time", () => {
  test("is late a moment after it was due, and was in time at that moment", async () => {
    const first = await asked("2025-03-12 10:00");
    expect(await seen(first, "2025-03-12 10:30")).toMatchObject({ isLate: false, left: 0 });
    expect(await seen(first, "2025-03-12 10:31")).toMatchObject({ isLate: true });
    expect(await act("2025-03-12 10:30", (ctx) => closeDuty(ctx, answer, first))).toEqual({ isLate: false });
    const second = await asked("2025-03-12 10:00");
    expect(await act("2025-03-12 10:31", (ctx) => closeDuty(ctx, answer, second))).toEqual({ isLate: true });
  });

  test("stands still while it is paused; nobody is late for it", async () => {
    const source = await asked("2025-03-12 10:00");
    await act("2025-03-12 10:10", (ctx) => pauseDuty(ctx, answer, source, "等职工补充情况"));
    await pass("2025-03-12 18:00");
    expect(await seen(source, "2025-03-13 09:00")).toMatchObject({ state: "paused", left: 20, level: 0 });
    await act("2025-03-13 09:00", (ctx) => resumeDuty(ctx, answer, source));
    expect(await seen(source, "2025-03-13 09:05")).toMatchObject({ state: "open", left: 15 });
    expect(await act("2025-03-13 09:19", (ctx) => closeDuty(ctx, answer, source))).toEqual({ isLate: false });
  });

  test("punctuality counts what was due, by the promise made first; what was called off does not count", async () => {
    const sources = await Promise.all([1, 2, 3, 4].map(() => asked("2025-03-12 10:00")));
    await act("2025-03-12 10:20", (ctx) => closeDuty(ctx, answer, sources[0] ?? ""));
    await act("2025-03-12 11:00", (ctx) => closeDuty(ctx, answer, sources[1] ?? ""));
    await act("2025-03-12 10:05", (ctx) => cancelDuty(ctx, answer, sources[3] ?? "", "重复提问"));
    const day = plainDate("2025-03-12");
    const figures = await reading(
      app.db.pool,
      systemActor("test", number),
      (ctx) => punctuality(ctx, [answer.code], day, day),
      { at: at("2025-03-12 12:00") },
    );
    expect(figures).toMatchObject({ n: 3, inTime: 1, late: 1, openLate: 1, median: 20, p90: 60 });
  });
});

describe("past its time", () => {
  test("a question goes from the unit to its county and the city, with half an hour each", async () => {
    const source = await asked("2025-03-12 10:00");
    await pass("2025-03-12 10:30");
    expect(await seen(source, "2025-03-12 10:30")).toMatchObject({ level: 0, organisationId: places.U11 });
    await pass("2025-03-12 10:31");
    expect(await seen(source, "2025-03-12 10:31")).toMatchObject({
      level: 1,
      organisationId: places.X1,
      left: 30,
    });
    await pass("2025-03-12 10:40");
    expect(await seen(source, "2025-03-12 10:40")).toMatchObject({ level: 1 });
    await pass("2025-03-12 11:02");
    expect(await seen(source, "2025-03-12 11:02")).toMatchObject({ level: 2, organisationId: places.C });
  });

  test("its job is queued once for each time it falls due", async () => {
    const { sourceId } = await owed("2025-03-12 10:00");
    for (const time of ["2025-03-17 23:00", "2025-03-18 00:01", "2025-03-18 00:02"]) await pass(time);
    const { rows } = await app.db.ownerPool.query(
      "select payload from job_run where city_id = $1 and name = 'test_mend_due'",
      [number],
    );
    expect(rows).toEqual([{ payload: { kind: mend.code, sourceIds: [sourceId] } }]);
  });
});

describe("who sees and does what", () => {
  const caller = async (role: "unit_clerk" | "county_clerk" | "city_clerk", place: string) => {
    const { token } = await seedSession(app.db.pool, number, role, places[place] ?? "");
    return app.as(token);
  };

  test("a unit sees its own, a county those of its units, the city all; another county none", async () => {
    const { id } = await owed("2025-03-12 10:00");
    const lists = await Promise.all(
      (
        [
          ["unit_clerk", "U11"],
          ["county_clerk", "X1"],
          ["city_clerk", "C"],
          ["county_clerk", "X2"],
        ] as const
      ).map(
        async ([role, place]) => (await (await caller(role, place))("GET", "/duties?show=part")).body.total,
      ),
    );
    expect(lists).toEqual([1, 1, 1, 0]);
    expect((await (await caller("county_clerk", "X2"))("GET", `/duties/${id}`)).status).toBe(404);
  });

  test("whoever owes it reports it done with a word; the course tells it all", async () => {
    const { id } = await owed("2025-03-12 10:00");
    const unit = await caller("unit_clerk", "U11");
    expect((await unit("GET", "/duties")).body).toMatchObject({
      total: 1,
      rows: [{ allowed: ["report_done", "pause"] }],
    });
    expect((await unit("POST", `/duties/${id}/pause`, { reason: "等上级答复" })).status).toBe(200);
    expect((await unit("POST", `/duties/${id}/resume`, {})).status).toBe(200);
    const city = await caller("city_clerk", "C");
    expect((await city("POST", `/duties/${id}/reminder`, {})).status).toBe(200);
    expect((await unit("POST", `/duties/${id}/done`, { words: "已张贴宣传材料" })).status).toBe(200);
    expect((await unit("POST", `/duties/${id}/done`, { words: "已张贴宣传材料" })).status).toBe(409);
    const { course } = (await city("GET", `/duties/${id}`)).body;
    expect(course.map((each: { event: string }) => each.event)).toEqual([
      "opened",
      "paused",
      "resumed",
      "reminded",
      "closed",
    ]);
  });
});
