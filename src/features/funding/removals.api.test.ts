import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import type { Role } from "#core/permissions.ts";
import { importStatement, matchLines } from "#features/banking/index.ts";
import { verifyLedger } from "#features/ledger/index.ts";
import { routes, texts } from "#main/features.ts";
import { platformTexts } from "#platform/text.ts";
import { type Caller, type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedSession } from "#tests/support/city.ts";
import { FundingCity } from "#tests/support/funding.ts";
import { readContent } from "#tests/support/statements.ts";
import { advanceMonths, advancePeriod } from "./commands/advance.ts";
import { billBatches } from "./commands/bill-batches.ts";
import { closeBase } from "./commands/close-base.ts";
import { checkRemittance, makeRemittance } from "./commands/remit.ts";
import { setFundingRule } from "./commands/set-rule.ts";

const january = plainMonth("2025-01");
const day = plainDate;

let app: TestApp;
let number = 410_100; // a city of its own for each test
let city: FundingCity;
let clerk: Caller;
let cashier: Caller;

beforeAll(async () => {
  app = await testApp(routes, { ...platformTexts, ...texts });
});
afterAll(() => app.close());

/** A city whose unit U11 has 81 people on January's roster, 50 yuan each its own share, 10 the county's, 20 the city's. */
beforeEach(async () => {
  number += 100;
  city = new FundingCity(app.db.pool, number, await seedCity(app.db.pool, number));
  await city.publishPlans();
  city.today = day("2024-12-30");
  const shares = [
    ["own", 50],
    ["county_union", 10],
    ["city_union", 20],
  ] as const;
  await city.act((ctx) =>
    setFundingRule(ctx, {
      planCode: "HN-INP-80",
      planVersion: "2025.1",
      category: "all",
      validFrom: day("2025-01-01"),
      shares: shares.map(([payer, amount]) => ({ payer, cents: yuan(amount), mode: "direct_pool" })),
    }),
  );
  clerk = await signedIn("unit_clerk", "U11");
  cashier = await signedIn("city_cashier", "C");
});

const at = (code: string) => city.organisations.get(code) ?? "";
const signedIn = async (role: Role, code: string): Promise<Caller> =>
  app.as((await seedSession(app.db.pool, number, role, at(code))).token);

async function billed(heads: number, month = january): Promise<{ batchId: string; billId: string }> {
  const batchId = await city.batch("U11", heads, month, day("2025-02-01"));
  const [billId = ""] = await city.act((ctx) => billBatches(ctx, month));
  return { batchId, billId };
}

const coversOf = async (batchId: string): Promise<string[]> =>
  (await app.db.ownerPool.query("select id from cover where batch_id = $1 order by id", [batchId])).rows.map(
    (row) => row.id,
  );
const remove = async (batchId: string, who = clerk, query = "") => {
  const [cover] = await coversOf(batchId);
  return who("POST", `/covers/${cover}/removal${query}`, { reason: "离职" });
};

/** The bank's statement: `[day, amount (negative: out)]` from or to the unit's account; it is read and matched at once. */
async function bank(moves: readonly (readonly [string, number])[], opening = 0, serial = 1) {
  let balance = opening;
  const n = String(number).slice(2, 4);
  const rows = moves.map(([on, amount], i) => {
    balance += amount;
    const sides = amount < 0 ? `${-amount},` : `,${amount}`;
    return `S${serial + i},${on},${sides},${balance},4100${n}0000000011,${n}单位11号有限公司,会费`;
  });
  const head = "流水号,交易日期,借方发生额,贷方发生额,余额,对方账号,对方户名,摘要";
  const text = [`账号：4100${number}00008888,户名：专用账户`, head, ...rows].join("\n");
  const reading = await readContent(text);
  await city.act(async (ctx) => {
    await importStatement(ctx, { name: "对账单.csv", hash: text }, reading);
    await matchLines(ctx, ctx.today);
    await advanceMonths(ctx);
  });
}

const lineOf = async (serial: string) => {
  const { body } = await cashier("GET", "/bank/lines");
  const row = body.rows.find((each: { serial: string }) => each.serial === serial);
  return (await cashier("GET", `/bank/lines/${row.id}`)).body;
};
const decide = (line: { id: string; version: number }, decision: object) =>
  cashier("POST", "/bank/decisions", { lines: [{ id: line.id, version: line.version }], decision });
const billView = async (billId: string) => (await clerk("GET", `/bills/${billId}`)).body;
const expectSound = async () =>
  expect((await city.look(verifyLedger)).checks.filter((each) => !each.isSound)).toEqual([]);

describe("before the base of its month is closed", () => {
  test("a person is taken off, and the bill is made anew; asking first changes nothing", async () => {
    const { batchId, billId } = await billed(81);
    const expected = {
      left: 80,
      bill: {
        month: "2025-01",
        before: { heads: 81, due: "4050.00" },
        after: { heads: 80, due: "4000.00" },
        freed: "0.00",
      },
    };
    expect((await remove(batchId, clerk, "?dryRun=true")).body).toEqual(expected);
    expect((await billView(billId)).heads).toBe(81);
    expect(await coversOf(batchId)).toHaveLength(81);

    expect((await remove(batchId)).body).toEqual(expected);
    expect(await billView(billId)).toMatchObject({
      heads: 80,
      money: { due: "4000.00", received: "0.00", open: "4000.00" },
      shares: [{ amount: "4000.00" }, { amount: "800.00" }, { amount: "1600.00" }],
      changes: [{ by: "测试单位经办", reason: "离职", before: { heads: 81 }, after: { heads: 80 } }],
    });
    expect((await clerk("GET", `/rosters/${batchId}`)).body).toMatchObject({
      confirmed: 80,
      state: "confirmed",
    });
  });

  test("what came in beyond is netted with nothing: the cashier finds it and books it where it belongs", async () => {
    const { batchId, billId } = await billed(81);
    const february = await billed(1, plainMonth("2025-02"));
    city.today = day("2025-01-08");
    await bank([["2025-01-08", 4050]]);
    expect((await remove(batchId)).body.bill.freed).toBe("50.00");
    expect(await billView(billId)).toMatchObject({
      state: "paid",
      inFullOn: "2025-01-08",
      money: { due: "4000.00", received: "4000.00" },
      changes: [{ freed: "50.00" }],
    });
    expect(await city.balances()).toMatchObject({ advance: 400_000n, suspense: 5_000n });
    await expectSound();

    const page = await lineOf("S1");
    expect(page).toMatchObject({
      question: "50.00元应记到谁的账单上？",
      line: { state: "to_decide", rest: "50.00", note: "账单由81人4,050.00元改为80人4,000.00元" },
      course: [{ who: "测试单位经办", what: "减员，多收的退回待查" }],
    });
    const [suggestion] = page.suggestions;
    expect(suggestion).toMatchObject({ isExact: true, items: [{ amount: "50.00" }] });
    const items = [{ itemId: suggestion.items[0].item.id, amount: "50.00" }];
    expect((await decide(page.line, { kind: "items", items })).status).toBe(200);
    expect(await billView(february.billId)).toMatchObject({ state: "paid" });
    expect((await lineOf("S1")).booked).toHaveLength(2);
    await expectSound();
  });

  test("or sends it back to the unit, or leaves it where it is; a debit taken back leaves the bill paid", async () => {
    const { batchId, billId } = await billed(81);
    city.today = day("2025-01-08");
    await bank([["2025-01-08", 4050]]);
    await remove(batchId);
    await bank([["2025-01-08", -50]], 4050, 2);
    const debit = await lineOf("S2");
    expect(debit.suggestions).toMatchObject([{ kind: "returned" }]);
    const back = { kind: "returned", creditId: debit.suggestions[0].creditId };
    expect((await decide(debit.line, back)).status).toBe(200);
    expect((await lineOf("S1")).line).toMatchObject({ state: "sent_back", rest: "0.00", kind: "unit_share" });
    expect((await city.balances()).suspense).toBeUndefined();
    await expectSound();

    const sent = (await lineOf("S2")).line;
    const undone = await cashier("POST", `/bank/lines/${sent.id}/undoing`, {
      version: sent.version,
      reason: "对错了",
    });
    expect(undone.status).toBe(200);
    expect((await lineOf("S1")).line).toMatchObject({ state: "to_decide", rest: "50.00" });
    expect(await billView(billId)).toMatchObject({ state: "paid" });
    await expectSound();

    const credit = (await lineOf("S1")).line;
    expect((await decide(credit, { kind: "left", note: "等单位来函" })).status).toBe(200);
    expect((await lineOf("S1")).line).toMatchObject({ state: "matched", rest: "50.00", note: "等单位来函" });
    expect(await billView(billId)).toMatchObject({ state: "paid" });
    await expectSound();
  });

  test("a bill that was short by one head is in full without him, since the day its money came", async () => {
    const { batchId, billId } = await billed(81);
    city.today = day("2025-01-09");
    await bank([["2025-01-07", 4000]]);
    const { line, suggestions } = await lineOf("S1");
    const items = [{ itemId: suggestions[0].items[0].item.id, amount: "4000.00" }];
    expect((await decide(line, { kind: "items", items })).status).toBe(200);
    expect(await billView(billId)).toMatchObject({ state: "part_paid", inFullOn: null });
    expect((await remove(batchId)).body.bill.freed).toBe("0.00");
    expect(await billView(billId)).toMatchObject({ state: "paid", inFullOn: "2025-01-07" });
    await expectSound();
  });

  test("of two payments the later one gives way: the bill stays in full since the earlier", async () => {
    const { batchId, billId } = await billed(81);
    city.today = day("2025-01-09");
    await bank([
      ["2025-01-07", 4000],
      ["2025-01-09", 50],
    ]);
    expect(await billView(billId)).toMatchObject({ inFullOn: "2025-01-09" });
    await remove(batchId);
    expect(await billView(billId)).toMatchObject({ state: "paid", inFullOn: "2025-01-07" });
    expect((await lineOf("S2")).line).toMatchObject({ state: "to_decide", rest: "0.00", amount: "50.00" });
    expect((await lineOf("S1")).line).toMatchObject({ state: "matched", rest: "0.00" });
    await expectSound();
  });

  test("the last person takes the bill and the roster along, and all that was paid goes back", async () => {
    const { batchId, billId } = await billed(2);
    city.today = day("2025-01-08");
    await bank([["2025-01-08", 100]]);
    await remove(batchId);
    expect((await remove(batchId)).body).toMatchObject({
      left: 0,
      bill: { after: { heads: 0, due: "0.00" }, freed: "50.00" },
    });
    expect((await clerk("GET", `/bills/${billId}`)).status).toBe(404);
    expect((await clerk("GET", `/rosters/${batchId}`)).body.state).toBe("withdrawn");
    expect((await city.balances()).suspense).toBe(10_000n);
    expect((await lineOf("S1")).line).toMatchObject({ state: "to_decide", rest: "0.00", kind: null });
    await expectSound();
    city.today = day("2025-01-11");
    expect(await city.act((ctx) => closeBase(ctx, january))).toEqual({
      settled: 0,
      waiting: 0,
      funded: true,
    });
  });

  test("is for the unit and those above it", async () => {
    const { batchId } = await billed(3);
    expect((await remove(batchId, await signedIn("unit_clerk", "U12"))).status).toBe(404);
    expect((await remove(batchId, await signedIn("county_clerk", "X2"))).status).toBe(404);
    expect((await remove(batchId, await signedIn("county_clerk", "X1"))).status).toBe(200);
    expect((await remove(batchId, await signedIn("city_clerk", "C"))).body.left).toBe(1);
  });
});

describe("once the base is closed", () => {
  const closing = async (today: string, month = january) => {
    city.today = day(today);
    return city.act((ctx) => closeBase(ctx, month));
  };

  test("the roster stands still until the remittance, and says so; afterwards cover runs to its end", async () => {
    const { batchId } = await billed(81);
    city.today = day("2025-01-10");
    await bank([["2025-01-10", 4050]]);
    await closing("2025-01-11");
    const refused = await remove(batchId);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "roster_frozen", title: "2025年1月的名单已经截止，到上缴以前不能减员" },
    });
    expect(refused.body.detail).toContain("另报一份2025年2月结算的增员名册");
    expect(refused.body.detail).toContain("补助截止日是2025年1月26日");
    expect(await coversOf(batchId)).toHaveLength(81);

    const { rows: dues } = await city.look(({ db }) =>
      sql<{ id: string; cents: bigint }>`select id, cents from subsidy_due where city_id = ${number}`.execute(
        db,
      ),
    );
    for (const due of dues) await city.pay(due.id, due.cents, "2025-01-20");
    await city.act((ctx) => advancePeriod(ctx, january));
    const made = await city.act((ctx) => makeRemittance(ctx, january), city.actor("a", "city_cashier", "C"));
    expect((await remove(batchId)).body.code).toBe("roster_frozen");
    await city.act((ctx) => checkRemittance(ctx, january), city.actor("b", "city_accountant", "C"));
    await city.pay(made.id, made.cents, "2025-01-27");
    await city.act((ctx) => advancePeriod(ctx, january));
    expect((await remove(batchId)).body.code).toBe("batch_remitted");
  });

  test("a bill that was not paid in time waits for a later month, and is made anew until that one closes", async () => {
    const { batchId, billId } = await billed(81);
    await closing("2025-01-11");
    expect((await remove(batchId)).body.left).toBe(80);
    city.today = day("2025-02-07");
    await bank([["2025-02-07", 4000]]);
    expect((await remove(batchId)).body.bill).toMatchObject({ freed: "50.00" });
    expect(await billView(billId)).toMatchObject({ state: "paid", heads: 79 });
    await closing("2025-02-11", plainMonth("2025-02"));
    expect((await remove(batchId)).body).toMatchObject({
      code: "roster_frozen",
      title: "2025年2月的名单已经截止，到上缴以前不能减员",
    });
    await expectSound();
  });

  test("closing and removing at once: either he is on the list with his money, or on neither", async () => {
    const { batchId, billId } = await billed(81);
    city.today = day("2025-01-10");
    await bank([["2025-01-10", 4050]]);
    const [removed] = await Promise.all([remove(batchId), closing("2025-01-11")]);
    const bill = await billView(billId);
    expect(bill.state).toBe("settled");
    expect(bill.heads).toBe(removed.status === 200 ? 80 : 81);
    expect(await coversOf(batchId)).toHaveLength(bill.heads);
    const { rows } = await city.look(({ db }) =>
      sql<{ heads: number }>`select heads from subsidy_due where city_id = ${number}`.execute(db),
    );
    expect(rows.map((row) => row.heads)).toEqual([bill.heads, bill.heads]);
    await expectSound();
  });
});
