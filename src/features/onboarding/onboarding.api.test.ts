import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Refusal } from "#core/refusal.ts";
import { reading, systemActor } from "#platform/context.ts";
import { openVault, setVault } from "#platform/crypto.ts";
import { makeFileStore, setFiles } from "#platform/files.ts";
import { CityFolderBuilder, numbered, people } from "#tests/support/city-folder.ts";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";
import { type CityReport, loadCity } from "./index.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const data = join(tmpdir(), `tongzhou-onboarding-${process.pid}`);
  setVault(openVault(data, undefined));
  setFiles(makeFileStore(data));
});
afterAll(() => database.close());

const load = async (folder: string): Promise<CityReport> => (await loadCity(database.pool, folder)).report;

/** The refusal's code, and the sentences about the folder where there are any. */
async function refusalOf(folder: string): Promise<{ code: string; problems: readonly string[] }> {
  const thrown = await load(folder).then(
    () => undefined,
    (error) => error,
  );
  if (!(thrown instanceof Refusal)) throw thrown ?? new Error("Nothing was refused.");
  return { code: thrown.code, problems: (thrown.facts.problems ?? []) as readonly string[] };
}

const storedOf = (cityId: number) =>
  reading(database.pool, systemActor("test", cityId), async (ctx) => {
    const { rows } = await sql<{
      n: number;
    }>`select (select count(*) from city where city_id = ${cityId})::int
      + (select count(*) from organisation where city_id = ${cityId})::int
      + (select count(*) from city_load where city_id = ${cityId})::int
      + (select count(*) from enrolment_batch where city_id = ${cityId})::int
      + (select count(*) from bank_line where city_id = ${cityId})::int
      + (select count(*) from audit_line where city_id = ${cityId})::int as n`.execute(ctx.db);
    return rows[0]?.n;
  });

const kindsOf = (report: CityReport) =>
  report.bank.map((line) => [
    line.no,
    line.kind,
    line.unit ?? line.units ?? line.payer ?? "",
    line.month ?? "",
  ]);

const expectedOf = (name: string) =>
  JSON.parse(readFileSync(`tests/fixtures/puyang-expected/${name}.json`, "utf8"));

describe("Puyang's first quarter", () => {
  let report: CityReport;
  beforeAll(async () => {
    report = await load("demo/puyang");
  }, 300_000);

  test("gives every roster's counts, every line not accepted and every warning", () => {
    const { units, members, contributions_cents, rosters } = expectedOf("rosters");
    expect(report).toMatchObject({ units, members, contributions_cents });
    const withoutAlso = Object.entries(report.rosters).map(([key, roster]) => [
      key,
      { ...roster, not_accepted: roster.not_accepted.map(({ also: _also, ...line }) => line) },
    ]);
    expect(Object.fromEntries(withoutAlso)).toEqual(rosters);
  });

  test("gives every month's units, people, shares and remittance", () => {
    expect(report.months).toEqual(expectedOf("settlement").months);
  });

  test("explains every bank line as it is, none wrongly, 95 % of the units' money without a person", () => {
    expect(report.bank.map(({ by: _by, ...line }) => line)).toEqual(expectedOf("bank"));
    const shares = report.bank.filter((line) => line.kind === "unit_share");
    const byRule = shares.filter((line) => line.by === "rule").length;
    expect(byRule / shares.length).toBeGreaterThanOrEqual(0.95);
  });

  test("leaves nothing in the pool and books that balance", () => {
    expect(report.ledger.balanced).toBe(true);
    expect(report.ledger.accounts.pool ?? 0).toBe(0);
  });

  test("reports the same again without changing anything", async () => {
    const before = await storedOf(410_900);
    expect(await load("demo/puyang")).toEqual(report);
    expect(await storedOf(410_900)).toBe(before);
  });
});

/** A city like Puyang in small: a municipal unit, a county unit, the unions above them. */
async function smallCity(cityId: number) {
  const city = new CityFolderBuilder(cityId, "三门市总工会");
  city.extra.set("funding.csv", puyangRule);
  city.organisation({
    code: "X1",
    name: "湖滨县总工会",
    kind: "county_union",
    parent: "C",
    account: "6200000000000000002",
  });
  city.unit("D01", "三门市第一中学", { account: "6200000000000000011" });
  city.unit("D02", "湖滨县水务有限公司", {
    parent: "X1",
    category: "county",
    payer: "member",
    account: "6200000000000000012",
  });
  await city.batch("D01", "2025-01", "2025-02-01", people(10));
  await city.batch("D02", "2025-01", "2025-02-01", people(4, 10), "turned");
  return city;
}

const puyangRule = `valid_from,payer,category,cents,mode
2025-01-01,unit,municipal,5000,direct_pool
2025-01-01,city_union,municipal,3000,direct_pool
2025-01-01,unit,county,5000,direct_pool
2025-01-01,county_union,county,1000,direct_pool
2025-01-01,city_union,county,2000,
`;

describe("another city", () => {
  test("with other codes, layouts, BOM and CRLF is worked by the same rules", async () => {
    const city = await smallCity(411_300);
    city.pay("2025-01-06", 500, { name: "三门第一中学", memo: "D01互助金" });
    city.pay("2025-01-10", 200, { name: "湖滨县水务有限公司工会委员会", account: "6200000000000000012" });
    city.pay("2025-01-20", 40, { name: "湖滨县总工会", memo: "2025-01补助" });
    city.pay("2025-01-24", 380, {
      name: "三门市总工会",
      account: "6200000000000000001",
      memo: "2025-01补助",
    });
    city.remit("2025-01-24", 1120);
    const report = await load(city.write({ crlf: true }));
    expect(report).toMatchObject({ units: 2, members: 14, contributions_cents: 112_000 });
    expect(report.months).toEqual({
      "2025-01": {
        units: ["D01", "D02"],
        members: 14,
        shares: { city_union: 38_000, "county_union:X1": 4_000, member: 20_000, unit: 50_000 },
        remitted: 112_000,
      },
    });
    expect(kindsOf(report)).toEqual([
      ["S000001", "unit_share", "D01", ""],
      ["S000002", "unit_share", "D02", ""],
      ["S000003", "subsidy", "county_union:X1", "2025-01"],
      ["S000004", "subsidy", "city_union", "2025-01"],
      ["S000005", "remittance", "", "2025-01"],
    ]);
    expect(report.ledger.balanced).toBe(true);
  });

  test("whose statements lie in an empty folder settles nothing and says so", async () => {
    const city = await smallCity(411_400);
    const report = await load(city.write());
    expect(report).toMatchObject({ members: 14, months: {}, bank: [], ledger: { balanced: true } });
  });

  test("a unit's second batch is told apart, and whoever is covered already is rejected in it", async () => {
    const city = await smallCity(411_500);
    await city.batch("D01", "2025-01", "2025-02-01", [...people(2, 100), ...people(1)], "workbook");
    city.pay("2025-01-06", 500, { account: "6200000000000000011" });
    city.pay("2025-01-07", 100, { account: "6200000000000000011" });
    const report = await load(city.write());
    expect(Object.keys(report.rosters)).toEqual(["D01", "D02", "D01#2"]);
    expect(report.rosters["D01#2"]).toMatchObject({
      rows: 3,
      accepted: 2,
      rejected: 1,
      confirmed: 2,
      not_accepted: [{ line: 4, outcome: "rejected", codes: ["already_covered"] }],
    });
    expect(report.months["2025-01"]).toMatchObject({ units: ["D01"], members: 12, remitted: 0 });
  });

  test("a late payer settles two months later, with its cover", async () => {
    const city = await smallCity(411_600);
    city.pay("2025-01-06", 500, { account: "6200000000000000011" });
    city.pay("2025-03-05", 200, { account: "6200000000000000012" });
    const report = await load(city.write());
    expect(Object.keys(report.months)).toEqual(["2025-01", "2025-03"]);
    expect(report.months["2025-03"]).toMatchObject({ units: ["D02"], members: 4, remitted: 0 });
  });

  test("the cut-off moves to Monday where the tenth is a Saturday", async () => {
    const city = await smallCity(411_700);
    await city.batch("D01", "2025-05", "2025-06-01", people(3, 200));
    await city.batch("D02", "2025-05", "2025-06-01", people(3, 300));
    city.pay("2025-05-12", 150, { account: "6200000000000000011" });
    city.pay("2025-05-13", 150, { account: "6200000000000000012" });
    city.pay("2025-06-03", 1, { name: "无名氏" });
    const report = await load(city.write());
    expect(report.months["2025-05"]).toMatchObject({ units: ["D01"] });
    expect(report.months["2025-06"]).toMatchObject({ units: ["D02"] });
  });

  test("a payer nobody knows stays unmatched, a short payment never made up stays open", async () => {
    const city = await smallCity(411_800);
    city.pay("2025-01-06", 500, { account: "6200000000000000011" });
    const short = city.pay("2025-01-07", 150, { account: "6200000000000000012" });
    const unknown = city.pay("2025-01-08", 77, { name: "某某某", account: "62999" });
    city.answer(short, "unit_share", "D02").answer(unknown, "unmatched");
    const report = await load(city.write());
    expect(kindsOf(report).slice(1)).toEqual([
      [short, "unit_share", "D02", ""],
      [unknown, "unmatched", "", ""],
    ]);
    expect(report.bank.map((line) => line.by)).toEqual(["rule", "person", "person"]);
    expect(report.months).toMatchObject({ "2025-01": { units: ["D01"], remitted: 0 } });
    expect(Object.keys(report.months)).toEqual(["2025-01"]);
  });

  test("a subsidy that comes a month late holds its month up, and only until then", async () => {
    const city = await smallCity(411_900);
    city.pay("2025-01-06", 500, { account: "6200000000000000011" });
    city.pay("2025-01-24", 1, { name: "无名氏" });
    const subsidy = city.pay("2025-02-20", 300, { account: "6200000000000000001", memo: "2025-01补助" });
    city.remit("2025-02-25", 800);
    const report = await load(city.write());
    expect(report.months["2025-01"]).toMatchObject({ members: 10, remitted: 80_000 });
    expect(kindsOf(report)).toContainEqual([subsidy, "subsidy", "city_union", "2025-01"]);
  });

  test("Zhengzhou's subsidy is paid back to its units: the whole comes from them, and the month does not wait", async () => {
    const city = new CityFolderBuilder(410_100, "郑州市总工会");
    city.extra.set(
      "funding.csv",
      "category,payer,cents,valid_from,mode\nall,unit,4500,2025-01-01,direct_pool\nall,city_union,3000,2025-01-01,reimburse_unit\n",
    );
    for (const [at, code] of ["Z1", "Z2", "Z3"].entries()) {
      city.unit(code, `郑州市第${at + 1}医院`, { category: "", account: `62000000000000001${at}` });
      await city.batch(code, "2025-03", "2025-04-01", people(2 + at, at * 50));
      city.pay("2025-03-05", 75 * (2 + at), { account: `62000000000000001${at}` });
    }
    city.remit("2025-03-20", 675);
    city.pay("2025-03-24", 270, { account: "6200000000000000001", memo: "返还补助" });
    for (const [at, yuan] of [60, 90, 120].entries())
      city.debit("2025-03-24", yuan, { account: `62000000000000001${at}`, memo: "返还" });
    const report = await load(city.write());
    expect(report.months).toEqual({
      "2025-03": {
        units: ["Z1", "Z2", "Z3"],
        members: 9,
        shares: { city_union: 27_000, unit: 40_500 },
        remitted: 67_500,
      },
    });
    expect(report.bank.at(4)).toMatchObject({ kind: "subsidy", payer: "city_union", month: "2025-03" });
    expect(report.bank.slice(5).map(({ kind, by }) => [kind, by])).toEqual([
      ["reimbursement", "rule"],
      ["reimbursement", "rule"],
      ["reimbursement", "rule"],
    ]);
    expect(report.ledger.balanced).toBe(true);
  });
});

test("a running city brings its covers and its funds", async () => {
  const city = await smallCity(421_400);
  const [first, second] = people(2);
  city.extra.set(
    "covers.csv",
    `unit,name,id_number,plan,cover_from,cover_until
D02,${first?.name},${first?.idNumber},HN-INP-80,2024-06-01,2025-06-01
D01,${second?.name},${second?.idNumber},HN-INP-80,2024-02-01,2025-02-01
`,
  );
  city.extra.set("opening.csv", "account,fund,cents,date\nspecial,donation,300000,2024-12-31\n");
  city.pay("2025-01-06", 450, { account: "6200000000000000011" });
  const report = await load(city.write());
  expect(report.rosters.D01).toMatchObject({
    rows: 10,
    confirmed: 9,
    not_accepted: [{ line: 2, outcome: "rejected", codes: ["already_covered"] }],
  });
  expect(report).toMatchObject({ units: 2, members: 13, contributions_cents: 104_000 });
  expect(report.months["2025-01"]).toMatchObject({ units: ["D01"], members: 9 });
  expect(report.ledger).toMatchObject({
    balanced: true,
    accounts: { donation: 300_000, opening_balance: 700_000 },
  });
});

describe("a folder is refused whole, and nothing is stored", () => {
  const refusals: readonly (readonly [string, RegExp, (city: CityFolderBuilder) => unknown])[] = [
    [
      "an exception whose number is not the line's",
      /exceptions\.csv 第2行：证件号和单位/,
      (city) => city.exception("D01", 3, people(1)[0]?.idNumber ?? "", "approve"),
    ],
    [
      "an exception of a line that is not there",
      /exceptions\.csv 第2行：.*没有第99行/,
      (city) => city.exception("D01", 99, people(1)[0]?.idNumber ?? "", "deny"),
    ],
    [
      "a roster that is a picture",
      /batches\.csv 第4行：名册“p\.xlsx”读不出来/,
      (city) => city.roster("p.xlsx", Buffer.from("89504e470d0a1a0a", "hex")).row("D01", "p.xlsx"),
    ],
    [
      "a roster without a header",
      /名册“n\.csv”读不出来/,
      (city) => city.roster("n.csv", "甲,乙\n1,2\n").row("D01", "n.csv"),
    ],
    ["a roster that is missing", /rosters 里没有“gone\.csv”/, (city) => city.row("D01", "gone.csv")],
    [
      "a rule whose shares do not add up",
      /funding\.csv 第2行：.*79\.00元.*80\.00元/,
      (city) => city.extra.set("funding.csv", puyangRule.replace("3000", "2900")),
    ],
    [
      "a statement with a gap between two files",
      /bank\/b\.csv.*对账单/,
      (city) => {
        city.pay("2025-01-06", 500, { account: "1" });
        city.statement(
          "b.csv",
          "交易日期,流水号,借方发生额,贷方发生额,余额,对方户名,对方账号,摘要\n2025-02-03,Z1,,1.00,99.00,某,1,转账\n",
        );
      },
    ],
    ["a statement that is none", /bank\/b\.csv：对账单读不出来/, (city) => city.statement("b.csv", "")],
    [
      "a month of which nobody knows the working days",
      /还没有2019年的放假安排/,
      (city) => city.batch("D01", "2019-01", "2025-02-01", people(1, 400)),
    ],
  ];
  let cityId = 420_100;
  test.each(refusals)("%s", async (_what, sentence, spoil) => {
    cityId += 100;
    const city = await smallCity(cityId);
    await spoil(city);
    const { code, problems } = await refusalOf(city.write());
    expect(code).toBe("folder_has_faults");
    expect(problems.join("\n")).toMatch(sentence);
    expect(await storedOf(cityId)).toBe(0);
  });

  test("a folder that is not there", async () => {
    expect((await refusalOf("/nowhere/at-all")).code).toBe("folder_missing");
  });

  test("another folder into a city with records", async () => {
    const city = await smallCity(421_100);
    await load(city.write());
    const before = await storedOf(421_100);
    city.unit("D03", "后来的单位");
    expect((await refusalOf(city.write())).code).toBe("city_has_records");
    expect(await storedOf(421_100)).toBe(before);
  });

  test("the second of two loads at once is told, or finds it done; the city is loaded once", async () => {
    const city = await smallCity(421_200);
    city.pay("2025-01-06", 500, { account: "6200000000000000011" });
    const folder = city.write();
    const both = await Promise.allSettled([load(folder), load(folder)]);
    const told = both.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []));
    // Which it is depends on how far the first was when the second had read its folder.
    expect([[], ["load_running"]]).toContainEqual(told);
    expect((await load(folder)).rosters).toMatchObject({ D01: { confirmed: 10 }, D02: { confirmed: 4 } });
  });
});

test("exceptions are decided on the line they name, in the batch whose number they bear", async () => {
  const city = await smallCity(421_300);
  const old = { name: "李大年", idNumber: numbered("411202", "19630305", "013") };
  const older = { name: "王大年", idNumber: numbered("411202", "19600305", "017") };
  await city.batch("D01", "2025-02", "2025-03-01", [...people(2, 600), old]);
  await city.batch("D01", "2025-02", "2025-03-01", [...people(2, 700), older]);
  city.exception("D01", 4, older.idNumber, "deny").exception("D01", 4, old.idNumber, "approve");
  const { rosters } = await load(city.write());
  expect(rosters["D01#2"]).toMatchObject({ review: 1, approved_on_review: 1, confirmed: 3 });
  expect(rosters["D01#3"]).toMatchObject({ review: 1, approved_on_review: 0, confirmed: 2 });
});
