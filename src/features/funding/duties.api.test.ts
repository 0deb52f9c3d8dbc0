import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import { setVault } from "#platform/crypto.ts";
import { testVault } from "#tests/support/app.ts";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";
import { FundingCity } from "#tests/support/funding.ts";
import { advanceMonths, advancePeriod } from "./commands/advance.ts";
import { billBatches } from "./commands/bill-batches.ts";
import { closeBase } from "./commands/close-base.ts";
import { closePeriod } from "./commands/close-period.ts";
import { acknowledgeRemittance, checkRemittance, makeRemittance } from "./commands/remit.ts";
import { setFundingRule } from "./commands/set-rule.ts";

const march = plainMonth("2025-03");

let database: TestDatabase;
let city: FundingCity;

beforeAll(async () => {
  database = await testDatabase();
  setVault(testVault);
  city = new FundingCity(database.pool, 460_100);
  await city.publishPlans();
  await city.open("C");
  await city.organisation("X1", "county_union", "C");
  await city.organisation("U1", "member_unit", "X1", { category: "county" });
  const shares = [
    { payer: "own", cents: yuan(50), mode: "direct_pool" },
    { payer: "county_union", cents: yuan(10), mode: "direct_pool" },
    { payer: "city_union", cents: yuan(20), mode: "direct_pool" },
  ] as const;
  await city.act((ctx) =>
    setFundingRule(ctx, {
      planCode: "HN-INP-80",
      planVersion: "2025.1",
      category: "all",
      validFrom: plainDate("2025-01-01"),
      shares,
    }),
  );
});
afterAll(() => database.close());

const on = (day: string) => {
  city.today = plainDate(day);
};
/** What is open now: kind, who owes it, the last day. */
const open = async () => {
  const { rows } = await city.look(({ db }) =>
    sql<{
      line: string;
    }>`select duty.kind || ' ' || o.code || ' ' || (due_at at time zone 'Asia/Shanghai')::date as line
      from duty join organisation as o on o.city_id = duty.city_id and o.id = duty.organisation_id
      where duty.city_id = 460100 and duty.state = 'open' order by 1`.execute(db),
  );
  return rows.map(({ line }) => line);
};
const ofMonth = async () =>
  (
    await city.look(({ db }) =>
      sql<{
        id: string;
        cents: bigint;
        payer: string;
      }>`select id, cents, payer from subsidy_due where city_id = 460100`.execute(db),
    )
  ).rows;

test("a unit owes its share by the 10th, its unions by the 25th, then one step follows the other", async () => {
  on("2025-03-03");
  await city.batch("U1", 3, march, plainDate("2025-04-01"));
  const [bill = ""] = await city.act((ctx) => billBatches(ctx, march));
  expect(await open()).toEqual(["funding.own_share U1 2025-03-10"]);

  await city.pay(bill, yuan(150), "2025-03-07");
  await city.act(advanceMonths);
  expect(await open()).toEqual([]);

  on("2025-03-11");
  await city.act((ctx) => closeBase(ctx, march));
  expect(await open()).toEqual(["funding.subsidy C 2025-03-25", "funding.subsidy X1 2025-03-25"]);
  const dues = await ofMonth();
  for (const { id, cents, payer } of dues)
    if (payer.startsWith("county")) await city.pay(id, cents, "2025-03-20");
  await city.act((ctx) => advancePeriod(ctx, march));
  expect(await open()).toEqual(["funding.subsidy C 2025-03-25"]);

  on("2025-03-26");
  for (const { id, cents, payer } of dues)
    if (payer === "city_union") await city.pay(id, cents, "2025-03-26");
  await city.act((ctx) => advancePeriod(ctx, march));
  expect(await open()).toEqual(["funding.remittance C 2025-03-31"]);
  const late = await city.look(({ db }) =>
    sql<{ n: number }>`select count(*)::int as n from duty where city_id = 460100 and kind = 'funding.subsidy'
      and closed_at > first_due_at`.execute(db),
  );
  expect(late.rows).toEqual([{ n: 1 }]);

  const remittance = await city.act(
    (ctx) => makeRemittance(ctx, march),
    city.actor("cashier", "city_cashier", "C"),
  );
  await city.act((ctx) => checkRemittance(ctx, march), city.actor("accountant", "city_accountant", "C"));
  await city.pay(remittance.id, yuan(240), "2025-03-27");
  await city.act((ctx) => advancePeriod(ctx, march));
  expect(await open()).toEqual(["funding.acknowledgement C 2025-04-02"]);
  await city.act((ctx) => acknowledgeRemittance(ctx, march), city.actor("province", "province_officer"));
  expect(await open()).toEqual(["funding.closing C 2025-04-05"]);
  await city.act((ctx) => closePeriod(ctx, march), city.actor("accountant", "city_accountant", "C"));
  expect(await open()).toEqual([]);
});
