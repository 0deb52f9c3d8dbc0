import { afterAll, beforeAll, expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import { importStatement, matchLines } from "#features/banking/index.ts";
import { setFundingRule } from "#features/funding/index.ts";
import { jobs, routes, texts } from "#main/features.ts";
import { workOff } from "#platform/jobs/worker.ts";
import { type Caller, type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedProvince, seedSession } from "#tests/support/city.ts";
import { FundingCity } from "#tests/support/funding.ts";
import { readContent } from "#tests/support/statements.ts";

// Everybody pays before anybody is asked: the statement is taken in first, then bills, subsidies and the remittance follow.
const january = plainMonth("2025-01");
let app: TestApp;
let city: FundingCity;
const who: Record<string, Caller> = {};

beforeAll(async () => {
  app = await testApp(routes, texts);
  await seedProvince(app.db.pool);
  city = new FundingCity(app.db.pool, 410900, await seedCity(app.db.pool, 410900));
  await city.publishPlans();
  const sign = async (role: Parameters<typeof seedSession>[2]) =>
    app.as((await seedSession(app.db.pool, 410900, role, city.organisations.get("C") ?? "")).token);
  who.clerk = await sign("city_clerk");
  who.cashier = await sign("city_cashier");
  who.accountant = await sign("city_accountant");
});
afterAll(() => app.close());

const work = () => workOff({ ownerPool: app.db.ownerPool, pool: app.db.pool, jobs, texts });
const ask = async (name: "clerk" | "cashier" | "accountant", method: string, path: string, body?: object) => {
  const reply = await who[name]?.(method, path, body);
  if (reply?.status !== 200) throw new Error(JSON.stringify(reply?.body));
  return reply.body;
};
const states = async () => {
  const { rows } = await ask("clerk", "GET", "/bank/lines?limit=200");
  const told = rows.map((line: { serial: string; state: string; kind: string | null; how: string | null }) =>
    [line.serial, line.state, line.kind, line.how].filter(Boolean).join(" "),
  );
  return told.sort();
};

test("money that waits is matched as soon as a bill, a subsidy or a remittance is announced, nobody asking for it", async () => {
  const day = plainDate("2025-01-01");
  const base = { planCode: "HN-INP-80", planVersion: "2025.1", validFrom: day };
  const share = (payer: "own" | "city_union" | "county_union", amount: bigint) => ({
    payer,
    cents: (amount * 100n) as never,
    mode: "direct_pool" as const,
  });
  await city.act(async (ctx) => {
    await setFundingRule(ctx, {
      ...base,
      category: "municipal",
      shares: [share("own", 50n), share("city_union", 30n)],
    });
    await setFundingRule(ctx, {
      ...base,
      category: "county",
      shares: [share("own", 50n), share("county_union", 10n), share("city_union", 20n)],
    });
  });
  await city.batch("U01", 3, january, plainDate("2025-02-01"));
  await city.batch("U11", 2, january, plainDate("2025-02-01"));

  const statement = await readContent(
    [
      "账号：41001512345050008888",
      "流水号,交易日期,借方发生额,贷方发生额,余额,对方账号,对方户名,摘要",
      "S1,2025-01-06,,150,1150,4100090000000001,09单位01号有限公司,会费",
      "S2,2025-01-06,,100,1250,,09单位11号有限公司工会委员会,会费",
      "S3,2025-01-07,,130,1380,,09市总工会,2025-01补助",
      "S4,2025-01-07,,20,1400,,09第1县总工会,2025年1月补助",
      "S5,2025-01-08,400,,1000,,河南省办事处,上缴2025-01会费",
    ].join("\n"),
  );
  await city.act(async (ctx) => {
    await importStatement(ctx, { name: "1月.csv", hash: "1" }, statement);
    await matchLines(ctx, plainDate("2025-01-08"));
  });
  expect(await states()).toEqual(["S1 waiting", "S2 waiting", "S3 waiting", "S4 waiting", "S5 to_decide"]);

  expect(await ask("clerk", "POST", "/months/2025-01/bills")).toEqual({ bills: 2 });
  await work();
  expect((await states()).slice(0, 3)).toEqual([
    "S1 matched unit_share rule",
    "S2 matched unit_share rule",
    expect.stringMatching(/^S3 (waiting|to_decide)$/),
  ]);
  const bills = (await ask("clerk", "GET", "/bills")).rows;
  expect(bills.map((bill: { state: string }) => bill.state)).toEqual(["paid", "paid"]);

  await ask("clerk", "POST", "/months/2025-01/base-closing");
  await work();
  expect((await states()).slice(2, 4)).toEqual(["S3 matched subsidy rule", "S4 matched subsidy rule"]);
  expect((await ask("clerk", "GET", "/months/2025-01")).state).toBe("funded");

  await ask("cashier", "POST", "/months/2025-01/remittance");
  await ask("accountant", "POST", "/months/2025-01/remittance/check", { heads: 5, amount: "400.00" });
  await work();
  expect((await states()).at(-1)).toBe("S5 matched remittance rule");
  expect((await ask("clerk", "GET", "/months/2025-01")).state).toBe("remitted");
});

test("a part that waits is the whole once somebody was taken off the bill", async () => {
  await city.batch("U21", 3, plainMonth("2025-03"), plainDate("2025-04-01"));
  const statement = await readContent(
    [
      "账号：41001512345050008888",
      "流水号,交易日期,借方发生额,贷方发生额,余额,对方账号,对方户名,摘要",
      "S6,2025-03-03,,100,1100,4100090000000021,09单位21号有限公司,2人会费",
    ].join("\n"),
  );
  await ask("clerk", "POST", "/months/2025-03/bills");
  await city.act(async (ctx) => {
    await importStatement(ctx, { name: "3月.csv", hash: "3" }, statement);
    await matchLines(ctx, plainDate("2025-03-03"));
  });
  expect((await states()).at(-1)).toMatch(/^S6 (waiting|to_decide)$/);
  const { rows } = await app.db.ownerPool.query(
    "select id from cover where organisation_id = $1 and from_on = '2025-04-01' limit 1",
    [city.organisations.get("U21")],
  );
  await ask("clerk", "POST", `/covers/${rows[0].id}/removal`, { reason: "离职" });
  await work();
  expect((await states()).at(-1)).toBe("S6 matched unit_share rule");
});

test("where nothing waits, nothing is queued", async () => {
  const queued = async () =>
    (
      await app.db.ownerPool.query(
        "select count(*)::int as n from job_run where name = 'match_waiting_lines'",
      )
    ).rows[0].n;
  const before = await queued();
  await city.batch("U12", 1, plainMonth("2025-02"), plainDate("2025-03-01"));
  expect(await ask("clerk", "POST", "/months/2025-02/bills")).toEqual({ bills: 1 });
  expect(await queued()).toBe(before);
});
