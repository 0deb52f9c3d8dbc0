import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CoverListQuery } from "#features/enrolment/contract.ts";
import { coverList } from "#features/enrolment/queries/cover-list.ts";
import { home } from "#features/insight/queries/home.ts";
import { overview } from "#features/insight/queries/overview.ts";
import { loadCity } from "#features/onboarding/index.ts";
import { type ReadCtx, reading, systemActor } from "#platform/context.ts";
import { setVault } from "#platform/crypto.ts";
import { makeFileStore, setFiles } from "#platform/files.ts";
import { testVault } from "./support/app.ts";
import { CityFolderBuilder, people } from "./support/city-folder.ts";
import { type TestDatabase, testDatabase } from "./support/database.ts";

// A city that was running before it joined: three covers it brings along, one unit that pays in time, one that pays late.
const cityId = 421_400;
let database: TestDatabase;

beforeAll(async () => {
  setVault(testVault);
  setFiles(makeFileStore(join(tmpdir(), `tongzhou-running-${process.pid}`)));
  database = await testDatabase();
  const agency = "6200000000000000001";
  const county = "6200000000000000002";
  const city = new CityFolderBuilder(cityId, "三门市总工会");
  city.organisation({
    code: "X1",
    name: "湖滨县总工会",
    kind: "county_union",
    parent: "C",
    account: county,
  });
  city.unit("D01", "三门市第一中学", { account: "6200000000000000011" });
  const water = { parent: "X1", category: "county", account: "6200000000000000012" };
  city.unit("D02", "湖滨县水务有限公司", water);
  const shares = ["unit,municipal,5000", "city_union,municipal,3000", "unit,county,5000"];
  const rules = [...shares, "county_union,county,1000", "city_union,county,2000"];
  city.extra.set(
    "funding.csv",
    ["valid_from,payer,category,cents", ...rules.map((rule) => `2025-01-01,${rule}`), ""].join("\n"),
  );
  const [half, ending, ahead] = people(3, 100);
  city.extra.set(
    "covers.csv",
    `unit,name,id_number,plan,cover_from,cover_until
D02,${half?.name},${half?.idNumber},HN-INP-80,2024-06-01,2025-06-01
D02,${ending?.name},${ending?.idNumber},HN-INP-80,2024-02-01,2025-02-01
D01,${ahead?.name},${ahead?.idNumber},HN-INP-80,2025-07-01,2026-07-01
`,
  );
  await city.batch("D01", "2025-01", "2025-02-01", people(10));
  await city.batch("D02", "2025-01", "2025-02-01", people(4, 10));
  city.pay("2025-01-06", 500, { account: "6200000000000000011" });
  city.pay("2025-01-13", 200, { account: "6200000000000000012" });
  city.pay("2025-01-24", 300, { name: "三门市总工会", account: agency, memo: "2025-01补助" });
  city.remit("2025-01-26", 800);
  city.pay("2025-02-20", 40, { name: "湖滨县总工会", account: county, memo: "2025-02补助" });
  city.pay("2025-02-24", 80, { name: "三门市总工会", account: agency, memo: "2025-02补助" });
  city.remit("2025-02-26", 320);
  await loadCity(database.pool, city.write());
});
afterAll(() => database.close());

const on = <T>(day: string, run: (ctx: ReadCtx) => Promise<T>): Promise<T> =>
  reading(database.pool, systemActor("test", cityId), run, { at: new Date(`${day}T04:00:00Z`) });

describe("the five numbers, with covers that the city brought along", () => {
  test.each([
    // day, on rosters, confirmed, paid, remitted, covered; a cover that is over counts nowhere any more
    ["2025-01-05", 17, 17, 3, 3, 2],
    ["2025-01-06", 17, 17, 13, 3, 2],
    ["2025-01-13", 17, 17, 17, 3, 2],
    ["2025-01-26", 17, 17, 17, 13, 2],
    ["2025-01-31", 17, 17, 17, 13, 2],
    ["2025-02-01", 16, 16, 16, 12, 11],
    ["2025-02-28", 16, 16, 16, 16, 11],
    ["2025-03-01", 16, 16, 16, 16, 15],
    ["2025-05-31", 16, 16, 16, 16, 15],
    ["2025-06-01", 15, 15, 15, 15, 14],
    ["2025-07-01", 15, 15, 15, 15, 15],
  ])("on %s", async (day, onRosters, confirmed, paid, remitted, covered) => {
    const figures = await on(day, (ctx) => overview(ctx, undefined));
    expect(figures).toMatchObject({ units: 2, onRosters, confirmed, paid, remitted, covered });
    const five = (await on(day, home)).figures.map((figure) => figure.value);
    expect(five).toEqual([2, onRosters, confirmed, paid, covered]);
    expect(await on("2025-12-31", (ctx) => overview(ctx, day))).toMatchObject({ paid, remitted, covered });
  });

  test("what was contributed is only what went through this account", async () => {
    const { contributions, unions } = await on("2025-03-01", (ctx) => overview(ctx, undefined));
    expect(contributions).toBe("1120.00");
    expect(unions.map(({ name, covered }) => [name, covered])).toEqual([
      ["三门市总工会", 10],
      ["湖滨县总工会", 5],
    ]);
  });
});

describe("a cover is shown as it really runs", () => {
  const coversOn = async (day: string) =>
    (await on(day, (ctx) => coverList(ctx, CoverListQuery.parse({})))).rows.map(
      ({ from, through, state, why }) => [from, through, state, why].join(" "),
    );

  test("what was brought along as it was, what was paid in time as asked, what was paid late a month later", async () => {
    const counted = Map.groupBy(await coversOn("2025-03-01"), (cover) => cover);
    const late = "会费1月13日才到齐，转入2025年2月结算，从次月1日开始，原定2月1日。";
    expect(Object.fromEntries([...counted].map(([cover, all]) => [cover, all.length]))).toEqual({
      [`2025-03-01 2026-02-28 running ${late}`]: 4,
      "2025-02-01 2026-01-31 running ": 10,
      "2025-07-01 2026-06-30 remitted ": 1,
      "2024-06-01 2025-05-31 running ": 1,
      "2024-02-01 2025-01-31 ended ": 1,
    });
  });
});
