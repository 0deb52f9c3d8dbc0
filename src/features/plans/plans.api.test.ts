import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes, texts } from "#main/features.ts";
import { reading, systemActor, writing } from "#platform/context.ts";
import { type Caller, type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedProvince, seedSession } from "#tests/support/city.ts";
import { planVersionOn, publishedVersions, publishPlan } from "./index.ts";

let app: TestApp;
let officer: Caller;
let colleague: Caller;
let administrator: Caller;
let clerk: Caller;

const shipped = readFileSync("plans/HN-INP-80/2025.1.yaml", "utf8");
const at = (version: string, part = "") => `/plans/HN-INP-80/versions/${version}${part}`;

beforeAll(async () => {
  app = await testApp(routes, texts);
  const { pool } = app.db;
  const office = await seedProvince(pool);
  const places = await seedCity(pool, 410900);
  await writing(pool, systemActor("test", 0), (ctx) => publishPlan(ctx, shipped, "plan.yaml"));
  const callerOf = async (role: Parameters<typeof seedSession>[2], city: number, place: string) =>
    app.as((await seedSession(pool, city, role, place)).token);
  officer = await callerOf("province_officer", 410000, office);
  colleague = await callerOf("province_officer", 410000, office);
  administrator = await callerOf("province_administrator", 410000, office);
  clerk = await callerOf("city_clerk", 410900, places.C ?? "");
});
afterAll(() => app.close());

const page = async (version: string, caller = officer) => (await caller("GET", at(version))).body;
const change = (from: string, to: string) => async (version: string) => {
  const { text, revision } = await page(version);
  expect(text).toContain(from);
  return officer("PUT", at(version, "/draft"), { revision, text: text.replace(from, to) });
};

describe("a version that is published", () => {
  test("shows its clauses, terms in words, and its examples with every step", async () => {
    const found = await page("2025.1", clerk);
    expect(found).toMatchObject({ state: "published", problems: [], lacks: [], allowed: [], revision: null });
    expect(found.clauses[3]).toMatchObject({ clause: "第四条", title: "会费和保障期" });
    expect(found.terms).toContainEqual({
      key: "benefits[inpatient].tiers[2].rate_bp",
      label: "互助金 inpatient · 分段 2 · 给付比例",
      value: "60%",
      clause: "第六条第1项",
    });
    expect(found.examples[0]).toMatchObject({ isRight: true, outcome: "给付1,050.00元" });
    expect(found.examples[0].steps.at(-1)).toMatchObject({ clause: "第七条", amount: "1,050.00" });
  });

  test("goes home as the file it was published from", async () => {
    expect((await clerk("GET", at("2025.1", "/file"))).raw.toString()).toBe(shipped);
  });

  test("is never changed, nor drafted over", async () => {
    const body = { revision: 1, text: shipped };
    expect((await officer("PUT", at("2025.1", "/draft"), body)).status).toBe(404);
    expect((await officer("POST", "/plans/drafts", { text: shipped })).body.code).toBe("plan_version_taken");
  });
});

describe("a new version", () => {
  test("begins as a copy of another, comments and all, and only its writers see it", async () => {
    const body = { code: "HN-INP-80", version: "2026.1", from: "2025.1" };
    expect((await officer("POST", "/plans/drafts", body)).body).toEqual({
      code: "HN-INP-80",
      version: "2026.1",
    });
    const { text, state, allowed } = await page("2026.1");
    expect([state, allowed]).toEqual(["draft", ["edit", "propose", "discard", "copy"]]);
    expect(text).toContain("# 郑州市");
    expect(text).toContain("version: '2026.1'");
    expect((await clerk("GET", at("2026.1"))).status).toBe(404);
    expect((await clerk("GET", "/plans/versions")).body.rows).toHaveLength(1);
    expect(
      (await officer("GET", "/plans/versions")).body.rows.map((row: { version: string }) => row.version),
    ).toEqual(expect.arrayContaining(["2025.1", "2026.1"]));
  });

  test("is saved with whatever is wrong with it, each problem at its place", async () => {
    const saved = await change("rate_bp: 6000", "rate_bp: 16000")("2026.1");
    expect(saved.body).toMatchObject({
      revision: 2,
      problems: [{ key: "benefits[0].tiers[1].rate_bp", text: "超过上限" }],
      examples: [],
    });
    const refused = await officer("POST", at("2026.1", "/proposal"), { revision: 2 });
    expect([refused.status, refused.body.code]).toEqual([400, "plan_file_wrong"]);
  });

  test("takes the form's values as well as a file, and keeps the comments of what stays", async () => {
    const { document, revision } = await page("2026.1");
    document.benefits[0].tiers[1].rate_bp = 6500;
    document.valid_from = "2026-01-01";
    const saved = await officer("PUT", at("2026.1", "/draft"), { revision, document });
    expect(saved.body.problems).toEqual([]);
    expect(saved.body.text).toContain("# 郑州市");
    // Examples say what the old rate paid: they come out otherwise, and say so.
    expect(saved.body.lacks).toContainEqual(
      "例子“基数正好20,000元：2,500元加9,000元”写的是给付11,500.00元，算出来是给付12,250.00元",
    );
    const refused = await officer("POST", at("2026.1", "/proposal"), { revision: saved.body.revision });
    expect(refused.body.code).toBe("plan_not_ready");
  });

  test("judged without saving answers the same and keeps nothing", async () => {
    const { revision, text } = await page("2026.1");
    const body = { revision, text: text.replace("period_months: 12", "period_months: 0") };
    const judged = await officer("PUT", `${at("2026.1", "/draft")}?dryRun=true`, body);
    expect(judged.body.problems).toMatchObject([{ key: "period_months" }]);
    expect((await page("2026.1")).text).toBe(text);
  });

  test("is not written over by who has not seen the last change, and keeps its name", async () => {
    const { revision, text } = await page("2026.1");
    const stale = await colleague("PUT", at("2026.1", "/draft"), { revision: revision - 1, text });
    expect([stale.status, stale.body.code]).toEqual([409, "plan_draft_changed_meanwhile"]);
    const renamed = await colleague("PUT", at("2026.1", "/draft"), {
      revision,
      text: text.replace("'2026.1'", "'2027.1'"),
    });
    expect(renamed.body.code).toBe("plan_draft_renamed");
    const broken = await colleague("PUT", at("2026.1", "/draft"), { revision, text: "code: [" });
    expect(broken.body.code).toBe("plan_file_wrong");
  });

  test("compared with the one before says what changed and what it does to the examples", async () => {
    const { body } = await officer("GET", `${at("2026.1", "/comparison")}?with=2025.1`);
    expect(
      body.terms.map(({ label, before, after }: Record<string, string>) => [label, before, after]),
    ).toEqual([
      ["启用日期", "2025-01-01", "2026-01-01"],
      ["互助金 inpatient · 分段 2 · 给付比例", "60%", "65%"],
    ]);
    expect(body.examples).toContainEqual({
      name: "基数正好20,000元：2,500元加9,000元",
      before: "给付11,500.00元",
      after: "给付12,250.00元",
      change: "750.00",
    });
  });

  test("is proposed by one and published by another", async () => {
    const { document, revision } = await page("2026.1");
    document.benefits[0].tiers[1].rate_bp = 6000;
    const saved = await officer("PUT", at("2026.1", "/draft"), { revision, document });
    expect(saved.body.lacks).toEqual([]);
    const seen = { revision: saved.body.revision };
    expect((await officer("POST", at("2026.1", "/publication"), seen)).body.code).toBe("plan_not_proposed");
    expect((await officer("POST", at("2026.1", "/proposal"), seen)).status).toBe(200);

    const proposed = await page("2026.1");
    expect(proposed).toMatchObject({ state: "proposed", allowed: ["return", "copy"] });
    const now = { revision: proposed.revision };
    const changed = await colleague("PUT", at("2026.1", "/draft"), { ...now, text: proposed.text });
    expect(changed.body.code).toBe("plan_draft_proposed");
    const own = await officer("POST", at("2026.1", "/publication"), now);
    expect([own.status, own.body.code]).toEqual([403, "plan_needs_second_person"]);

    expect(
      (await colleague("POST", at("2026.1", "/return"), { ...now, note: "启用日期再核对" })).status,
    ).toBe(200);
    const returned = await page("2026.1");
    expect(returned).toMatchObject({ state: "draft", returned: { note: "启用日期再核对" } });
    // Whoever changed it last does not publish it either, even where another one proposed it.
    const touched = await colleague("PUT", at("2026.1", "/draft"), {
      revision: returned.revision,
      text: returned.text,
    });
    const again = { revision: touched.body.revision };
    await officer("POST", at("2026.1", "/proposal"), again);
    const last = { revision: again.revision + 1 };
    expect((await colleague("POST", at("2026.1", "/publication"), last)).body.code).toBe(
      "plan_needs_second_person",
    );
    expect((await page("2026.1", administrator)).allowed).toEqual(["return", "publish", "copy"]);
    expect((await administrator("POST", at("2026.1", "/publication"), last)).status).toBe(200);

    expect(await page("2026.1", clerk)).toMatchObject({ state: "published", text: returned.text });
    const events = await app.db.ownerPool.query(
      "select event from audit_line where event like 'plan.%' and facts->>'version' = '2026.1' order by at, id",
    );
    expect(events.rows.map(({ event }) => event).at(-1)).toBe("plan.published");
  });

  test("pressed twice, or by two at once, is published once", async () => {
    const twice = await administrator("POST", at("2026.1", "/publication"), { revision: 9 });
    expect(twice.status).toBe(404);
  });

  test("from its first day is the version of new covers; covers from before keep theirs", async () => {
    const on = (day: string) =>
      reading(app.db.pool, systemActor("test", 410900), (ctx) =>
        planVersionOn(ctx, "HN-INP-80", day as never),
      );
    expect((await on("2025-12-31")).version).toBe("2025.1");
    expect((await on("2026-01-01")).version).toBe("2026.1");
  });
});

describe("a version is retired", () => {
  test("from a day that is not past, by who may; covers under it run on", async () => {
    const retire = (on: string, caller = administrator) =>
      caller("POST", at("2026.1", "/retirement"), { on });
    expect((await retire("2020-01-01")).body.code).toBe("retirement_in_the_past");
    expect((await clerk("POST", at("2026.1", "/retirement"), { on: "2099-01-01" })).status).toBe(403);
    expect((await retire("2099-01-01")).status).toBe(200);
    expect((await retire("2099-01-01")).body.code).toBe("plan_version_retired");
    const versions = await reading(app.db.pool, systemActor("test", 410900), (ctx) => publishedVersions(ctx));
    expect(versions.map(({ version, validUntil }) => [version, validUntil])).toEqual([
      ["2025.1", undefined],
      ["2026.1", "2099-01-01"],
    ]);
    expect(await page("2026.1", clerk)).toMatchObject({ state: "retired" });
  });
});

describe("a draft from a file", () => {
  test("takes what names its plan, problems and all; the rest is refused with line and key", async () => {
    const bare = readFileSync("tests/fixtures/claims/plans/X-OUT-45.yaml", "utf8").replace(
      "rate_bp: 3333",
      "rate_bp: -1",
    );
    const begun = await officer("POST", "/plans/drafts", { text: bare });
    expect(begun.body).toEqual({ code: "X-OUT-45", version: "2025.1" });
    const nameless = await officer("POST", "/plans/drafts", { text: "name: 无名" });
    expect(nameless.body).toMatchObject({
      code: "plan_file_wrong",
      facts: {
        problems: ["plan.yaml:1 code：缺少这一项（missing）", "plan.yaml:1 version：缺少这一项（missing）"],
      },
    });
    const found = (await officer("GET", "/plans/X-OUT-45/versions/2025.1")).body;
    expect(found.problems).toMatchObject([{ key: "benefits[0].tiers[0].rate_bp", line: 23 }]);
    const discarded = await officer("DELETE", "/plans/X-OUT-45/versions/2025.1/draft", {
      revision: found.revision,
    });
    expect(discarded.status).toBe(200);
    expect((await officer("GET", "/plans/X-OUT-45/versions/2025.1")).status).toBe(404);
  });

  test("from nothing says everything that is missing", async () => {
    await officer("POST", "/plans/drafts", { code: "NEW-1", version: "2026.1", name: "新计划" });
    const { problems, document } = (await officer("GET", "/plans/NEW-1/versions/2026.1")).body;
    expect(document.name).toBe("新计划");
    expect(problems.map(({ key }: { key: string }) => key)).toEqual([
      "source",
      "prices[0].cents",
      "benefits",
    ]);
    const schema = (await officer("GET", "/plans/schema")).body;
    expect(Object.keys(schema.properties)).toContain("benefits");
  });
});
