import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import { setVault } from "#platform/crypto.ts";
import { testVault } from "#tests/support/app.ts";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";
import { FundingCity } from "#tests/support/funding.ts";
import { advanceMonths } from "./commands/advance.ts";
import { billBatches } from "./commands/bill-batches.ts";
import { closeBase } from "./commands/close-base.ts";
import { setFundingRule } from "./commands/set-rule.ts";

const january = plainMonth("2025-01");
let database: TestDatabase;
let city: FundingCity;
let bill: string;

beforeAll(async () => {
  database = await testDatabase();
  setVault(testVault);
  city = new FundingCity(database.pool, 410_900);
  await city.publishPlans();
  await city.open("HA-C");
  await city.organisation("U001", "member_unit", "HA-C", { category: "municipal", payer: "member" });
  await city.act((ctx) =>
    setFundingRule(ctx, {
      planCode: "HN-INP-80",
      planVersion: "2025.1",
      category: "municipal",
      validFrom: plainDate("2025-01-01"),
      shares: [
        { payer: "own", cents: yuan(50), mode: "direct_pool" },
        { payer: "city_union", cents: yuan(30), mode: "direct_pool" },
      ],
    }),
  );
  city.today = plainDate("2024-12-30");
  await city.batch("U001", 3, january, plainDate("2025-02-01"));
  [bill = ""] = await city.act((ctx) => billBatches(ctx, january));
});
afterAll(() => database.close());

const asked = async () =>
  (
    await city.look(({ db }) =>
      sql<{
        item: string;
        amount: string;
        state: string;
        on: string;
      }>`select item, heads || '人' || cents as amount, state,
        received_on as on from receipt_request order by id`.execute(db),
    )
  ).rows;

test("nothing is asked for before the money is there, in full", async () => {
  city.today = plainDate("2025-01-08");
  await city.pay(bill, 14_000n, "2025-01-07");
  await city.act((ctx) => advanceMonths(ctx));
  expect(await asked()).toEqual([]);
});

const own = {
  item: "2025年1月职工互助保障会费（职工个人承担）",
  amount: "3人15000",
  state: "requested",
  on: "2025-01-08",
};

test("a bill in full asks for the receipt of who bears it, with the day of the money", async () => {
  await city.pay(bill, 1_000n, "2025-01-08");
  await city.act((ctx) => advanceMonths(ctx));
  expect(await asked()).toEqual([own]);
});

test("money that was taken back asks for none; money that comes again does", async () => {
  const change = (cents: bigint) =>
    city.act(({ db }) =>
      sql`update open_item set received_cents = received_cents + ${cents}::bigint`.execute(db),
    );
  await change(-1_000n);
  await city.act((ctx) => advanceMonths(ctx));
  expect(await asked()).toEqual([{ ...own, state: "withdrawn" }]);
  await change(1_000n);
  await city.act((ctx) => advanceMonths(ctx));
  expect(await asked()).toEqual([own]);
});

test("a union's subsidy in full asks for its own, once, whenever one looks", async () => {
  city.today = plainDate("2025-01-13");
  await city.act((ctx) => closeBase(ctx, january));
  const { rows } = await city.look(({ db }) => sql<{ id: string }>`select id from subsidy_due`.execute(db));
  await city.pay(rows[0]?.id ?? "", 9_000n, "2025-01-20");
  for (const _time of [1, 2]) await city.act((ctx) => advanceMonths(ctx));
  expect(await asked()).toEqual([
    own,
    { item: "2025年1月职工互助保障补助", amount: "3人9000", state: "requested", on: "2025-01-20" },
  ]);
});
