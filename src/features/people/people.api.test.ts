import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { systemActor, writing } from "#platform/context.ts";
import { type Caller, type TestApp, testApp, testVault } from "#tests/support/app.ts";
import { seedCity, seedSession } from "#tests/support/city.ts";
import { addPeople, employPeople, type NewPerson, peopleByNumbers } from "./index.ts";
import { peopleRoutes } from "./routes.ts";
import { peopleTexts } from "./text.ts";

let app: TestApp;
let places: Record<string, string>;
let clerk: Caller;
let reviewer: Caller;
let unitClerk: Caller;
const at = (code: string): string => places[code] ?? "";
const cityId = 410900;

const person = (name: string, number: string, unit: string): NewPerson => ({
  id: newId(),
  name,
  sex: "male",
  bornOn: plainDate("1985-06-15"),
  organisationId: at(unit),
  kind: "resident_id",
  numberSealed: testVault.seal(number),
  numberIndex: testVault.blindIndex(number),
  phoneSealed: testVault.seal("13912345678"),
});

const add = (...people: NewPerson[]) =>
  writing(app.db.pool, systemActor("test", cityId), (ctx) => addPeople(ctx, people));

beforeAll(async () => {
  app = await testApp(peopleRoutes, peopleTexts);
  places = await seedCity(app.db.pool, cityId);
  const session = async (role: "city_clerk" | "city_reviewer" | "unit_clerk", place: string) =>
    app.as((await seedSession(app.db.pool, cityId, role, at(place))).token);
  [clerk, reviewer, unitClerk] = await Promise.all([
    session("city_clerk", "C"),
    session("city_reviewer", "C"),
    session("unit_clerk", "U11"),
  ]);
  await add(
    person("王伟", "41000019850615123X", "U11"),
    person("王小伟", "410000199001010022", "U11"),
    person("欧阳王伟", "410000197006150033", "U12"),
    person("买买提·吐尔逊", "810000199408230021", "U21"),
    person("李\\强", "830000199201300022", "U21"),
  );
});
afterAll(() => app.close());

const search = (who: Caller, text: string, more = {}) => who("POST", "/people/search", { text, ...more });
const names = async (who: Caller, text: string) =>
  (await search(who, text)).body.rows.map((row: { name: string }) => row.name).sort();

describe("searching", () => {
  test("finds a part of a name wherever it stands", async () => {
    expect(await names(clerk, "王")).toEqual(["欧阳王伟", "王伟", "王小伟"].sort());
    expect(await names(clerk, "伟")).toEqual(["欧阳王伟", "王伟", "王小伟"].sort());
    expect(await names(clerk, "王 伟")).toEqual(["欧阳王伟", "王伟"].sort());
    expect(await names(clerk, "吐尔")).toEqual(["买买提·吐尔逊"]);
    expect(await names(clerk, "李\\")).toEqual(["李\\强"]);
    expect(await names(clerk, "%")).toEqual([]);
  });

  test("finds a whole identity number, however it is typed, and no part of one", async () => {
    expect(await names(clerk, "410000 1985 0615 123x")).toEqual(["王伟"]);
    expect(await names(clerk, "41000019850615")).toEqual([]);
  });

  test("shows numbers masked", async () => {
    const reply = await search(clerk, "王小伟");
    expect(reply.body.rows[0]).toMatchObject({ idNumber: "410000********0022", phone: "139****5678" });
  });

  test("pages by key with an exact total", async () => {
    const first = await search(clerk, "伟", { limit: 2 });
    expect(first.body).toMatchObject({ total: 3, rows: [{}, {}] });
    const second = await search(clerk, "伟", { limit: 2, after: first.body.next });
    expect(second.body).toMatchObject({ total: 3, next: null, rows: [{}] });
  });

  test("a unit finds its own people only, by name and by number", async () => {
    expect(await names(unitClerk, "伟")).toEqual(["王伟", "王小伟"].sort());
    expect(await names(unitClerk, "410000197006150033")).toEqual([]);
  });
});

test("numbers are shown in full for a purpose, on record", async () => {
  const found = await search(clerk, "王小伟");
  const { id } = found.body.rows[0];
  expect((await unitClerk("POST", `/people/${id}/unmask/number`, { purpose: "联系本人" })).status).toBe(403);
  const shown = await clerk("POST", `/people/${id}/unmask/number`, { purpose: "核对名册" });
  expect(shown.body).toEqual({ value: "410000199001010022" });
  const { rows } = await app.db.ownerPool.query(
    "select facts from audit_line where event = 'person.unmasked'",
  );
  expect(rows).toEqual([{ facts: { personId: id, field: "number", purpose: "核对名册" } }]);
});

describe("two records of one person", () => {
  test("are merged by two people, and nothing is lost", async () => {
    const a = person("赵一", "410000196501010011", "U11");
    const b = person("赵一", "410000196501010038", "U12");
    await add(a, b);
    const proposed = await clerk("POST", "/people-merges", {
      keptId: a.id,
      mergedId: b.id,
      reason: "同一人",
    });
    const decide = (who: Caller) =>
      who("POST", `/people-merges/${proposed.body.id}/decision`, { decision: "merge" });
    expect((await decide(clerk)).body.code).toBe("merge_own_proposal");
    expect((await reviewer("GET", "/people-merges")).body.rows).toHaveLength(1);
    expect((await decide(reviewer)).status).toBe(200);
    expect((await decide(reviewer)).body.code).toBe("merge_decided");
    const page = await clerk("GET", `/people/${a.id}`);
    expect(page.body.identifiers).toHaveLength(2);
    expect(page.body.merged).toEqual([{ id: b.id, name: "赵一" }]);
    expect(page.body.employers).toHaveLength(1);
    expect((await search(clerk, "赵一")).body.total).toBe(1);
    const known = await writing(app.db.pool, systemActor("test", cityId), (ctx) =>
      peopleByNumbers(ctx, [b.numberIndex]),
    );
    expect(known.get(b.numberIndex.toString("hex"))?.id).toBe(a.id);
  });
});

test("a change of employer moves the record behind the new wall and keeps the old employer", async () => {
  const moving = person("钱二", "410000196801010011", "U21");
  await add(moving);
  expect((await unitClerk("GET", `/people/${moving.id}`)).status).toBe(404);
  await writing(app.db.pool, systemActor("test", cityId), (ctx) =>
    employPeople(ctx, at("U11"), [moving.id], plainDate("2025-02-01")),
  );
  expect((await unitClerk("GET", `/people/${moving.id}`)).body).toMatchObject({
    name: "钱二",
    employers: [],
  });
  const page = await clerk("GET", `/people/${moving.id}`);
  expect(page.body.employers).toEqual([{ name: "09单位21号有限公司", from: null, until: "2025-02-01" }]);
});

test("the same number twice is refused as known", async () => {
  await expect(add(person("孙三", "41000019850615123X", "U12"))).rejects.toThrow("person_known_already");
});
