import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PlainDate, plainDate } from "#core/dates.ts";
import { openDuty } from "#features/duties/index.ts";
import { setTargets, takeStandings } from "#features/targets/index.ts";
import { reading, systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";
import { seedMember } from "#tests/support/member.ts";
import { scoreInputs } from "./queries/inputs.ts";
import { sheetOf } from "./rules/score.ts";

const cityId = 472_700;
let app: SeatedCity["app"];
let places: SeatedCity["places"];
let as: SeatedCity["as"];
let worker: Awaited<ReturnType<typeof seedMember>>;

beforeAll(async () => {
  ({ app, places, as } = await seatedCity(cityId, {
    unit: ["unit_clerk", "U11"],
    other: ["unit_clerk", "U21"],
    county: ["county_clerk", "X1"],
    office: ["city_mobiliser", "C"],
    second: ["city_mobiliser", "C"],
    cashier: ["city_cashier", "C"],
  }));
  worker = await seedMember(app.db.pool, cityId, places.U11 ?? "");
});
afterAll(() => app.close());

const at = (code: string) => places[code] ?? "";
const act = <T>(day: string, work: (ctx: WriteCtx) => Promise<T>) =>
  writing(app.db.pool, systemActor("test", cityId), work, { at: new Date(`${day}T02:00:00Z`) });
const day = (text: string): PlainDate => plainDate(text);

describe("innovation cases", () => {
  let id = "";
  const told = { title: "班前十分钟讲互助", body: "每周一班前十分钟，讲一个申领的例子。" };
  const submit = (who: string, code: string) =>
    as(who)("POST", "/innovation-cases", { ...told, organisationId: at(code) });

  test("a unit tells of its own, not of another's; the office sends it back only with a reason, then accepts and publishes", async () => {
    expect((await submit("unit", "U21")).body.code).toBe("organisation_unknown");
    id = (await submit("unit", "U11")).body.id;
    const check = (body: object) => as("office")("POST", `/innovation-cases/${id}/check`, body);
    expect((await check({ accepts: false })).body.code).toBe("case_reason_missing");
    expect((await check({ accepts: false, reason: "请写清楚效果" })).status).toBe(200);
    expect((await check({ accepts: true })).body.code).toBe("case_not_open");
    expect((await as("office")("POST", `/innovation-cases/${id}/publication`, {})).body.code).toBe(
      "case_not_open",
    );
    expect((await as("other")("POST", `/innovation-cases/${id}/resubmission`, told)).body.code).toBe(
      "case_unknown",
    );
    expect((await as("unit")("POST", `/innovation-cases/${id}/resubmission`, told)).status).toBe(200);
    expect((await check({ accepts: true })).status).toBe(200);
    expect((await as("other")("GET", `/innovation-cases/${id}`)).body.code).toBe("case_unknown");
    expect((await as("other")("GET", "/innovation-cases")).body.total).toBe(0);
    expect((await as("office")("POST", `/innovation-cases/${id}/publication`, {})).status).toBe(200);
    expect((await as("other")("GET", "/innovation-cases")).body.total).toBe(1);
  });

  test("another adopts it once, not its owner; the rate has its denominator", async () => {
    const adopt = (who: string, code: string, since = "2025-03-01") =>
      as(who)("POST", `/innovation-cases/${id}/adoptions`, { organisationId: at(code), since });
    expect((await adopt("unit", "U11")).body.code).toBe("case_of_ones_own");
    expect((await adopt("other", "U11")).body.code).toBe("organisation_unknown");
    expect((await adopt("other", "U21", "2099-01-01")).body.code).toBe("day_to_come");
    expect((await adopt("other", "U21")).status).toBe(200);
    expect((await adopt("other", "U21")).body.code).toBe("case_adopted_already");
    expect((await as("unit")("GET", `/innovation-cases/${id}`)).body).toMatchObject({
      adoptions: 1,
      rate: { adopters: 1, organisations: 6 },
      allowed: [],
    });
    expect((await as("office")("GET", "/innovation-cases")).body).toMatchObject({
      counts: { published: 1, adoptions: 1 },
      rate: { adopters: 1, organisations: 7 },
    });
  });

  test("a visit is seen by its host and its guests, not by others", async () => {
    const visit = { words: "看班前十分钟", heldOn: "2025-03-02" };
    const made = await as("office")("POST", "/site-visits", {
      ...visit,
      organisationId: at("U12"),
      guestIds: [at("U11"), at("U12")],
    });
    expect(made.status).toBe(200);
    expect((await as("unit")("GET", "/innovation-cases")).body.visits).toMatchObject([{ guests: 1 }]);
    expect((await as("other")("GET", "/innovation-cases")).body.visits).toEqual([]);
  });
});

describe("score sheets", () => {
  const inputsOf = async () =>
    (
      await app.db.ownerPool.query(
        `select id, organisation_id, inputs, score, weight, taken_at from score_sheet where city_id = $1 order by organisation_id`,
        [cityId],
      )
    ).rows;

  test("worked out of the records of a day that is over; by hand 0 of 40 and 7.50 of 15 are 13.63 of 100", async () => {
    await act("2025-01-05", (ctx) =>
      setTargets(
        ctx,
        2025,
        "people",
        ["C", "X1", "X2", "U11", "U12", "U21"].map((code) => ({ organisationId: at(code), goal: 100 })),
      ),
    );
    await act("2025-03-01", (ctx) => takeStandings(ctx, day("2025-02-28")));
    const kind = { code: "test.thing", name: "试", permission: "duties.manage" } as const;
    const owe = (due: string) => (ctx: WriteCtx) =>
      openDuty(ctx, kind, {
        organisationId: at("U11"),
        sourceId: crypto.randomUUID(),
        title: "试",
        link: "/duties",
        clock: { by: day(due) },
      });
    await act("2025-02-01", owe("2025-02-10"));
    await act("2025-02-01", owe("2025-02-11"));
    await act("2025-02-01", owe("2025-03-01"));
    await app.db.ownerPool.query(
      `update duty set state = 'done', closed_at = first_due_at, closed_by_name = '试' where city_id = $1
        and kind = 'test.thing' and first_due_at < '2025-02-11T00:00:00+08:00'`,
      [cityId],
    );
    expect((await as("unit")("POST", "/score-sheets", { asOf: "2025-02-28" })).status).toBe(403);
    expect((await as("office")("POST", "/score-sheets", { asOf: "2099-02-28" })).body.code).toBe(
      "score_day_not_over",
    );
    expect((await as("office")("POST", "/score-sheets", { asOf: "2023-02-28" })).body.code).toBe(
      "scores_without_targets",
    );
    expect((await as("office")("POST", "/score-sheets", { asOf: "2025-02-28" })).body).toEqual({ sheets: 5 });
    expect((await as("office")("POST", "/score-sheets", { asOf: "2025-02-28" })).body.code).toBe(
      "scores_taken",
    );
    const list = (await as("office")("GET", "/score-sheets")).body;
    expect(list).toMatchObject({ total: 3, asOf: "2025-02-28" });
    const own = list.rows.find((row: { organisationId: string }) => row.organisationId === at("U11"));
    expect(own).toMatchObject({ score: 1_363, weight: 55 });
    const page = (await as("unit")("GET", `/score-sheets/${own.id}`)).body;
    const part = (code: string) => page.parts.find((each: { part: string }) => each.part === code);
    expect(part("service")).toMatchObject({ got: "1", of: "2", points: 750 });
    expect(part("awareness")).toMatchObject({ got: null, points: null });
    expect(part("coverage")).toMatchObject({ got: "0", of: "5900", points: 0 });
    const county = (await as("office")("GET", "/score-sheets?level=unions")).body.rows;
    expect(county.map((row: { organisationId: string }) => row.organisationId).sort()).toEqual(
      [at("X1"), at("X2")].sort(),
    );
  });

  test("recomputed from the records of then, all sheets are the same, whatever came to be known since", async () => {
    await act("2025-03-20", (ctx) => takeStandings(ctx, day("2025-02-20")));
    const kept = await inputsOf();
    const again = await reading(app.db.pool, systemActor("test", cityId), (ctx) =>
      scoreInputs(ctx, day("2025-02-28"), kept[0].taken_at),
    );
    expect(kept).toHaveLength(5);
    expect(again.map(({ inputs }) => inputs)).toEqual(kept.map(({ inputs }) => inputs));
    for (const { inputs, score, weight } of kept) expect(sheetOf(inputs)).toMatchObject({ score, weight });
  });

  test("a sheet cannot be changed in the database, and another unit sees none of it", async () => {
    const [sheet] = await inputsOf();
    await expect(
      writing(app.db.pool, systemActor("test", cityId), (ctx) =>
        import("kysely").then(({ sql }) => sql`update score_sheet set score = 1`.execute(ctx.db)),
      ),
    ).rejects.toThrow(/permission denied/);
    expect((await as("unit")("GET", "/score-sheets")).body).toMatchObject({ total: 1 });
    const others = (await inputsOf()).find(({ organisation_id }) => organisation_id === at("U21"));
    expect((await as("unit")("GET", `/score-sheets/${others.id}`)).body.code).toBe("sheet_unknown");
    expect((await as("county")("GET", `/score-sheets/${others.id}`)).body.code).toBe("sheet_unknown");
    expect(sheet).toBeDefined();
  });

  test("weights hold from a day on, and are 100 together", async () => {
    const rule = { coverage: 50, funding: 10, service: 10, awareness: 10, inspection: 10, innovation: 10 };
    const set = (more: object) =>
      as("office")("POST", "/score-rules", { ...rule, validFrom: "2025-04-01", ...more });
    expect((await set({ coverage: 51 })).body.code).toBe("score_rule_not_100");
    expect((await set({})).status).toBe(200);
    const of = async (on: string) =>
      (
        await reading(app.db.pool, systemActor("test", cityId), (ctx) =>
          scoreInputs(ctx, day(on), new Date()),
        )
      )[0]?.inputs.rule.coverage;
    expect([await of("2025-03-31"), await of("2025-04-01")]).toEqual([40, 50]);
  });

  test("an incentive is noted once of each kind", async () => {
    const [{ id }] = (await as("office")("GET", "/score-sheets")).body.rows;
    const give = (kind: string) =>
      as("office")("POST", `/score-sheets/${id}/incentives`, { kind, words: "补助", on: "2025-03-03" });
    expect((await give("funds")).status).toBe(200);
    expect((await give("funds")).body.code).toBe("incentive_given_already");
    expect((await give("honour")).status).toBe(200);
    expect((await as("office")("GET", `/score-sheets/${id}`)).body.incentives).toHaveLength(2);
  });
});

describe("model units", () => {
  let modelId = "";
  const publish = (who: string) => as(who)("POST", `/model-units/${modelId}/publication`, {});
  const setNotice = (until: string) =>
    app.db.ownerPool.query(`update model_unit set notice_until = ${until} where city_id = $1`, [cityId]);
  const today = "(now() at time zone 'Asia/Shanghai')::date";
  const shown = async () => (await as("office")("GET", "/model-units")).body.rows[0];

  test("chosen from the sheet of a unit, on public notice at once", async () => {
    const unions = (await as("office")("GET", "/score-sheets?level=unions")).body.rows;
    const propose = (sheetId: string) =>
      as("office")("POST", "/model-units", { sheetId, reason: "进度快，举措实" });
    expect((await propose(unions[0].id)).body.code).toBe("sheet_of_no_unit");
    const units = (await as("office")("GET", "/score-sheets")).body.rows;
    const own = units.find((row: { organisationId: string }) => row.organisationId === at("U11"));
    modelId = (await propose(own.id)).body.id;
    expect((await propose(own.id)).body.code).toBe("model_already");
    const page = await app.app.inject({ method: "GET", url: `/public/honours/${cityId}` });
    expect(page.body).toContain("进度快，举措实");
  });

  test("anybody of the city objects while it is on notice, a worker too; the unit concerned does not see who", async () => {
    const object = (who: string) =>
      as(who)("POST", `/model-units/${modelId}/objections`, { words: "名单有重复" });
    await setNotice(`${today} - 1`);
    expect((await object("other")).body.code).toBe("model_notice_over");
    await setNotice(today);
    expect((await object("other")).status).toBe(200);
    expect((await object("cashier")).status).toBe(200);
    const mine = app.as(worker.token);
    expect(
      (await mine("POST", `/me/model-units/${modelId}/objections`, { words: "我没有参加" })).status,
    ).toBe(200);
    expect((await mine("GET", "/me/model-units")).body.rows[0].objections).toEqual([
      { words: "我没有参加", answer: null },
    ]);
    const seen = async (who: string) => (await as(who)("GET", "/model-units")).body.rows[0].objections.length;
    expect([await seen("unit"), await seen("other"), await seen("office")]).toEqual([0, 1, 3]);
  });

  test("published by another person, the day after the notice, when all is answered", async () => {
    expect((await publish("second")).body.code).toBe("model_notice_runs");
    await setNotice(`${today} - 1`);
    expect((await publish("second")).body.code).toBe("model_objections_open");
    for (const { id } of (await shown()).objections)
      expect(
        (await as("office")("POST", `/model-objections/${id}/answer`, { words: "已核对，没有重复" })).status,
      ).toBe(200);
    expect((await publish("office")).body.code).toBe("proposer_publishes_nothing");
    expect((await publish("unit")).status).toBe(403);
    expect((await publish("second")).status).toBe(200);
    expect((await publish("second")).body.code).toBe("model_not_open");
    expect((await as("other")("GET", "/model-units")).body.rows[0]).toMatchObject({
      state: "published",
      score: null,
    });
  });

  test("praise of somebody: an organisation or a donor by name; what is not public is not on the page", async () => {
    const praise = (more: object) =>
      as("office")("POST", "/commendations", {
        kind: "donor",
        reason: "捐款",
        on: "2026-11-02",
        isPublic: true,
        ...more,
      });
    expect((await praise({})).body.code).toBe("commendation_of_whom");
    expect((await praise({ kind: "unit", donorName: "爱心企业" })).body.code).toBe("commendation_of_whom");
    expect((await praise({ donorName: "爱心企业" })).status).toBe(200);
    expect((await praise({ donorName: "不愿公开者", isPublic: false })).status).toBe(200);
    expect((await as("unit")("GET", "/commendations")).body.total).toBe(1);
    expect((await as("office")("GET", "/commendations")).body.total).toBe(2);
    expect(
      (
        await app.db.ownerPool.query("select count(*)::int as n from commendation where city_id = $1", [
          cityId,
        ])
      ).rows[0].n,
    ).toBe(2);
    const page = await (await app.app.inject({ method: "GET", url: `/public/honours/${cityId}` })).body;
    expect([page.includes("爱心企业"), page.includes("不愿公开者")]).toEqual([true, false]);
  });
});
