import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays, dayInChina, plainDate } from "#core/dates.ts";
import { systemActor, writing } from "#platform/context.ts";
import { type Caller, type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedSession } from "#tests/support/city.ts";
import { applyDueMoves, organisationsIn } from "./index.ts";
import { organisationRoutes } from "./routes/index.ts";
import { organisationTexts } from "./text.ts";

let app: TestApp;
let places: Record<string, string>;
let clerk: Caller;
let county: Caller;
let unit: Caller;
const at = (code: string): string => places[code] ?? "";
const cityId = 410900;
const today = dayInChina(new Date());

beforeAll(async () => {
  app = await testApp(organisationRoutes, organisationTexts);
  places = await seedCity(app.db.pool, cityId);
  const session = async (role: "city_clerk" | "county_clerk" | "unit_clerk", place: string) =>
    app.as((await seedSession(app.db.pool, cityId, role, at(place))).token);
  [clerk, county, unit] = await Promise.all([
    session("city_clerk", "C"),
    session("county_clerk", "X1"),
    session("unit_clerk", "U11"),
  ]);
});
afterAll(() => app.close());

const codes = async (who: Caller, query = "") =>
  (await who("GET", `/organisations${query}`)).body.rows.map((row: { code: string }) => row.code.slice(2));

describe("the list of units", () => {
  test("shows one's part of the tree, by number, with an exact total", async () => {
    expect(await codes(clerk)).toEqual(["U01", "U11", "U12", "U21", "U22"]);
    expect(await codes(county)).toEqual(["U11", "U12"]);
    expect(await codes(unit)).toEqual(["U11"]);
    const page = await clerk("GET", "/organisations?limit=2");
    expect(page.body).toMatchObject({ total: 5, next: "09U11" });
    expect(await codes(clerk, "?limit=2&after=09U11")).toEqual(["U12", "U21"]);
  });

  test("filters by union, category and words, and exports exactly that", async () => {
    expect(await codes(clerk, `?unionId=${at("X2")}`)).toEqual(["U21", "U22"]);
    expect(await codes(clerk, "?category=municipal")).toEqual(["U01"]);
    expect(await codes(clerk, `?q=${encodeURIComponent("单位 12 号")}`)).toEqual(["U12"]);
    const file = await clerk("GET", `/organisations/export?format=csv&unionId=${at("X2")}`);
    const text = file.raw.toString();
    expect(text).toContain("09单位21号有限公司");
    expect(text).not.toContain("09单位11号有限公司");
    expect((await clerk("GET", "/organisations/export")).raw.subarray(0, 2).toString()).toBe("PK");
  });

  test("masks account and phone, and shows them for a purpose", async () => {
    const page = await unit("GET", `/organisations/${at("U11")}`);
    expect(page.body).toMatchObject({ accountNo: "4100********0011", phone: "139****5678", allowed: [] });
    const shown = await clerk("POST", `/organisations/${at("U11")}/unmask/account`, {
      purpose: "核对来款",
    });
    expect(shown.body).toEqual({ value: "4100090000000011" });
    expect((await unit("GET", `/organisations/${at("U12")}`)).status).toBe(404);
  });
});

describe("a move", () => {
  const move = (body: object, id = at("U22")) => clerk("POST", `/organisations/${id}/move`, body);

  test("takes effect at once, with everything that depends on it", async () => {
    expect((await move({ parentId: at("X1"), from: today, reason: "调整隶属" })).body.outcome).toBe("moved");
    expect(await codes(county)).toEqual(["U11", "U12", "U22"]);
    const page = await clerk("GET", `/organisations/${at("U22")}`);
    expect(page.body.unionName).toBe("09第1县总工会");
    expect(page.body.moves).toHaveLength(2);
  });

  test("of a day to come waits for that day", async () => {
    const tomorrow = addDays(today, 1);
    expect((await move({ parentId: at("X2"), from: tomorrow, reason: "调回" })).body.outcome).toBe("planned");
    expect(await codes(county)).toContain("U22");
    await writing(app.db.pool, systemActor("test", cityId), applyDueMoves, {
      at: new Date(Date.now() + 86_400_000),
    });
    expect(await codes(county)).not.toContain("U22");
  });

  test("never makes a circle, and keeps kinds where they belong", async () => {
    const into = await move({ parentId: at("X1"), from: today, reason: "试一试" }, at("X1"));
    expect(into.body.code).toBe("moved_into_itself");
    const under = await move({ parentId: at("U11"), from: today, reason: "试一试" });
    expect(under.body.code).toBe("new_parent_kind_wrong");
  });

  test("a joint union takes its units along", async () => {
    const made = await clerk("POST", "/organisations", {
      code: "J1",
      name: "新业态联合工会",
      kind: "joint_union",
      parentCode: "09X1",
      noUsccReason: "joint_union",
    });
    await clerk("POST", "/organisations", {
      code: "J1U1",
      name: "外卖站点",
      kind: "member_unit",
      parentCode: "J1",
    });
    await move({ parentId: at("X2"), from: today, reason: "属地调整" }, made.body.id);
    const found = await writing(app.db.pool, systemActor("test", cityId), (ctx) =>
      organisationsIn(ctx, { codes: ["J1U1"] }),
    );
    expect(found[0]).toMatchObject({ unionCode: "09X2", parentId: made.body.id });
  });
});

test("a category and a label hold from their day", async () => {
  const from = plainDate("2025-03-01");
  const id = at("U12");
  await clerk("POST", `/organisations/${id}/category`, { category: "municipal", from });
  await clerk("POST", `/organisations/${id}/labels`, { label: "scale", value: "large", from });
  const odd = await clerk("POST", `/organisations/${id}/labels`, { label: "scale", value: "huge", from });
  expect(odd.body.code).toBe("label_value_unknown");
  const on = (day: string) =>
    writing(app.db.pool, systemActor("test", cityId), async (ctx) =>
      (await organisationsIn(ctx, { ids: [id], on: plainDate(day) })).map((found) => found.category),
    );
  expect(await on("2025-02-28")).toEqual(["county"]);
  expect(await on("2025-03-01")).toEqual(["municipal"]);
  expect((await clerk("GET", `/organisations/${id}`)).body.labels).toMatchObject([
    { label: "scale", value: "large" },
  ]);
});

describe("a unit registers itself", () => {
  const nobody: Caller = (method, path, body) => app.as()(method, path, body);

  test("step by step, is told all that is missing at once, comes back with reasons, and is taken in", async () => {
    const choices = await nobody("GET", `/registration/places?cityId=${cityId}`);
    expect(choices.body.unions.map((union: { name: string }) => union.name)).toContain("09第1县总工会");
    const begun = await nobody("POST", "/registration", {
      cityId,
      name: "濮阳市示范食品有限公司",
      kind: "member_unit",
      parentId: at("X1"),
    });
    const { token, id } = begun.body;
    const save = (step: number, change: object) => nobody("PUT", "/registration", { token, step, ...change });
    const submit = () => nobody("POST", "/registration/submission", { token });
    expect((await submit()).body).toMatchObject({
      code: "registration_incomplete",
      facts: { missing: ["uscc", "staff", "account", "contact", "phone"] },
    });
    const second = await save(2, { uscc: "81410900mc0000012h", staff: 80 });
    expect(second.body).toMatchObject({ usccFinding: "uscc_check", uscc: "81410900MC0000012H" });
    expect((await save(3, { phone: "1389456410" })).body.problems[0].message).toContain("11位");
    await save(3, {
      usccConfirmed: true,
      accountName: "濮阳市示范食品有限公司",
      accountNo: "4100 1500 0000 1234",
      contact: "李四",
      phone: "139 1234 5678",
    });
    expect((await submit()).body).toMatchObject({ state: "submitted", isOpen: false, missing: [] });
    expect((await save(1, { name: "改个名字试试" })).body.code).toBe("registration_closed");

    expect((await unit("GET", "/registrations")).status).toBe(403);
    expect((await county("GET", "/registrations")).body.rows).toHaveLength(1);
    expect((await county("POST", `/registrations/${id}/approval`, { category: "county" })).status).toBe(403);
    await clerk("POST", `/registrations/${id}/return`, { reasons: ["staff_implausible", "account_differs"] });
    const returned = await nobody("POST", "/registration/open", { token });
    expect(returned.body).toMatchObject({
      state: "returned",
      isOpen: true,
      reasons: ["staff_implausible", "account_differs"],
    });
    await save(2, { staff: 90 });
    await submit();
    const approved = await clerk("POST", `/registrations/${id}/approval`, { category: "county" });
    expect(approved.body.code).toMatch(/^U\d{3}$/);
    expect((await county("GET", `/organisations/${approved.body.unitId}`)).body).toMatchObject({
      name: "濮阳市示范食品有限公司",
      staff: 90,
      usccConfirmed: true,
      category: "county",
      accountNo: "4100********1234",
    });
    expect((await nobody("POST", "/registration/open", { token })).body.mayOpenAccount).toBe(true);
  });

  test("one that looks like another is taken in only when somebody says that it is not", async () => {
    const invited = await county("POST", "/registrations", {
      name: "09单位11号有限公司工会",
      parentId: at("X1"),
    });
    const { token, id } = invited.body;
    await nobody("PUT", "/registration", {
      token,
      step: 3,
      noUsccReason: "platform_workers",
      staff: 5,
      payer: "member",
      contact: "王五",
      phone: "13912345678",
    });
    const seen = await nobody("POST", "/registration/open", { token });
    expect(seen.body.twinBy).toBe("name");
    await nobody("POST", "/registration/submission", { token });
    const refused = await clerk("POST", `/registrations/${id}/approval`, { category: "county" });
    expect(refused.body).toMatchObject({
      code: "registration_twin",
      title: expect.stringContaining("09单位11号有限公司"),
    });
    expect(
      (await clerk("POST", `/registrations/${id}/approval`, { category: "county", isNoTwin: true })).status,
    ).toBe(200);
  });

  test("a county does not invite under another county, and a wrong link opens nothing", async () => {
    const outside = await county("POST", "/registrations", { name: "别处的单位", parentId: at("X2") });
    expect(outside.body.code).toBe("new_parent_unknown");
    expect((await nobody("POST", "/registration/open", { token: "410900.nonsense" })).body.code).toBe(
      "link_unknown",
    );
  });
});
