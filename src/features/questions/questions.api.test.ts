import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { passDueTimes } from "#features/duties/index.ts";
import { organisationTexts } from "#features/organisations/index.ts";
import { systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { platformTexts } from "#platform/text.ts";
import { type Caller, type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedSession } from "#tests/support/city.ts";
import { seedMember } from "#tests/support/member.ts";
import { answer, ask, askAgain, openStation, planShifts, sendUp } from "./index.ts";
import { questionRoutes } from "./routes/index.ts";
import { questionTexts } from "./text.ts";

const cityId = 470_100;
let app: TestApp;
let places: Record<string, string>;
const callers: Record<string, Caller> = {};

beforeAll(async () => {
  app = await testApp(questionRoutes, { ...platformTexts, ...organisationTexts, ...questionTexts });
  places = await seedCity(app.db.pool, cityId);
  for (const [name, role, place] of [
    ["unit", "unit_clerk", "U11"],
    ["other", "unit_clerk", "U21"],
    ["county", "county_clerk", "X1"],
    ["carer", "city_carer", "C"],
    ["leader", "leader", "C"],
  ] as const)
    callers[name] = app.as((await seedSession(app.db.pool, cityId, role, places[place] ?? "")).token);
  await act("2025-03-12 09:00", (ctx) =>
    openStation(ctx, {
      organisationId: places.U11 ?? "",
      name: "一号联络站",
      address: "厂区",
      phone: "03950000001",
    }),
  );
});
afterAll(() => app.close());

const as = (name: string): Caller => {
  const caller = callers[name];
  if (!caller) throw new Error(`Nobody is ${name}.`);
  return caller;
};
const at = (text: string) => new Date(`${text.replace(" ", "T")}:00+08:00`);
const act = <T>(time: string, work: (ctx: WriteCtx) => Promise<T>) =>
  writing(app.db.pool, systemActor("test", cityId), work, { at: at(time) });
const pass = (time: string) => passDueTimes(app.db.pool, systemActor("daily", cityId), at(time));
const asked = (time: string, body = "身份证超龄了，实际没有退休，能参加吗？", place = "U11") =>
  act(time, (ctx) =>
    ask(ctx, {
      organisationId: places[place] ?? "",
      kind: "question",
      channel: "telephone",
      topic: "age",
      body,
    }),
  );
const page = async (id: string) => (await as("carer")("GET", `/inquiries/${id}`)).body;
const holder = async (id: string) => (await page(id)).clock;

describe("half an hour at each step", () => {
  test("asked at 10:00 the station's time is over at 10:30; the county answers within its own half hour, late by the first promise", async () => {
    const { id } = await asked("2025-03-12 10:00");
    expect(await holder(id)).toMatchObject({ organisationName: expect.stringContaining("11"), level: 0 });
    await pass("2025-03-12 10:31");
    expect(await holder(id)).toMatchObject({ level: 1 });
    await act("2025-03-12 10:45", (ctx) =>
      answer(ctx, id, { body: "没有办理退休手续的可以参加，请单位出具证明。" }),
    );
    const answered = await page(id);
    expect(answered).toMatchObject({
      state: "answered",
      tookMinutes: 45,
      isInTime: false,
      clock: { state: "done" },
    });
    expect(answered.entries.map((entry: { event: string }) => entry.event)).toEqual(["asked", "answered"]);
  });

  test("sent up by hand with a reason, it is the county's at once; asked again, the station's anew", async () => {
    const { id } = await asked("2025-03-12 14:40");
    await act("2025-03-12 14:45", (ctx) => sendUp(ctx, id, "拿不准"));
    expect(await holder(id)).toMatchObject({ level: 1 });
    await act("2025-03-12 14:50", (ctx) => answer(ctx, id, { body: "可以。" }));
    expect(await page(id)).toMatchObject({ isInTime: true, tookMinutes: 10 });
    await act("2025-03-12 15:00", (ctx) => askAgain(ctx, id, "要什么证明？"));
    expect(await page(id)).toMatchObject({
      state: "open",
      tookMinutes: 10,
      clock: { level: 0, state: "open" },
    });
  });

  test("a question of a unit without a station goes to the union that answers for it", async () => {
    const { id } = await asked("2025-03-12 10:00", "会费收据什么时候开？", "U21");
    const { rows } = await app.db.ownerPool.query("select organisation_id from duty where source_id = $1", [
      id,
    ]);
    expect([places.X2, places.C]).toContain(rows[0].organisation_id);
  });

  test("a station is put on the map by whoever runs stations, within China", async () => {
    const [station] = (await as("carer")("GET", "/stations")).body.rows;
    expect(station.place).toBeNull();
    const put = (who: string, place: object) => as(who)("PUT", `/stations/${station.id}/place`, place);
    const here = { longitude: 114.0165, latitude: 33.5814 };
    expect((await put("carer", { ...here, latitude: 54.1 })).body.code).toBe("invalid_input");
    expect((await put("unit", here)).status).toBe(403);
    expect((await put("carer", here)).status).toBe(200);
    expect((await as("carer")("GET", "/stations")).body.rows[0].place).toEqual(here);
  });

  test("whoever is on duty owes the answer", async () => {
    const list = (await as("carer")("GET", "/stations")).body.rows;
    const { accountId } = await seedSession(app.db.pool, cityId, "station_clerk", places.U11 ?? "");
    await act("2025-03-13 08:00", (ctx) =>
      planShifts(ctx, list[0].id, [
        { onDay: "2025-03-13", half: "morning", dutyName: "值班员甲", dutyPhone: "03950000002", accountId },
      ]),
    );
    const { id } = await asked("2025-03-13 09:00");
    const { rows } = await app.db.ownerPool.query("select account_id from duty where source_id = $1", [id]);
    expect(rows[0].account_id).toBe(accountId);
  });
});

describe("what is kept and who sees it", () => {
  test("numbers of people are hidden before anything is kept", async () => {
    const { id } = await asked("2025-03-12 10:00", "410902199001015392 的电话13900003790打不通");
    const { rows } = await app.db.ownerPool.query("select body from question where id = $1", [id]);
    expect(rows[0].body).toBe("****************** 的电话***********打不通");
  });

  test("a unit sees its own and not another's; a worker only theirs", async () => {
    const { id } = await asked("2025-03-12 10:00");
    expect((await as("unit")("GET", `/inquiries/${id}`)).status).toBe(200);
    expect((await as("county")("GET", `/inquiries/${id}`)).status).toBe(200);
    expect((await as("other")("GET", `/inquiries/${id}`)).status).toBe(404);
    const foreign = { organisationId: places.U11, body: "替别的单位问一句" };
    expect((await as("other")("POST", "/inquiries", foreign)).status).toBe(404);
    const member = await seedMember(app.db.pool, cityId, places.U11 ?? "");
    const me = app.as(member.token);
    const sent = await me("POST", "/me/questions", { body: "住院以后怎么申领互助金？", topic: "claim" });
    expect(sent).toMatchObject({ status: 200 });
    const mine = (await me("GET", "/me/questions")).body;
    expect(mine.rows.map((row: { number: string }) => row.number)).toEqual([sent.body.number]);
    expect((await page(sent.body.id)).askedBy).toBe("职工");
    await as("county")("POST", `/inquiries/${sent.body.id}/answer`, { body: "出院后在手机上申领。" });
    const [answered] = (await me("GET", "/me/questions")).body.rows;
    expect(answered).toMatchObject({ state: "answered" });
    expect(
      (await me("POST", `/me/questions/${sent.body.id}/asking-again`, { reason: "要哪些材料？" })).status,
    ).toBe(200);
    const { rows } = await app.db.ownerPool.query("select body from notice where source = 'questions'");
    expect(rows.some(({ body }) => body.includes("申领互助金"))).toBe(false);
  });

  test("a piece of a group chat is shown first, then taken", async () => {
    const paste = {
      organisationId: places.U11,
      text: "李四 10:02\n单位参加以后来了新人，还能加吗？\n王五：保障从哪天开始",
    };
    const shown = await as("carer")("POST", "/inquiries/paste?dryRun=true", paste);
    expect(shown.body.questions).toHaveLength(2);
    const before = (await as("carer")("GET", "/inquiries?show=all")).body.total;
    await as("carer")("POST", "/inquiries/paste", paste);
    expect((await as("carer")("GET", "/inquiries?show=all")).body.total).toBe(before + 2);
  });
});

describe("answers for everybody", () => {
  test("one drafts, another approves; while somebody types it is found, until it is retired", async () => {
    const entry = {
      kind: "ruling",
      topic: "age",
      question: "身份证超龄、实际没退休的能参加吗",
      answer: "能，附未退休证明。",
      clause: "第三条",
    };
    const { id } = (await as("carer")("POST", "/faq", entry)).body;
    const find = async () =>
      (await as("unit")("GET", `/inquiries/similar?text=${encodeURIComponent("我超龄了没退休")}`)).body.rows
        .filter((row: { kind: string }) => row.kind === "ruling")
        .map((row: { id: string }) => row.id);
    expect(await find()).toEqual([]);
    expect((await as("carer")("POST", `/faq/${id}/approval`, {})).body.code).toBe("drafter_is_approver");
    expect((await as("leader")("POST", `/faq/${id}/approval`, {})).status).toBe(200);
    expect(await find()).toEqual([id]);
    expect((await as("carer")("POST", `/faq/${id}/retirement`, {})).status).toBe(200);
    expect(await find()).toEqual([]);
  });

  test("a ruling names its clause", async () => {
    const entry = { kind: "ruling", topic: "age", question: "超龄能参加吗", answer: "能参加的。" };
    expect((await as("carer")("POST", "/faq", entry)).body.code).toBe("ruling_without_clause");
  });

  test("an answer that is over before it begins is refused", async () => {
    const entry = {
      kind: "faq",
      topic: "age",
      question: "超龄能参加吗",
      answer: "能参加的。",
      validUntil: "2020-01-01",
    };
    expect((await as("carer")("POST", "/faq", entry)).body.code).toBe("faq_over_before_it_begins");
  });

  test("the list is searched by words and by number, with all filters at once", async () => {
    const { number } = await asked("2025-03-12 10:00", "异地就医的票据丢了怎么补");
    for (const q of ["票据丢了", number])
      expect(
        (await as("carer")("GET", `/inquiries?show=all&topic=age&q=${encodeURIComponent(q)}`)).body,
      ).toMatchObject({ total: 1 });
    expect((await as("carer")("GET", "/inquiries?q=%E3%80%82&show=open")).body).toMatchObject({ total: 0 });
    const all =
      "show=open&topic=enrol&q=%E7%A7%98%E5%AF%86&after=0197f8a0-0000-7000-8000-000000000000&limit=2";
    expect((await as("unit")("GET", `/inquiries?${all}`)).status).toBe(200);
  });

  test("what was answered before is found by whoever answers", async () => {
    const { id } = await asked("2025-03-12 10:00", "跨省住院的结算单上没有统筹支付怎么办");
    await act("2025-03-12 10:05", (ctx) => answer(ctx, id, { body: "请拍下医保局的手工结算单。" }));
    const rows = (
      await as("county")("GET", `/inquiries/similar?text=${encodeURIComponent("跨省住院结算单")}`)
    ).body.rows;
    expect(rows[0]).toMatchObject({ id, kind: "question", answer: "请拍下医保局的手工结算单。" });
  });
});

test("statistics name what they divide by: in time ÷ all that were due", async () => {
  const { whole } = (await as("carer")("GET", "/inquiries/statistics?from=2025-03-01&until=2025-03-31")).body;
  expect(whole.due).toBeGreaterThanOrEqual(whole.inTime);
  expect(whole.due).toBeLessThanOrEqual(whole.n);
  const { rows } = await app.db.ownerPool.query(
    "select count(*)::int as n from question where city_id = $1 and first_answered_at <= first_due_at and first_due_at < '2025-04-01'",
    [cityId],
  );
  expect(whole.inTime).toBe(rows[0].n);
});
