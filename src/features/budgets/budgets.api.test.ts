import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import { cents, yuan } from "#core/money.ts";
import { billBatch, setFundingRule } from "#features/funding/index.ts";
import { setVault } from "#platform/crypto.ts";
import { testVault } from "#tests/support/app.ts";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";
import { FundingCity } from "#tests/support/funding.ts";
import { setBudget, warnOfBudgets } from "./commands.ts";
import { budgets } from "./queries.ts";

describe("subsidies of real bills", () => {
  let database: TestDatabase;
  let city: FundingCity;

  beforeAll(async () => {
    database = await testDatabase();
    setVault(testVault);
    city = new FundingCity(database.pool, 460_200);
    await city.publishPlans();
    await city.open("C");
    await city.organisation("X1", "county_union", "C");
    await city.organisation("U1", "member_unit", "X1", { category: "county" });
    const shares = [
      { payer: "own", cents: yuan(50), mode: "direct_pool" },
      { payer: "county_union", cents: yuan(10), mode: "direct_pool" },
      { payer: "city_union", cents: yuan(20), mode: "direct_pool" },
    ] as const;
    const validFrom = plainDate("2025-01-01");
    await city.act((ctx) =>
      setFundingRule(ctx, {
        planCode: "HN-INP-80",
        planVersion: "2025.1",
        category: "all",
        validFrom,
        shares,
      }),
    );
    for (const [month, heads] of [
      ["2025-02", 30],
      ["2025-03", 20],
    ] as const) {
      city.today = plainDate(`${month}-03`);
      const id = await city.batch("U1", heads, plainMonth(month), plainDate(`${month}-28`));
      await city.act((ctx) => billBatch(ctx, id));
    }
    city.today = plainDate("2025-03-20");
  });
  afterAll(() => database.close());

  const rows = async () => (await city.look((ctx) => budgets(ctx))).rows;
  const set = (code: string, sum: bigint) =>
    city.act((ctx) =>
      setBudget(ctx, {
        ...{ organisationId: city.organisations.get(code) ?? "", year: 2025 },
        ...{ cents: cents(sum), resolution: "年度预算" },
      }),
    );

  test("what was used is each payer's share of the bills, by month; the forecast names the month in which it ends", async () => {
    await set("C", 500_000n);
    await set("X1", 60_000n);
    const [agency, county] = await rows();
    // 50 people at 20 and at 10 yuan; a month takes half of that since February.
    expect(agency).toMatchObject({
      used: "100000",
      left: "400000",
      pace: "50000",
      endsInMonth: 12,
      warning: "this_year",
    });
    expect(county).toMatchObject({
      used: "50000",
      left: "10000",
      pace: "25000",
      endsInMonth: 4,
      warning: "soon",
    });
    expect(county?.byMonth.slice(0, 4)).toEqual(["0", "30000", "20000", "0"]);
  });

  test("whose money ends within three months hears of it, once; a larger budget stands beside the smaller one", async () => {
    const warn = () => city.act((ctx) => warnOfBudgets(ctx));
    expect(await warn()).toBe(1);
    expect(await warn()).toBe(0);
    await set("X1", 900_000n);
    expect((await rows())[1]).toMatchObject({ budget: "900000", endsInMonth: null });
    const kept = await database.ownerPool.query("select count(*)::int as n from subsidy_budget");
    expect(kept.rows).toEqual([{ n: 3 }]);
  });
});

describe("who sets what", () => {
  let app: SeatedCity["app"];
  let places: SeatedCity["places"];
  let as: SeatedCity["as"];
  const year = new Date().getFullYear();

  beforeAll(async () => {
    ({ app, places, as } = await seatedCity(471_900, {
      accountant: ["city_accountant", "C"],
      county: ["county_clerk", "X1"],
      clerk: ["city_clerk", "C"],
    }));
  });
  afterAll(() => app.close());

  test("the accountant for the city, a county for itself, nobody for another; a sum is a sum", async () => {
    const ask = (who: string, place: string, sum = "1000.00") =>
      as(who)("POST", "/budgets", { organisationId: places[place], year, yuan: sum, resolution: "年度预算" });
    expect((await ask("clerk", "C")).status).toBe(403);
    expect((await ask("accountant", "C", "20,0")).status).toBe(400);
    expect((await ask("accountant", "C")).status).toBe(200);
    expect((await ask("county", "X1")).status).toBe(200);
    expect((await ask("county", "X2")).body.code).toBe("organisation_unknown");
    expect((await as("county")("GET", "/budgets")).body.rows).toMatchObject([
      { organisationId: places.X1, budget: "100000" },
    ]);
  });
});
