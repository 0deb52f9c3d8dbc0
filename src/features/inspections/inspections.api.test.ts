import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayInChina } from "#core/dates.ts";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";
import { usualTemplate } from "./rules/template.ts";

const cityId = 471_700;
let app: SeatedCity["app"];
let places: SeatedCity["places"];
let as: SeatedCity["as"];
let upload: SeatedCity["upload"];
const today = dayInChina(new Date());

beforeAll(async () => {
  ({ app, places, as, upload } = await seatedCity(cityId, {
    unit: ["unit_clerk", "U11"],
    other: ["unit_clerk", "U21"],
    office: ["city_mobiliser", "C"],
    county: ["county_clerk", "X1"],
  }));
});
afterAll(() => app.close());

const draw = (more: object = {}) =>
  as("office")("POST", "/inspection-rounds", { title: "一季度检查", size: 1, untilOn: today, ...more });
const list = async (who = "office", query = "") => (await as(who)("GET", `/inspections${query}`)).body;
const view = async (id: string, who = "office") => (await as(who)("GET", `/inspections/${id}`)).body;
const answers = (failed: readonly string[] = []) =>
  Object.fromEntries(
    usualTemplate.map(({ code }) => [code, { mark: failed.includes(code) ? "fail" : "pass", note: "" }]),
  );

describe("from the draw to the second look", () => {
  let id = "";

  test("a draw keeps its seed and whom it was drawn from; drawn again it is the same; each drawn unit is owed a visit", async () => {
    expect((await draw({ untilOn: "2020-01-01" })).body.code).toBe("until_past");
    expect((await draw({ organisationIds: [places.U11] })).status).toBe(200);
    expect((await draw({ size: 2 })).status).toBe(200);
    const { rows } = (await as("office")("GET", "/inspection-rounds")).body;
    expect(rows).toMatchObject([
      { inspections: 2, isReproducible: true },
      { inspections: 1, isReproducible: true },
    ]);
    const { rows: drawn, planned } = await list();
    expect(planned).toBe(3);
    id = drawn.find((row: { unit: string; how: string }) => row.how === "named").id;
    const duties = (await as("office")("GET", "/duties?show=part&kind=inspections.visit")).body.rows;
    expect(duties).toHaveLength(3);
    expect((await list("unit")).rows).toMatchObject([{ id, how: "named" }]);
    expect((await list("other")).rows.some((row: { id: string }) => row.id === id)).toBe(false);
    expect((await as("unit")("GET", "/inspection-rounds")).status).toBe(403);
  });

  test("a visit answers every item and names what did not pass; sent twice it is one; the unit does not inspect itself", async () => {
    const visit = { visitId: randomUUID(), visitedOn: today, answers: answers(["union_funds"]) };
    const send = (body: object, who = "office") => as(who)("POST", `/inspections/${id}/visit`, body);
    const { agenda: _, ...short } = visit.answers;
    expect((await send({ ...visit, answers: short })).body).toMatchObject({
      code: "visit_not_whole",
      facts: { missing: [usualTemplate[0]?.text] },
    });
    expect((await send(visit)).body.code).toBe("finding_missing");
    const findings = [{ item: "union_funds", words: "会费支出没有公开", days: 15 }];
    expect((await send({ ...visit, findings }, "unit")).status).toBe(403);
    expect((await send({ ...visit, findings })).body).toEqual({ score: 92 });
    expect((await send({ ...visit, findings })).body).toEqual({ score: 92 });
    expect((await send({ ...visit, visitId: randomUUID(), findings })).body.code).toBe("inspection_visited");
    expect(await view(id)).toMatchObject({ state: "visited", score: 92, findings: 1, openFindings: 1 });
  });

  test("what was found is owed by the unit, looked at again, and holds the colour down until it is right", async () => {
    const marks = async () =>
      (
        await app.db.ownerPool.query(
          "select until_on is null as held from colour_mark where city_id = $1 and kind = 'findings'",
          [cityId],
        )
      ).rows;
    expect(await marks()).toEqual([{ held: true }]);
    const owed = async (who: string, kind: string) =>
      (await as(who)("GET", `/duties?show=mine&kind=${kind}`)).body.rows.length;
    expect(await owed("unit", "inspections.rectification")).toBe(1);
    const [finding] = (await view(id, "unit")).findingList;
    expect(finding.allowed).toEqual(["rectify"]);
    const rectify = (who: string) =>
      as(who)("POST", `/findings/${finding.id}/rectification`, { words: "已在公示栏公开" });
    expect((await rectify("other")).body.code).toBe("finding_unknown");
    expect((await rectify("unit")).status).toBe(200);
    expect((await rectify("unit")).body.code).toBe("finding_not_open");
    const look = (isRight: boolean) =>
      as("office")("POST", `/findings/${finding.id}/recheck`, { isRight, words: "现场看过" });
    expect((await look(false)).status).toBe(200);
    expect(await owed("unit", "inspections.rectification")).toBe(1);
    expect((await look(true)).body.code).toBe("finding_not_rectified");
    await rectify("unit");
    expect((await look(true)).status).toBe(200);
    expect(await owed("unit", "inspections.rectification")).toBe(0);
    expect(await view(id)).toMatchObject({ openFindings: 0, findingList: [{ state: "closed" }] });
    expect(await marks()).toEqual([{ held: false }]);
  });

  test("a photograph is judged by its content, kept once for each place, and seen by the unit and its unions only", async () => {
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(40, 1)]);
    const bring = (content: Buffer, slot: string) =>
      upload("office", `/inspections/${id}/photos?slot=${slot}`, content);
    expect((await bring(Buffer.from("<html>"), "agenda")).body.code).toBe("photo_unreadable");
    expect((await bring(jpeg, "agenda")).status).toBe(200);
    expect((await bring(jpeg, "agenda")).status).toBe(200);
    const { photos } = await view(id, "unit");
    expect(photos).toHaveLength(1);
    const look = (who: string) => as(who)("GET", `/inspections/${id}/photos/${photos[0].id}`);
    expect((await look("unit")).raw).toEqual(jpeg);
    expect((await look("other")).status).toBe(404);
  });
});

describe("the fourth check", () => {
  /** Money of a unit's bill on the statement of the bank. */
  async function paid(unit: string, payer: string, cents: number): Promise<void> {
    const [line, item] = [randomUUID(), randomUUID()];
    const run = (sql: string, values: readonly unknown[]) => app.db.ownerPool.query(sql, [...values]);
    await run(
      `insert into bank_line (city_id, id, bank_account_id, statement_id, place, serial, booked_on, direction, amount_cents,
         name, account_shown, memo, content_hash, state, kind)
       select $1, $2::uuid, a.id, s.id, (extract(epoch from clock_timestamp()) * 1000)::bigint % 1000000000, ($2::uuid)::text, (now() at time zone 'Asia/Shanghai')::date - 5, 'credit', $3, $4, '', '会费', ($2::uuid)::text, 'matched', 'unit_share'
       from bank_account as a join bank_statement as s on s.city_id = a.city_id where a.city_id = $1`,
      [cityId, line, cents, payer],
    );
    await run(
      `insert into open_item (city_id, id, organisation_id, kind, source, source_id, month, due_cents, received_cents, account, announced_on)
       values ($1, $2::uuid, $3, 'unit_share', 'test', $2::uuid, date_trunc('month', (now() at time zone 'Asia/Shanghai')::date), $4, $4, 'pool', (now() at time zone 'Asia/Shanghai')::date)`,
      [cityId, item, places[unit], cents],
    );
    await run(
      `insert into allocation (city_id, id, line_id, item_id, organisation_id, amount_cents, booked_on, made_how, reason, made_by, made_at)
       values ($1, gen_random_uuid(), $2, $3, $4, $5, (now() at time zone 'Asia/Shanghai')::date, 'rule', 'test', 'test', now())`,
      [cityId, line, item, places[unit], cents],
    );
  }

  test("finds the two planted payments from others' accounts, and no others", async () => {
    await app.db.ownerPool.query(
      `with account as (insert into bank_account (city_id, id, number_sealed, number_index, number_shown, ledger_account)
         values ($1, gen_random_uuid(), '\\x00', '\\x00', '0001', 'bank') returning id)
       insert into bank_statement (city_id, id, bank_account_id, file_name, file_hash, format, lines, new_lines, from_on,
         until_on, imported_by, imported_by_name, imported_at)
       select $1, gen_random_uuid(), id, 'x', 'x', 'csv', 5, 5, (now() at time zone 'Asia/Shanghai')::date, (now() at time zone 'Asia/Shanghai')::date, 'test', 'test', now() from account`,
      [cityId],
    );
    const { rows } = await app.db.ownerPool.query(
      "select id, name from organisation where city_id = $1 and kind = 'member_unit'",
      [cityId],
    );
    const name = (code: string) => rows.find(({ id }) => id === places[code])?.name as string;
    await paid("U21", name("U21"), 50_00);
    await paid("U21", `${name("U21")}工会委员会`, 51_00);
    await paid("U21", ` ${name("U21")}（工会委员会）`.replace(/[（）]/g, ""), 52_00);
    await paid("U21", "别的公司", 53_00);
    await paid("U21", name("U11"), 54_00);
    await draw({ organisationIds: [places.U21] });
    const { rows: planned } = await list("office", "?state=planned");
    const of = planned.find((row: { organisationId: string }) => row.organisationId === places.U21);
    const told = (await view(of.id)).items.find((item: { code: string }) => item.code === "sources").told;
    expect(told.mark).toBe("fail");
    expect(told.words).toMatch(/^2笔不是从本单位账户转来：/);
    expect(told.words).toContain("53.00元来自别的公司");
    expect(told.words).toContain(`54.00元来自${name("U11")}`);
  });
});

test("a call in disguise is scored by what was good of it; its union sees it, another does not", async () => {
  const call = { organisationId: places.X1, calledOn: today, topic: "怎么申领互助金" };
  const marks = ["answered", "correct", "polite"];
  expect((await as("unit")("POST", "/calls", { ...call, marks })).status).toBe(403);
  expect((await as("office")("POST", "/calls", { ...call, marks })).status).toBe(200);
  expect((await as("county")("GET", "/calls")).body).toMatchObject({ total: 1, average: 65 });
  expect((await as("other")("GET", "/calls")).body).toMatchObject({ total: 0, average: null });
});

test("a template gives 100 points and looks at all five", async () => {
  const set = (items: readonly object[]) =>
    as("office")("PUT", "/inspection-template", { items, validFrom: today });
  expect((await set(usualTemplate.slice(1))).body).toMatchObject({
    code: "template_wrong",
    facts: { faults: ["template_not_hundred"] },
  });
  expect((await set(usualTemplate)).status).toBe(200);
  expect((await as("office")("GET", "/inspection-template")).body).toMatchObject({ version: 1 });
});
