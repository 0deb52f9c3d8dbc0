import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import { type Caller, type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedProvince, seedSession } from "#tests/support/city.ts";
import { FundingCity } from "#tests/support/funding.ts";
import { advanceMonths } from "./commands/advance.ts";
import { closeBase } from "./commands/close-base.ts";
import { fundingRoutes } from "./routes/index.ts";
import { fundingTexts } from "./text.ts";

// A city whose January is billed for four units: two pay in time, one a day late, one not at all.
const january = plainMonth("2025-01");
let app: TestApp;
let city: FundingCity;
let office: string;
const bills: Record<string, string> = {};

beforeAll(async () => {
  app = await testApp(fundingRoutes, fundingTexts);
  office = await seedProvince(app.db.pool);
  city = new FundingCity(app.db.pool, 410900, await seedCity(app.db.pool, 410900));
  await city.publishPlans();
  city.today = plainDate("2024-12-30");
});
afterAll(() => app.close());

const at = (code: string) => city.organisations.get(code) ?? "";
const signedIn = async (role: Parameters<typeof seedSession>[2], code: string): Promise<Caller> =>
  app.as((await seedSession(app.db.pool, 410900, role, at(code))).token);
const rule = (category: string, shares: Record<string, string>) => ({
  planCode: "HN-INP-80",
  planVersion: "2025.1",
  category,
  validFrom: "2025-01-01",
  shares: Object.entries(shares).map(([payer, amount]) => ({ payer, amount })),
});
const due = async (payer: string) => {
  const { rows } = await city.look(({ db }) =>
    sql<{ id: string; cents: bigint }>`select id, cents from subsidy_due
      where city_id = 410900 and payer = ${payer}`.execute(db),
  );
  return rows[0] ?? { id: "", cents: 0n };
};

describe("setting rules", () => {
  test("takes what adds up to the price, and says by how much another one misses it", async () => {
    const administrator = await signedIn("city_administrator", "C");
    const wrong = await administrator(
      "POST",
      "/funding-rules",
      rule("municipal", { own: "50.00", city_union: "29.00" }),
    );
    expect(wrong).toMatchObject({
      status: 400,
      body: { code: "shares_do_not_add_up", title: "市直的分担合计79.00元，与价格80.00元不符" },
    });
    expect(wrong.body.detail).toContain("少1.00元");
    const municipal = rule("municipal", { own: "50.00", city_union: "30.00" });
    const county = rule("county", { own: "50.00", county_union: "10.00", city_union: "20.00" });
    for (const each of [municipal, county]) {
      expect((await administrator("POST", "/funding-rules", each)).status).toBe(200);
    }
    const { body } = await administrator("GET", "/funding-rules");
    expect(body.rows.map((row: { category: string; price: string }) => [row.category, row.price])).toEqual([
      ["county", "80.00"],
      ["municipal", "80.00"],
    ]);
    expect(body.days).toEqual({ baseDay: 10, subsidyDay: 25, shift: "next" });
  });

  test("is not a unit clerk's", async () => {
    const clerk = await signedIn("unit_clerk", "U11");
    expect((await clerk("POST", "/funding-rules", rule("all", { own: "80.00" }))).status).toBe(403);
  });
});

describe("the month board", () => {
  test("shows what is missing and from whom while own shares come in", async () => {
    for (const [unit, heads] of [
      ["U01", 3],
      ["U11", 2],
      ["U21", 4],
      ["U22", 1],
    ] as const) {
      const batch = await city.batch(unit, heads, january, plainDate("2025-02-01"));
      bills[unit] = batch;
    }
    const clerk = await signedIn("city_clerk", "C");
    expect((await clerk("POST", "/months/2025-01/bills")).body).toEqual({ bills: 4 });
    const { rows } = await city.look(({ db }) =>
      sql<{ id: string; code: string }>`select bill.id, unit.code from bill join organisation unit
        on unit.city_id = bill.city_id and unit.id = bill.organisation_id where bill.city_id = 410900`.execute(
        db,
      ),
    );
    for (const row of rows) bills[row.code.slice(2)] = row.id;
    await city.pay(bills.U01 ?? "", yuan(150), "2025-01-06");
    await city.pay(bills.U11 ?? "", yuan(100), "2025-01-10");
    await city.pay(bills.U21 ?? "", yuan(200), "2025-01-11");
    const { body } = await clerk("GET", "/months/2025-01");
    expect(body).toMatchObject({
      state: "open",
      baseCutOff: "2025-01-10",
      subsidyCutOff: "2025-01-26",
      units: 4,
      heads: 10,
      whole: { due: "800.00", received: "450.00", open: "350.00" },
      own: { due: "500.00", received: "450.00", open: "50.00" },
      missing: [{ name: "09单位22号有限公司", reason: "own_share", amount: "50.00", remindedAt: null }],
    });
    expect(body.allowed).toEqual(expect.arrayContaining(["bill", "remind"]));
  });

  test("shows the unions' subsidies once the base is closed, and who goes into the next month", async () => {
    city.today = plainDate("2025-01-13");
    expect(await city.act((ctx) => closeBase(ctx, january))).toEqual({
      settled: 2,
      waiting: 2,
      funded: false,
    });
    const cashier = await signedIn("city_cashier", "C");
    const { body } = await cashier("GET", "/months/2025-01");
    expect(body).toMatchObject({
      state: "base_closed",
      units: 2,
      heads: 5,
      whole: { due: "400.00", received: "250.00", open: "150.00" },
      prices: [{ price: "80.00", heads: 5 }],
      county: { due: "20.00", received: "0.00", payers: 1, missing: 1 },
      city: { due: "130.00", open: "130.00" },
      next: {
        move: "make_remittance",
        obstacle: { code: "shares_missing", title: "补助还差150.00元，缺2家工会" },
      },
      late: [{ name: "09单位21号有限公司", amount: "200.00", inFullOn: "2025-01-11" }],
      account: { bank: "450.00", pool: "250.00" },
    });
    expect(body.missing.map((each: { name: string }) => each.name)).toEqual(["09市总工会", "09第1县总工会"]);
    const units = await cashier("GET", "/months/2025-01/units?limit=1");
    expect(units.body).toMatchObject({
      total: 2,
      rows: [
        {
          unit: "09单位11号有限公司",
          union: "09第1县总工会",
          own: { inFullOn: "2025-01-10" },
          county: { inFullOn: null },
        },
      ],
    });
    const next = await cashier(
      "GET",
      `/months/2025-01/units?limit=1&after=${encodeURIComponent(units.body.next)}`,
    );
    expect(next.body).toMatchObject({
      next: null,
      rows: [{ unit: "09单位01号有限公司", county: null, whole: "240.00" }],
    });
  });

  test("is remitted, answered, confirmed and closed through the doors", async () => {
    for (const payer of ["city_union", "county_union:09X1"]) {
      const { id, cents } = await due(payer);
      await city.pay(id, cents, "2025-01-20");
    }
    expect([...(await city.act((ctx) => advanceMonths(ctx)))]).toEqual([["2025-01", "funded"]]);
    const cashier = await signedIn("city_cashier", "C");
    const accountant = await signedIn("city_accountant", "C");
    expect((await cashier("POST", "/months/2025-01/remittance")).body).toEqual({ state: "funded" });
    expect(
      (await cashier("POST", "/months/2025-01/remittance/check", { heads: 5, amount: "400.00" })).status,
    ).toBe(403);
    const stale = await accountant("POST", "/months/2025-01/remittance/check", {
      heads: 4,
      amount: "320.00",
    });
    expect(stale.body.code).toBe("remittance_changed_meanwhile");
    await accountant("POST", "/months/2025-01/remittance/return", { reason: "先等等" });
    await cashier("POST", "/months/2025-01/remittance");
    expect(
      (await accountant("POST", "/months/2025-01/remittance/check", { heads: 5, amount: "400.00" })).status,
    ).toBe(200);

    const list = await cashier("GET", "/months/2025-01/remittance/list?format=csv");
    expect(list.status).toBe(200);
    expect(list.raw.toString("utf8").trim().split("\r\n")).toHaveLength(6);
    const { rows } = await city.look(({ db }) =>
      sql<{ id: string }>`select id from remittance where city_id = 410900`.execute(db),
    );
    await city.pay(rows[0]?.id ?? "", yuan(400), "2025-01-27");
    await city.act((ctx) => advanceMonths(ctx));

    city.organisations.set("HA", office);
    const { body } = await accountant("GET", "/months/2025-01");
    expect(body).toMatchObject({
      state: "remitted",
      remittance: { remittedOn: "2025-01-27", state: "remitted" },
    });
    expect(body.events.map((event: { event: string }) => event.event)).toEqual(
      expect.arrayContaining([
        "remitted",
        "remittance_checked",
        "remittance_returned",
        "funded",
        "base_closed",
      ]),
    );
  });
});

describe("bills", () => {
  test("list with their states, exact counts and sums, page by page", async () => {
    const clerk = await signedIn("city_clerk", "C");
    const { body } = await clerk("GET", "/bills?limit=3");
    expect(body).toMatchObject({
      total: 4,
      counts: { unpaid: 1, part_paid: 0, paid: 1, settled: 0, remitted: 2 },
      sums: { due: "500.00", received: "450.00", open: "50.00", heads: 10 },
    });
    const rest = await clerk("GET", `/bills?limit=3&after=${encodeURIComponent(body.next)}`);
    const states = [...body.rows, ...rest.body.rows].map((row) => [row.unitCode, row.state]).sort();
    expect(states).toEqual([
      ["09U01", "remitted"],
      ["09U11", "remitted"],
      ["09U21", "paid"],
      ["09U22", "unpaid"],
    ]);
    expect((await clerk("GET", "/bills?state=paid")).body).toMatchObject({ total: 1 });
  });

  test("open into who bears what, what came in, and when cover runs", async () => {
    const clerk = await signedIn("city_clerk", "C");
    const { body } = await clerk("GET", `/bills/${bills.U11}`);
    expect(body).toMatchObject({
      unit: "09单位11号有限公司",
      price: "80.00",
      month: "2025-01",
      settledMonth: "2025-01",
      coverFrom: "2025-02-01",
      coverUntil: "2026-02-01",
      shares: [
        { payer: "unit", payerName: "单位", amount: "100.00", isIn: true },
        { payer: "county_union:09X1", payerName: "09第1县总工会", amount: "20.00", isIn: true },
        { payer: "city_union", payerName: "09市总工会", amount: "40.00", isIn: true },
      ],
      payments: [{ day: "2025-01-10", amount: "100.00" }],
      paidBack: null,
    });
  });
});

describe("the wall", () => {
  test("shows a unit its own bills, and nobody else's", async () => {
    const clerk = await signedIn("unit_clerk", "U11");
    expect((await clerk("GET", "/bills")).body).toMatchObject({ total: 1, rows: [{ unitCode: "09U11" }] });
    expect((await clerk("GET", `/bills/${bills.U21}`)).status).toBe(404);
    expect((await clerk("GET", "/bills?q=单位")).body.total).toBe(1);
    const board = await clerk("GET", "/months/2025-01");
    expect(board.body).toMatchObject({
      whole: { due: "160.00", received: "160.00", open: "0.00" },
      units: 1,
      heads: 2,
      missing: [],
      late: [],
      remittance: null,
      events: [],
      account: null,
    });
    expect((await clerk("GET", "/months/2025-01/units")).body).toMatchObject({
      total: 1,
      rows: [{ county: { inFullOn: "2025-01-13" }, city: { inFullOn: "2025-01-13" } }],
    });
    expect((await clerk("GET", "/months/2025-01/remittance/list")).status).toBe(403);
  });

  test("shows a county its units and its own subsidy", async () => {
    const county = await signedIn("county_clerk", "X2");
    expect((await county("GET", "/bills")).body).toMatchObject({ total: 2 });
    const { body } = await county("GET", "/months/2025-01");
    expect(body.late.map((each: { name: string }) => each.name)).toEqual(["09单位21号有限公司"]);
  });

  test("stands in the database where the code forgets it", async () => {
    const unit = city.actor("clerk", "unit_clerk", "U11");
    const count = (table: string) =>
      city.look(async ({ db }) => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(
          db,
        );
        return rows[0]?.n;
      }, unit);
    expect(await count("bill")).toBe(1);
    expect(await count("bill_share")).toBe(3);
    for (const table of [
      "subsidy_due",
      "remittance",
      "remittance_line",
      "period_event",
      "period_reopening",
      "reminder",
    ]) {
      expect(await count(table), table).toBe(0);
    }
  });
});
