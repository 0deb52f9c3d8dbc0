import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PlainDate, plainDate, plainMonth } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import { type TestApp, testApp } from "#tests/support/app.ts";
import { seedSession } from "#tests/support/city.ts";
import { FundingCity } from "#tests/support/funding.ts";
import { advanceMonths } from "./commands/advance.ts";
import { billBatches } from "./commands/bill-batches.ts";
import { closeBase } from "./commands/close-base.ts";
import { removePerson } from "./commands/remove-person.ts";
import { fundingRoutes } from "./routes/index.ts";
import { fundingTexts } from "./text.ts";

// Couriers whose unions bear the whole price: the unit has nothing to transfer.
const january = plainMonth("2025-01");
let app: TestApp;
let city: FundingCity;

beforeAll(async () => {
  app = await testApp(fundingRoutes, fundingTexts);
  city = new FundingCity(app.db.pool, 410900);
  city.today = plainDate("2024-12-30");
  await city.publishPlans();
  await city.open("C");
  await city.organisation("X1", "county_union", "C");
  await city.organisation("U1", "member_unit", "X1", { category: "county" });
  const administrator = app.as(
    (await seedSession(app.db.pool, 410900, "city_administrator", city.organisations.get("C") ?? "")).token,
  );
  const set = await administrator("POST", "/funding-rules", {
    planCode: "HN-INP-80",
    planVersion: "2025.1",
    category: "county",
    validFrom: "2025-01-01",
    shares: [
      { payer: "county_union", amount: "30.00" },
      { payer: "city_union", amount: "50.00" },
    ],
  });
  expect(set.status).toBe(200);
  await city.batch("U1", 3, january, plainDate("2025-02-01"));
});
afterAll(() => app.close());

const one = async <T>(of: Promise<{ rows: T[] }>): Promise<T | undefined> => (await of).rows[0];

describe("a unit whose unions bear the whole price", () => {
  test("is billed for nothing, and its batch is paid from the day of the bill", async () => {
    await city.act((ctx) => billBatches(ctx, january));
    const bill = await city.look(({ db }) =>
      one(
        sql<{
          cents: bigint;
          inFullOn: PlainDate;
          paidOn: PlainDate;
        }>`select bill.from_unit_cents as cents, bill.in_full_on as "inFullOn", batch.paid_on as "paidOn"
        from bill join enrolment_batch batch on batch.city_id = bill.city_id and batch.id = bill.batch_id`.execute(
          db,
        ),
      ),
    );
    expect(bill).toEqual({ cents: 0n, inFullOn: "2024-12-30", paidOn: "2024-12-30" });
    expect(await city.look(({ db }) => one(sql`select id from open_item`.execute(db)))).toBeUndefined();
  });

  test("gives up a person like any other", async () => {
    const cover = await city.look(({ db }) => one(sql<{ id: string }>`select id from cover`.execute(db)));
    const { left, bill } = await city.act((ctx) => removePerson(ctx, cover?.id ?? "", "已离职"));
    expect({ left, freed: bill?.freed, heads: bill?.after.heads }).toEqual({ left: 2, freed: 0n, heads: 2 });
  });

  test("settles in its month, and is funded once the unions have paid", async () => {
    await city.act((ctx) => advanceMonths(ctx));
    city.today = plainDate("2025-01-13");
    expect(await city.act((ctx) => closeBase(ctx, january))).toEqual({
      settled: 1,
      waiting: 0,
      funded: false,
    });
    const { rows: dues } = await city.look(({ db }) =>
      sql<{ id: string; cents: bigint }>`select id, cents from subsidy_due order by cents`.execute(db),
    );
    expect(dues.map(({ cents }) => cents)).toEqual([yuan(60), yuan(100)]);
    for (const { id, cents } of dues) await city.pay(id, cents, "2025-01-20");
    expect([...(await city.act((ctx) => advanceMonths(ctx)))]).toEqual([["2025-01", "funded"]]);
  });
});
