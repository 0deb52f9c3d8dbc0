import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import { consentText, followMerge, giveConsent, withdrawConsent } from "#features/members/index.ts";
import { type Actor, systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";
import { seedWorker, type Worker } from "#tests/support/member.ts";
import {
  decideRelief,
  giveOpinion,
  proposeRelief,
  setReliefBudget,
  settleRelief,
  takeHardshipList,
} from "./index.ts";

const cityId = 471_200;
let app: SeatedCity["app"];
let places: SeatedCity["places"];
let worker: Worker;
let as: SeatedCity["as"];

beforeAll(async () => {
  ({ app, places, as } = await seatedCity(cityId, {
    unit: ["unit_clerk", "U11"],
    other: ["unit_clerk", "U21"],
    county: ["county_clerk", "X1"],
    carer: ["city_carer", "C"],
    leader: ["leader", "C"],
  }));
  worker = await seedWorker(app.db.pool, cityId, places.U11 ?? "");
  await act("2025-03-03", "leader", (ctx) => setReliefBudget(ctx, 2025, yuan(10_000), "主席办公会第3号"));
});
afterAll(() => app.close());

const actor = (id: string): Actor => ({ ...systemActor("test", cityId), id, name: id });
const act = <T>(day: string, who: string, work: (ctx: WriteCtx) => Promise<T>) =>
  writing(app.db.pool, actor(who), work, { at: new Date(`${day}T10:00:00+08:00`) });
const payee = { name: "苏兰桂", account: "6222020000000000011", bankName: "工商银行" };
const propose = (day: string, more: object = {}) =>
  act(day, "proposer", (ctx) =>
    proposeRelief(ctx, {
      personId: worker.personId,
      route: "visit",
      cause: "accident",
      happenedOn: plainDate("2025-03-09"),
      isUrgent: true,
      reason: "周末骑车摔伤，家里只有一人挣钱。",
      cents: yuan(2_000),
      payee,
      ...more,
    }),
  );
const opine = (day: string, who: string, id: string, agrees = true) =>
  act(day, who, (ctx) => giveOpinion(ctx, id, agrees, agrees ? "情况属实，同意。" : "材料不全。"));
const page = async (id: string) => (await as("leader")("GET", `/relief/${id}`)).body;
const refused = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (thrown) => thrown.code ?? String(thrown),
  );

describe("an accident on Monday is money on Wednesday", () => {
  let id: string;

  test("proposed by the unit; two others agree the same day; the masked notice runs until Tuesday", async () => {
    id = await propose("2025-03-10");
    expect(await refused(opine("2025-03-10", "proposer", id))).toBe("proposer_gives_no_opinion");
    await opine("2025-03-10", "a", id);
    expect(await refused(opine("2025-03-10", "a", id))).toBe("opinion_given");
    expect(await page(id)).toMatchObject({ state: "proposed" });
    await opine("2025-03-10", "b", id);
    expect(await page(id)).toMatchObject({ state: "noticed", noticeUntil: "2025-03-11" });
  });

  test("not before Wednesday, not by the proposer, not while an objection stands open", async () => {
    const decide = (day: string, who: string) =>
      refused(act(day, who, (ctx) => decideRelief(ctx, id, true, "同意救助。")));
    expect(await decide("2025-03-11", "leader")).toBe("notice_runs");
    expect(await decide("2025-03-12", "proposer")).toBe("proposer_decides_nothing");
    const { body } = await as("county")("POST", `/relief/${id}/objections`, { words: "是不是重复救助？" });
    expect(await decide("2025-03-12", "leader")).toBe("objections_open");
    const answered = { words: "查过，没有重复。" };
    expect((await as("carer")("POST", `/relief-objections/${body.id}/answer`, answered)).status).toBe(200);
    expect(await decide("2025-03-12", "leader")).toBe("done");
    const { state } = await page(id);
    expect(state).toBe("paying");
    const { rows } = await app.db.ownerPool.query(
      "select purpose, fund, cents from payment where source_id = $1",
      [id],
    );
    expect(rows).toEqual([{ purpose: "relief", fund: "relief", cents: "200000" }]);
  });

  test("paid once, however often the bank's word is heard; the worker is told, without why", async () => {
    const { rows } = await app.db.ownerPool.query("select payment_id from relief_grant where id = $1", [id]);
    const settled = { paymentId: rows[0].payment_id, sourceId: id, on: plainDate("2025-03-12"), reason: "" };
    for (const _ of [1, 2])
      await act("2025-03-12", "bank", (ctx) => settleRelief(ctx, { ...settled, outcome: "paid" }));
    expect(await page(id)).toMatchObject({ state: "paid", paidOn: "2025-03-12" });
    const told = await app.db.ownerPool.query("select body from notice where source = 'relief'");
    expect(told.rows).toHaveLength(1);
    expect(told.rows[0].body).not.toContain("摔伤");
  });

  test("again within a year only with a reason", async () => {
    expect(await refused(propose("2025-04-10"))).toBe("relief_again_without_reason");
    expect(await refused(propose("2025-04-10", { againReason: "又住院，负担更重。" }))).toBe("done");
    expect(await refused(propose("2026-03-10"))).toBe("relief_again_without_reason"); // the one of April
  });
});

describe("the budget is held", () => {
  const ready = async (cents: number) => {
    const id = await propose("2025-05-12", { cents: yuan(cents), againReason: "另一件事。" });
    for (const who of ["a", "b"]) await opine("2025-05-12", who, id);
    return id;
  };
  const decide = (id: string) =>
    refused(act("2025-05-14", "leader", (ctx) => decideRelief(ctx, id, true, "同意救助。")));

  test("to the last cent, and not a cent more; two at once do not pass it together", async () => {
    const [first, second] = [await ready(8_000), await ready(8_000)];
    expect((await Promise.all([decide(first), decide(second)])).sort()).toEqual([
      "done",
      "relief_beyond_budget",
    ]);
    const { rows } = await app.db.ownerPool.query("select cents, committed_cents from relief_budget");
    expect(rows).toEqual([{ cents: "1000000", committed_cents: "1000000" }]);
    const lower = act("2025-05-14", "leader", (ctx) => setReliefBudget(ctx, 2025, yuan(9_999), "调整"));
    expect(await refused(lower)).toBe("budget_below_granted");
  });

  test("without a budget of the year nothing is granted", async () => {
    const id = await propose("2026-03-02", { againReason: "另一件事。" });
    for (const who of ["a", "b"]) await opine("2026-03-02", who, id);
    expect(await refused(act("2026-03-04", "l", (ctx) => decideRelief(ctx, id, true, "同意。")))).toBe(
      "relief_beyond_budget",
    );
  });
});

test("one who disagrees sends it back", async () => {
  const id = await propose("2025-06-02", { againReason: "另一件事。" });
  await opine("2025-06-02", "a", id, false);
  expect(await page(id)).toMatchObject({ state: "returned", decision: "材料不全。" });
});

test("a route must be true: no claim, no mark on a list", async () => {
  const more = { againReason: "另一件事。" };
  for (const route of ["paid_claim", "refused_claim", "hardship_list"])
    expect(await refused(propose("2025-06-02", { ...more, route }))).toBe("relief_source_wrong");
  expect(await refused(propose("2025-06-02", { ...more, payee: undefined }))).toBe("relief_payee_missing");
});

test("a unit proposes for its own people only; another unit sees nothing of it", async () => {
  const body = {
    personId: worker.personId,
    route: "visit",
    cause: "illness",
    happenedOn: "2025-03-01",
    reason: "家里两个病人，开销很大。",
    againReason: "又一次住院。",
    amount: "500.00",
    payee,
  };
  expect((await as("other")("POST", "/relief", body)).status).toBe(404);
  const made = await as("unit")("POST", "/relief", body);
  expect(made.status).toBe(200);
  expect((await as("unit")("GET", `/relief/${made.body.id}`)).body.reason).toContain("两个病人");
  expect((await as("other")("GET", `/relief/${made.body.id}`)).status).toBe(404);
  expect((await as("other")("GET", "/relief?show=all")).body.total).toBe(0);
  expect((await as("other")("GET", `/relief/people/${worker.personId}`)).status).toBe(404);
  expect((await as("unit")("GET", `/relief/people/${worker.personId}`)).body.grants.length).toBeGreaterThan(
    3,
  );
  expect((await as("unit")("GET", "/relief")).body.budget).toBeNull();
});

test("the notice names nobody in full and no illness", async () => {
  const { rows } = await app.db.ownerPool.query("select name from person where id = $1", [worker.personId]);
  const id = await propose("2025-03-20", { againReason: "另一件事。", reason: "查出肺癌，正在化疗。" });
  for (const who of ["a", "b"]) await opine("2025-03-20", who, id);
  await app.db.ownerPool.query("update relief_grant set notice_until = '2999-01-01' where id = $1", [id]);
  const text = (await app.app.inject({ method: "GET", url: `/public/relief/${cityId}` })).body;
  expect(text).toContain("公示到");
  expect(text).not.toContain(rows[0].name);
  expect(text).not.toMatch(/肺癌|化疗/);
});

describe("the hardship list", () => {
  const line = (number: string, name: string) => ({ name, number, category: "minimum_living" as const });
  const take = (hash: string, lines: Parameters<typeof takeHardshipList>[2]) =>
    act("2025-03-12", "carer", (ctx) => takeHardshipList(ctx, { title: `${hash}.xlsx`, hash }, lines));

  test("marks who agreed, counts the others, keeps nothing of them", async () => {
    const lines = [line(worker.idNumber, worker.name), line("410902199001015392", "没有这人")];
    expect(await take("h1", lines)).toEqual({ lines: 2, matched: 0, withoutConsent: 1, unknown: 1 });
    const said = { personId: worker.personId, purpose: "hardship_match", channel: "phone" } as const;
    await act("2025-03-12", "me", (ctx) =>
      giveConsent(ctx, { ...said, version: consentText("hardship_match")?.version ?? "" }),
    );
    expect(await take("h2", lines)).toMatchObject({ matched: 1, withoutConsent: 0 });
    expect(await refused(take("h2", lines))).toBe("hardship_list_taken");
    const { body } = await as("carer")("GET", "/relief/hardship");
    expect(body.rows).toHaveLength(1);
    expect((await as("unit")("GET", "/relief/hardship")).status).toBe(403);
    expect((await as("unit")("GET", `/relief/people/${worker.personId}`)).body.categories).toEqual([]);
    await act("2025-03-12", "me", (ctx) => withdrawConsent(ctx, said));
    expect(await take("h3", lines)).toMatchObject({ matched: 0, withoutConsent: 1 });
    const left = await act("2025-03-12", "x", (ctx) => sql`select from hardship_mark`.execute(ctx.db));
    expect(left.rows).toHaveLength(1);
  });
});

describe("money goes to whom it is for, and nobody learns more than they may", () => {
  const body = () => ({
    personId: worker.personId,
    route: "visit",
    cause: "illness",
    happenedOn: "2025-03-01",
    reason: "家里两个病人，开销很大。",
    againReason: "又一次住院。",
    amount: "500.00",
    payee,
  });

  test("a clerk cannot send it to an account in another name, neither at first nor when it is put right", async () => {
    const theirs = { ...payee, name: "经办人" };
    expect((await as("unit")("POST", "/relief", { ...body(), payee: theirs })).body.code).toBe(
      "relief_payee_not_theirs",
    );
    const { id } = (await as("unit")("POST", "/relief", body())).body;
    await app.db.ownerPool.query(
      "update relief_grant set state = 'payment_failed', payment_id = id, notice_until = '2025-01-01', decided_on = '2025-01-02' where id = $1",
      [id],
    );
    expect((await as("unit")("POST", `/relief/${id}/payee`, theirs)).body.code).toBe(
      "relief_payee_not_theirs",
    );
  });

  test("a unit does not find out by trying, or by looking, who stands on the hardship list", async () => {
    const line = { name: worker.name, number: worker.idNumber, category: "other" as const };
    await act("2025-03-12", "me", (ctx) =>
      giveConsent(ctx, {
        personId: worker.personId,
        purpose: "hardship_match",
        channel: "phone",
        version: consentText("hardship_match")?.version ?? "",
      }),
    );
    await act("2025-03-12", "carer", (ctx) =>
      takeHardshipList(ctx, { title: "名单", hash: "probe" }, [line]),
    );
    const probe = { ...body(), route: "hardship_list" };
    expect((await as("unit")("POST", "/relief", probe)).body.code).toBe("relief_source_wrong");
    const { id } = (await as("carer")("POST", "/relief", probe)).body;
    expect((await as("carer")("GET", `/relief/${id}`)).body.route).toBe("hardship_list");
    expect((await as("unit")("GET", `/relief/${id}`)).body.route).toBeNull();
    expect(JSON.stringify((await as("unit")("GET", "/relief?show=all")).body)).not.toContain("hardship_list");
  });

  test("an objection is answered by those in whose part it lies", async () => {
    const id = await propose("2025-03-20", { againReason: "另一件事。" });
    for (const who of ["a", "b"]) await opine("2025-03-20", who, id);
    const noted = (await as("county")("POST", `/relief/${id}/objections`, { words: "不该给。" })).body;
    const answer = { words: "查过了，该给。" };
    expect((await as("other")("POST", `/relief-objections/${noted.id}/answer`, answer)).status).toBe(404);
    expect((await as("county")("POST", `/relief-objections/${noted.id}/answer`, answer)).status).toBe(200);
  });

  test("two who propose for one person at once: the second is asked for a reason", async () => {
    const fresh = await seedWorker(app.db.pool, cityId, places.U11 ?? "");
    const one = () => refused(propose("2025-03-21", { personId: fresh.personId }));
    expect((await Promise.all([one(), one()])).sort()).toEqual(["done", "relief_again_without_reason"]);
  });

  test("helped in a unit they have left, or under a record that was merged: counted all the same", async () => {
    const [left, kept] = [
      await seedWorker(app.db.pool, cityId, places.U21 ?? ""),
      await seedWorker(app.db.pool, cityId, places.U11 ?? ""),
    ];
    expect(await refused(propose("2026-11-20", { personId: left.personId }))).toBe("done");
    await app.db.ownerPool.query("update person set organisation_id = $2 where id = $1", [
      left.personId,
      places.U11,
    ]);
    const again = { ...body(), personId: left.personId, againReason: undefined };
    expect((await as("unit")("POST", "/relief", again)).body.code).toBe("relief_again_without_reason");
    await act("2026-11-20", "merger", (ctx) => followMerge(ctx, kept.personId, left.personId));
    expect((await as("carer")("GET", `/relief/people/${kept.personId}`)).body.grants).toHaveLength(1);
  });
});
