import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type PlainMonth, plainDate, plainMonth } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import { setVault } from "#platform/crypto.ts";
import { testVault } from "#tests/support/app.ts";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";
import { FundingCity } from "#tests/support/funding.ts";
import { advancePeriod } from "./commands/advance.ts";
import { billBatches } from "./commands/bill-batches.ts";
import { closeBase } from "./commands/close-base.ts";
import { askReopening, closePeriod, decideReopening } from "./commands/close-period.ts";
import { remind } from "./commands/remind.ts";
import { acknowledgeRemittance, checkRemittance, makeRemittance } from "./commands/remit.ts";
import { setFirstRules, setFundingRule } from "./commands/set-rule.ts";
import { monthBoard } from "./queries/month-board.ts";
import { period } from "./store/periods.ts";

const january = plainMonth("2025-01");
const february = plainMonth("2025-02");
const day = plainDate;

let database: TestDatabase;
let number = 410_900; // a city of its own for each test
let city: FundingCity;

beforeAll(async () => {
  database = await testDatabase();
  setVault(testVault);
});
afterAll(() => database.close());

/** A small Puyang: a municipal unit, a county unit whose members pay, and the unions above them. */
beforeEach(async () => {
  city = new FundingCity(database.pool, number);
  number += 100;
  await city.publishPlans();
  await city.open("HA-C");
  await city.organisation("X410927", "county_union", "HA-C", { phone: "13900003790" });
  await city.organisation("U001", "member_unit", "HA-C", { category: "municipal" });
  await city.organisation("U019", "member_unit", "X410927", { category: "county", payer: "member" });
  for (const [category, shares] of Object.entries(puyang)) {
    await city.act((ctx) =>
      setFundingRule(ctx, {
        planCode: "HN-INP-80",
        planVersion: "2025.1",
        category,
        validFrom: day("2025-01-01"),
        shares: shares.map(([payer, amount]) => ({ payer, cents: yuan(amount), mode: "direct_pool" })),
      }),
    );
  }
});

const puyang = {
  municipal: [
    ["own", 50],
    ["city_union", 30],
  ],
  county: [
    ["own", 50],
    ["county_union", 10],
    ["city_union", 20],
  ],
} as const;

const cashier = () => city.actor("cashier", "city_cashier", "HA-C");
const accountant = () => city.actor("accountant", "city_accountant", "HA-C");
const province = () => city.actor("province", "province_officer");

/** Batches of 3 and 2 people for January, billed. Answers the bills' ids: U001, U019. */
async function billed(month: PlainMonth = january): Promise<[string, string]> {
  city.today = day("2024-12-30");
  await city.batch("U001", 3, month, day("2025-02-01"));
  await city.batch("U019", 2, month, day("2025-02-01"));
  const bills = await city.act((ctx) => billBatches(ctx, month));
  expect(bills).toHaveLength(2);
  return bills as [string, string];
}

const closing = async (month: PlainMonth, today: string) => {
  city.today = day(today);
  return city.act((ctx) => closeBase(ctx, month));
};
const dueOf = async (payer: string, month = january) =>
  (
    await city.look(
      async ({ db }) =>
        (
          await sql<{ id: string; cents: bigint }>`select id, cents from subsidy_due
          where city_id = ${city.cityId} and payer = ${payer} and month = ${`${month}-01`}`.execute(db)
        ).rows,
    )
  )[0];
const payUnions = async (on: string) => {
  for (const payer of ["city_union", "county_union:X410927"]) {
    const due = await dueOf(payer);
    if (due) await city.pay(due.id, due.cents, on);
  }
};
const stateOf = async (month: PlainMonth) => (await city.look((ctx) => period(ctx, month))).state;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error) => error.code,
  );

describe("billing", () => {
  test("writes one bill a batch, with its shares; asking again writes nothing", async () => {
    await billed();
    expect(await city.act((ctx) => billBatches(ctx, january))).toEqual([]);
    const { rows } = await city.look(({ db }) =>
      sql`select unit.code, payer, per_head_cents, cents from bill_share share
        join organisation unit on unit.city_id = share.city_id and unit.id = share.organisation_id
        where share.city_id = ${city.cityId} order by unit.code, payer`.execute(db),
    );
    expect(rows).toEqual([
      { code: "U001", payer: "city_union", per_head_cents: 3_000n, cents: 9_000n },
      { code: "U001", payer: "unit", per_head_cents: 5_000n, cents: 15_000n },
      { code: "U019", payer: "city_union", per_head_cents: 2_000n, cents: 4_000n },
      { code: "U019", payer: "county_union:X410927", per_head_cents: 1_000n, cents: 2_000n },
      { code: "U019", payer: "member", per_head_cents: 5_000n, cents: 10_000n },
    ]);
  });

  test("refuses a unit for which no rule holds, and bills nobody then", async () => {
    await city.organisation("U050", "member_unit", "HA-C", { category: "township" });
    await city.batch("U050", 1, january, day("2025-02-01"));
    await city.batch("U001", 1, january, day("2025-02-01"));
    expect(await codeOf(city.act((ctx) => billBatches(ctx, january)))).toBe("no_funding_rule");
    const { rows } = await city.look(({ db }) =>
      sql`select from bill where city_id = ${city.cityId}`.execute(db),
    );
    expect(rows).toHaveLength(0);
  });

  test("a rule that does not add up to the city's price is refused", async () => {
    const rule = {
      planCode: "HN-INP-80",
      planVersion: "2025.1",
      category: "all",
      validFrom: day("2025-01-01"),
      shares: [{ payer: "own", cents: yuan(75), mode: "direct_pool" }],
    } as const;
    expect(await codeOf(city.act((ctx) => setFundingRule(ctx, rule)))).toBe("shares_do_not_add_up");
  });

  test("a rule that bills have used stands", async () => {
    await billed();
    const rule = {
      planCode: "HN-INP-80",
      planVersion: "2025.1",
      category: "county",
      validFrom: day("2025-01-01"),
      shares: [{ payer: "own", cents: yuan(80), mode: "direct_pool" }],
    } as const;
    expect(await codeOf(city.act((ctx) => setFundingRule(ctx, rule)))).toBe("funding_rule_used");
    expect(
      await codeOf(city.act((ctx) => setFundingRule(ctx, { ...rule, validFrom: day("2025-07-01") }))),
    ).toBe("done");
  });
});

describe("a month", () => {
  test("goes from bills to closed, with two people for the remittance and the bank for the money", async () => {
    const [municipal, county] = await billed();
    await city.pay(municipal, 15_000n, "2025-01-06");
    await city.pay(county, 4_000n, "2025-01-07");
    await city.pay(county, 6_000n, "2025-01-10");
    expect(await closing(january, "2025-01-11")).toEqual({ settled: 2, waiting: 0, funded: false });
    expect((await dueOf("city_union"))?.cents).toBe(13_000n);
    expect((await dueOf("county_union:X410927"))?.cents).toBe(2_000n);
    expect(await codeOf(city.act((ctx) => makeRemittance(ctx, january), cashier()))).toBe(
      "period_in_another_state",
    );
    await payUnions("2025-01-20");
    expect(await city.act((ctx) => advancePeriod(ctx, january))).toBe("funded");

    const made = await city.act((ctx) => makeRemittance(ctx, january), cashier());
    expect(made).toMatchObject({ heads: 5, cents: 40_000n, state: "made" });
    expect(await codeOf(city.act((ctx) => checkRemittance(ctx, january), cashier()))).toBe(
      "maker_is_checker",
    );
    await city.act((ctx) => checkRemittance(ctx, january), accountant());
    expect(await city.act((ctx) => advancePeriod(ctx, january))).toBe("funded");
    await city.pay(made.id, 40_000n, "2025-01-27");
    expect(await city.act((ctx) => advancePeriod(ctx, january))).toBe("remitted");
    expect(await city.look((ctx) => period(ctx, january))).toMatchObject({ remittedOn: "2025-01-27" });
    expect(await city.balances()).toEqual({});

    expect(await codeOf(city.act((ctx) => closePeriod(ctx, january), accountant()))).toBe(
      "period_in_another_state",
    );
    await city.act((ctx) => acknowledgeRemittance(ctx, january), province());
    await city.act((ctx) => closePeriod(ctx, january), accountant());
    expect(await stateOf(january)).toBe("closed");
  });

  test("does not close before its cut-off day is over, nor before an earlier one", async () => {
    await billed();
    expect(await codeOf(closing(january, "2025-01-10"))).toBe("base_still_open");
    expect(await codeOf(closing(february, "2025-02-11"))).toBe("earlier_month_open");
  });

  test("takes who paid in time; who paid a day late settles a month later, and is covered a month later", async () => {
    const [municipal, county] = await billed();
    await city.pay(municipal, 15_000n, "2025-01-10");
    await city.pay(county, 9_999n, "2025-01-09");
    await city.pay(county, 1n, "2025-01-11");
    expect(await closing(january, "2025-01-13")).toMatchObject({ settled: 1, waiting: 1 });
    expect(await city.balances()).toEqual({ advance: 10_000n, bank: 25_000n, pool: 15_000n });
    expect((await dueOf("city_union"))?.cents).toBe(9_000n);
    expect(await closing(february, "2025-02-11")).toMatchObject({ settled: 1, waiting: 0 });
    const { rows } = await city.look(({ db }) =>
      sql`select id, to_char(settled_month, 'YYYY-MM') as month, covered_from, in_full_on from bill
        where city_id = ${city.cityId} order by settled_month`.execute(db),
    );
    expect(rows).toEqual([
      { id: municipal, month: "2025-01", covered_from: "2025-02-01", in_full_on: "2025-01-10" },
      { id: county, month: "2025-02", covered_from: "2025-03-01", in_full_on: "2025-01-11" },
    ]);
  });

  test("whose list is not its bills' is not remitted", async () => {
    const [municipal] = await billed();
    await city.pay(municipal, 15_000n, "2025-01-06");
    await closing(january, "2025-01-11");
    await payUnions("2025-01-20");
    await city.act((ctx) => advancePeriod(ctx, january));
    await city.act(({ db }) =>
      sql`delete from cover where city_id = ${city.cityId} and id = (select id from cover
        where city_id = ${city.cityId} and organisation_id = ${city.organisations.get("U001")} limit 1)`.execute(
        db,
      ),
    );
    expect(await codeOf(city.act((ctx) => makeRemittance(ctx, january), cashier()))).toBe(
      "list_differs_from_bills",
    );
  });

  test("is reopened by two people, and then takes who was forgotten", async () => {
    const [municipal, county] = await billed();
    await city.pay(municipal, 15_000n, "2025-01-06");
    await closing(january, "2025-01-11");
    await city.act((ctx) => askReopening(ctx, january, "补录1月9日的来款"), accountant());
    expect(await codeOf(city.act((ctx) => decideReopening(ctx, january, true), accountant()))).toBe(
      "maker_is_checker",
    );
    const other = city.actor("second", "city_accountant", "HA-C");
    expect(await city.act((ctx) => decideReopening(ctx, january, true), other)).toBe("open");
    expect(await city.balances()).toEqual({ advance: 15_000n, bank: 15_000n });
    await city.pay(county, 10_000n, "2025-01-09");
    expect(await closing(january, "2025-01-14")).toMatchObject({ settled: 2, waiting: 0 });
    expect((await dueOf("city_union"))?.cents).toBe(13_000n);
  });

  test("is not reopened once a union has paid for its people", async () => {
    const [municipal] = await billed();
    await city.pay(municipal, 15_000n, "2025-01-06");
    await closing(january, "2025-01-11");
    await payUnions("2025-01-12");
    await city.act((ctx) => askReopening(ctx, january, "再看看"), accountant());
    const other = city.actor("second", "city_accountant", "HA-C");
    expect(await codeOf(city.act((ctx) => decideReopening(ctx, january, true), other))).toBe(
      "subsidy_already_received",
    );
  });
});

describe("reminding", () => {
  test("reaches those with a telephone, names the others, and nobody twice in a day", async () => {
    await billed();
    city.today = day("2025-01-08");
    expect(await city.act((ctx) => remind(ctx, january))).toEqual({
      reminded: 0,
      withoutPhone: ["单位U001", "单位U019"],
      already: 0,
    });
    await city.organisation("U060", "member_unit", "HA-C", { category: "municipal", phone: "13900001111" });
    await city.batch("U060", 1, january, day("2025-02-01"));
    await city.act((ctx) => billBatches(ctx, january));
    expect(await city.act((ctx) => remind(ctx, january))).toMatchObject({ reminded: 1 });
    expect(await city.act((ctx) => remind(ctx, january))).toMatchObject({ reminded: 0, already: 1 });
    city.today = day("2025-01-09");
    expect(await city.act((ctx) => remind(ctx, january))).toMatchObject({ reminded: 1, already: 0 });
  });

  test("each has it in the inbox; the board says what came of the message", async () => {
    await billed();
    await city.organisation("U060", "member_unit", "HA-C", { category: "municipal", phone: "13900001111" });
    await city.batch("U060", 1, january, day("2025-02-01"));
    await city.act((ctx) => billBatches(ctx, january));
    city.today = day("2025-01-08");
    await city.act((ctx) => remind(ctx, january));
    const { missing } = await city.look((ctx) => monthBoard(ctx, january));
    expect(missing.map(({ name, sms }) => [name, sms])).toEqual(
      expect.arrayContaining([
        ["单位U001", "no_address"],
        ["单位U060", "not_set_up"],
      ]),
    );
    const told = await city.look((ctx) =>
      sql<{ title: string; body: string; link: string }>`select title, body, link from notice
        where organisation_id = ${city.organisations.get("U060")}`.execute(ctx.db),
    );
    expect(told.rows[0]).toMatchObject({ title: "2025年1月的会费还差50.00元", link: "/bills" });
    expect(told.rows[0]?.body).toContain("截止日1月10日");
  });
});

describe("a subsidy that is paid back to the unit", () => {
  test("is advanced by the unit, remitted without waiting, and owed back once the union has paid", async () => {
    city = new FundingCity(database.pool, 410_100);
    await city.open("ZZ-C");
    for (const code of ["Z001", "Z002", "Z003"]) await city.organisation(code, "member_unit", "ZZ-C");
    await city.act((ctx) => setFirstRules(ctx));
    await city.batch("Z001", 20, january, day("2025-02-01"));
    await city.batch("Z002", 10, january, day("2025-02-01"));
    await city.batch("Z003", 5, january, day("2025-02-01"));
    const bills = await city.act((ctx) => billBatches(ctx, january));
    for (const [at, heads] of [20n, 10n, 5n].entries())
      await city.pay(bills[at] ?? "", heads * 7_500n, "2025-01-08");
    expect(await closing(january, "2025-01-11")).toEqual({ settled: 3, waiting: 0, funded: true });
    const by = (id: string, role: "city_cashier" | "city_accountant") => city.actor(id, role, "ZZ-C");
    const made = await city.act((ctx) => makeRemittance(ctx, january), by("a", "city_cashier"));
    expect(made.cents).toBe(262_500n);
    await city.act((ctx) => checkRemittance(ctx, january), by("b", "city_accountant"));
    await city.pay(made.id, 262_500n, "2025-01-27");
    expect(await city.act((ctx) => advancePeriod(ctx, january))).toBe("remitted");
    await city.act((ctx) => acknowledgeRemittance(ctx, january), province());
    expect(await city.balances()).toEqual({});

    const due = await dueOf("city_union");
    expect(due?.cents).toBe(105_000n);
    expect(await codeOf(city.act((ctx) => closePeriod(ctx, january), by("b", "city_accountant")))).toBe(
      "reimbursements_open",
    );
    await city.pay(due?.id ?? "", 105_000n, "2025-01-22");
    expect(await city.balances()).toEqual({ bank: 105_000n, reimbursement: 105_000n });
    await city.act((ctx) => advancePeriod(ctx, january));
    const { rows: owed } = await city.look(({ db }) =>
      sql<{ source_id: string; due_cents: bigint }>`select source_id, due_cents from open_item
        where city_id = 410100 and kind = 'reimbursement' order by due_cents desc`.execute(db),
    );
    expect(owed.map((each) => each.due_cents)).toEqual([60_000n, 30_000n, 15_000n]);
    for (const each of owed) await city.pay(each.source_id, each.due_cents, "2025-01-28");
    await city.act((ctx) => closePeriod(ctx, january), by("b", "city_accountant"));
    expect(await stateOf(january)).toBe("closed");
  });
});
