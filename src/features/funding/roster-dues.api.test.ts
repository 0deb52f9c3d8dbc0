import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import { setVault } from "#platform/crypto.ts";
import { testVault } from "#tests/support/app.ts";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";
import { FundingCity } from "#tests/support/funding.ts";
import { billBatches } from "./commands/bill-batches.ts";
import { setFirstRules, setFundingRule } from "./commands/set-rule.ts";
import { rosterDues } from "./queries/roster-dues.ts";

const january = plainMonth("2025-01");
const february = plainDate("2025-02-01");

let database: TestDatabase;
let number = 410_900; // a city of its own for each test
let city: FundingCity;

beforeAll(async () => {
  database = await testDatabase();
  setVault(testVault);
});
afterAll(() => database.close());

beforeEach(async () => {
  city = new FundingCity(database.pool, number);
  number += 100;
  city.today = plainDate("2024-12-30");
  await city.publishPlans();
  await city.open("C");
  await city.organisation("X1", "county_union", "C");
  await city.organisation("U1", "member_unit", "C", { category: "municipal" });
  await city.organisation("U2", "member_unit", "X1", { category: "county", payer: "member" });
});

const rule = (category: string, shares: readonly (readonly [string, number])[]) =>
  city.act((ctx) =>
    setFundingRule(ctx, {
      planCode: "HN-INP-80",
      planVersion: "2025.1",
      category,
      validFrom: plainDate("2025-01-01"),
      shares: shares.map(([payer, amount]) => ({
        payer: payer as "own",
        cents: yuan(amount),
        mode: "direct_pool",
      })),
    }),
  );
const dues = (batchId: string) => city.look((ctx) => rosterDues(ctx, batchId));

describe("what a roster asks", () => {
  beforeEach(async () => {
    await rule("municipal", [
      ["own", 50],
      ["city_union", 30],
    ]);
    await rule("county", [
      ["own", 50],
      ["county_union", 10],
      ["city_union", 20],
    ]);
  });

  test("of the unit is its own share by its category, of the unions theirs", async () => {
    const municipal = await city.batch("U1", 419, january, february);
    expect(await dues(municipal)).toEqual({
      heads: 419,
      billId: null,
      own: { perHead: "50.00", amount: "20950.00" },
      fromMembers: false,
      others: [
        { name: "测试市总工会", perHead: "30.00", amount: "12570.00", isPaidBack: false, isGift: false },
      ],
      due: { day: "2025-01-10", later: null },
    });
    const county = await city.batch("U2", 3, january, february);
    expect(await dues(county)).toMatchObject({
      own: { perHead: "50.00", amount: "150.00" },
      fromMembers: true,
      others: [
        { name: "单位X1", amount: "30.00" },
        { name: "测试市总工会", amount: "60.00" },
      ],
    });
  });

  test("before it is confirmed is for those who could be", async () => {
    const batchId = await city.batch("U1", 3, january, february);
    await city.act(({ db }) =>
      sql`update enrolment_batch set state = 'read', accepted = 2, review = 3, approved = 1, confirmed = 0
        where city_id = ${city.cityId} and id = ${batchId}`.execute(db),
    );
    expect(await dues(batchId)).toMatchObject({ heads: 3, own: { amount: "150.00" } });
    await city.act(({ db }) =>
      sql`update enrolment_batch set accepted = 0, approved = 0 where city_id = ${city.cityId}`.execute(db),
    );
    await expect(dues(batchId)).rejects.toMatchObject({ code: "nobody_to_bill" });
  });

  test("stands on its bill once there is one, whatever becomes of the unit", async () => {
    const batchId = await city.batch("U1", 2, january, february);
    const [billId] = await city.act((ctx) => billBatches(ctx, january));
    await city.act(({ db }) =>
      sql`update organisation_category set category = 'county' where city_id = ${city.cityId}`.execute(db),
    );
    expect(await dues(batchId)).toMatchObject({ billId, others: [{ amount: "60.00" }] });
  });

  test("by the cut-off of its month, and the day after by the next one", async () => {
    const batchId = await city.batch("U1", 2, january, february);
    city.today = plainDate("2025-01-10");
    expect((await dues(batchId)).due).toEqual({ day: "2025-01-10", later: null });
    city.today = plainDate("2025-01-11");
    expect((await dues(batchId)).due).toEqual({
      day: "2025-02-10",
      later: { month: "2025-02", coverFrom: "2025-03-01" },
    });
    city.today = plainDate("2031-01-11");
    expect((await dues(batchId)).due).toBeNull();
  });
});

test("a unit for which no rule holds is told so", async () => {
  const batchId = await city.batch("U1", 2, january, february);
  await expect(dues(batchId)).rejects.toMatchObject({ code: "no_funding_rule" });
});

test("where the unit advances the union's share it transfers the whole", async () => {
  city = new FundingCity(database.pool, 410_100);
  city.today = plainDate("2024-12-30");
  await city.open("ZZ");
  await city.organisation("Z1", "member_unit", "ZZ");
  await city.act((ctx) => setFirstRules(ctx));
  expect(await dues(await city.batch("Z1", 20, january, february))).toMatchObject({
    own: { perHead: "75.00", amount: "1500.00" },
    others: [{ perHead: "30.00", amount: "600.00", isPaidBack: true, isGift: false }],
  });
});
