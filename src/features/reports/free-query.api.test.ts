import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";
import { seedYear } from "#tests/support/year.ts";

const cityId = 471_800;
let app: SeatedCity["app"];
let places: SeatedCity["places"];
let as: SeatedCity["as"];

beforeAll(async () => {
  ({ app, places, as } = await seatedCity(cityId, {
    leader: ["leader", "C"],
    county: ["county_clerk", "X1"],
    unit: ["unit_clerk", "U11"],
  }));
  await seedYear(app.db, cityId, places);
});
afterAll(() => app.close());

const year = "from=2025-01&until=2025-12";
const ask = async (who: string, query: string) => (await as(who)("GET", `/reports/free-query?${query}`)).body;
type Cell = { value: string | null; said: string; saidOf: string | null; isHidden: boolean };
type Row = { keys: { label: string }[]; cells: Cell[] };
const table = ({ rows }: { rows: Row[] }) =>
  rows.map(({ keys, cells }) => [...keys.map(({ label }) => label), ...cells.map(({ said }) => said)]);
const total = (answer: { total: Cell[] }) => answer.total.map(({ said }) => said);

describe("what is answered", () => {
  test("people and contributions by county; the sum beneath is that of the rows, and of the annual report", async () => {
    const answer = await ask("leader", `measures=people,contributions&groups=county&${year}`);
    expect(table(answer)).toEqual([
      ["18第1县总工会", "9", "720.00"],
      ["18第2县总工会", "4", "320.00"],
      ["18市总工会", "3", "240.00"],
    ]);
    expect(total(answer)).toEqual(["16", "1,280.00"]);
    const { body } = await as("leader")("GET", "/reports/annual?asOf=2025-12-31");
    const figures = body.sections.flatMap((section: { figures: { code: string }[] }) => section.figures);
    const value = (code: string) => figures.find((figure: { code: string }) => figure.code === code)?.value;
    expect(answer.total.map((cell: Cell) => cell.value)).toEqual([
      value("funding.person_times"),
      value("funding.contributions"),
    ]);
    const claims = await ask("leader", `measures=filed,paid,claimants,benefits,loss_ratio&${year}`);
    expect(claims.rows).toEqual([]);
    expect(claims.total.map((cell: Cell) => cell.value)).toEqual([
      value("claims.filed"),
      value("claims.paid"),
      value("claims.people"),
      value("claims.benefits"),
      value("reports.loss_ratio"),
    ]);
  });

  test("months stand in their order, payers in words; a ratio has both its numbers", async () => {
    expect(table(await ask("leader", `measures=people,units&groups=month&${year}`))).toEqual([
      ["2025-01", "12", "3"],
      ["2025-02", "4", "1"],
      ...["03", "04", "05", "06", "07", "08", "09", "10", "11", "12"].map((month) => [
        `2025-${month}`,
        "0",
        "0",
      ]),
    ]);
    expect(table(await ask("leader", `measures=contributions&groups=payer&${year}`))).toEqual([
      ["单位", "800.00"],
      ["市总工会", "350.00"],
      ["县区总工会", "130.00"],
    ]);
    const rate = await ask("leader", `measures=participation&groups=unit&${year}`);
    expect(rate.rows[0].cells[0]).toMatchObject({ said: "9%", saidOf: "9 ÷ 100", isHidden: false });
    expect(rate.total[0]).toMatchObject({ said: "3.2%", saidOf: "16 ÷ 500" });
  });

  test("what is divided by nothing is no figure, and still has both its numbers", async () => {
    const june = await ask("leader", "measures=loss_ratio&groups=plan&from=2025-06&until=2025-06");
    expect(june.rows[0].cells[0]).toMatchObject({ value: null, said: "–", saidOf: "500.00 ÷ 0.00" });
    expect(june.total[0]).toMatchObject({ value: null, saidOf: "500.00 ÷ 0.00" });
  });

  test("two groups; a filter by month, county and plan", async () => {
    expect(table(await ask("leader", `measures=people&groups=county,month&${year}`))).toEqual([
      ["18第1县总工会", "2025-01", "5"],
      ["18第1县总工会", "2025-02", "4"],
      ["18第2县总工会", "2025-01", "4"],
      ["18市总工会", "2025-01", "3"],
    ]);
    const one = `measures=people&from=2025-02&until=2025-02&county=${places.X1}&plan=HN-INP-80`;
    expect(total(await ask("leader", one))).toEqual(["4"]);
    expect(total(await ask("leader", `${one.replace("2025-02&u", "2025-01&u")}&industry=none`))).toEqual([
      "0",
    ]);
  });
});

describe("who was ill", () => {
  test("fewer than three are not told apart, nor found by taking the others from the sum", async () => {
    const answer = await ask("leader", `measures=paid,benefits,people&groups=county&${year}`);
    expect(table(answer)).toEqual([
      ["18第1县总工会", "不单列", "不单列", "9"],
      ["18第2县总工会", "少于3人", "少于3人", "4"],
      ["18市总工会", "0", "0.00", "3"],
    ]);
    expect(answer.rows[1].cells[1]).toMatchObject({ value: null, isHidden: true });
    expect(total(answer)).toEqual(["5", "500.00", "16"]);
    const few = await ask("leader", `measures=paid&${year}&county=${places.X2}`);
    expect(total(few)).toEqual(["少于3人"]);
  });
});

describe("walls", () => {
  test("a county's clerk counts its own county; asked for another, there is nothing", async () => {
    const own = await ask("county", `measures=people,contributions&groups=county&${year}`);
    expect(table(own)).toEqual([["18第1县总工会", "9", "720.00"]]);
    expect(total(own)).toEqual(["9", "720.00"]);
    expect(total(await ask("county", `measures=people,paid&${year}&county=${places.X2}`))).toEqual([
      "0",
      "0",
    ]);
    const { body } = await as("county")("GET", "/reports/free-query/choices");
    expect(body.counties).toEqual([{ value: places.X1, label: "18第1县总工会" }]);
  });

  test("a unit asks no free questions", async () => {
    expect((await as("unit")("GET", `/reports/free-query?measures=people&${year}`)).status).toBe(403);
    expect((await as("unit")("GET", "/reports/free-query/choices")).status).toBe(403);
  });
});

describe("what is refused", () => {
  test.each([
    ["measures=people&groups=payer", "query_group_impossible"],
    ["measures=questions&plan=HN-INP-80", "query_plan_impossible"],
    ["measures=", "query_measures_wrong"],
    ["measures=people&groups=county,county", "query_groups_wrong"],
    ["measures=people,people", "query_measures_wrong"],
    ["measures=people;drop table bill", "invalid_input"],
    ["measures=people&groups=county)--", "invalid_input"],
    ["measures=heads", "invalid_input"],
    ["measures=people&county=' or true--", "invalid_input"],
    ["measures=people&plan=HN' or '1'='1", "invalid_input"],
  ])("%s", async (query, code) => {
    const answer = await as("leader")("GET", `/reports/free-query?${encodeURI(query)}&${year}`);
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });

  test("a word in the industry is a value and nothing else; months run forward, and not into the future", async () => {
    const word = encodeURIComponent("' or ''='");
    expect(total(await ask("leader", `measures=people&${year}&industry=${word}`))).toEqual(["0"]);
    const code = async (months: string) => (await ask("leader", `measures=people&${months}`)).code;
    expect(await code("from=2025-02&until=2025-01")).toBe("query_months_wrong");
    expect(await code("from=2015-01&until=2025-01")).toBe("query_months_wrong");
    expect(await code("from=2099-01&until=2099-02")).toBe("query_months_to_come");
    const said = await ask("leader", `measures=questions&groups=plan&${year}`);
    expect(said.detail).toBe("它可以按县区（产业）、单位、行业、月份分。请换一个分组，或去掉这项指标。");
  });
});
