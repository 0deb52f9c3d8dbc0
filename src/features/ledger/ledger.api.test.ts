import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PlainDate, plainDate, plainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { cents, yuan } from "#core/money.ts";
import { type Actor, systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";
import { closeMonth, post, postAll, reopenMonth, reverse } from "./commands.ts";
import type { Entry } from "./rules/index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

let city = 410_900;
/** A fresh city for each test: its books are empty. */
const accountant = (): Actor => ({ ...systemActor("test", city), reach: "city", role: "city_accountant" });
const act = <T>(run: (ctx: WriteCtx) => Promise<T>) => writing(database.pool, accountant(), run);
const freshCity = () => {
  city++;
};

const entry = (
  from: string,
  to: string,
  amount: number,
  on = "2025-01-06",
  change: Partial<Entry> = {},
): Entry => ({
  source: "test",
  sourceId: newId(),
  kind: "arrival",
  on: plainDate(on),
  summary: "试",
  postings: [{ from, to, amount: yuan(amount) }],
  ...change,
});
type Row = Record<string, unknown>;
const rows = (text: string): Promise<Row[]> =>
  act(async (ctx) => (await sql.raw<Row>(text.replaceAll("{city}", String(city))).execute(ctx.db)).rows);
const balances = async () =>
  Object.fromEntries(
    (
      await rows(
        "select code, balance_cents from ledger_account where city_id = {city} and balance_cents <> 0 order by code",
      )
    ).map((row) => [row.code, row.balance_cents]),
  );
const refused = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error) => error.code,
  );

describe("posting", () => {
  test("keeps balances, days and voucher numbers with the entries", async () => {
    freshCity();
    await act((ctx) =>
      postAll(ctx, [
        entry("opening_balance", "bank", 50, "2024-12-01"),
        entry("pool", "bank", 30),
        entry("suspense", "bank", 2, "2025-01-07"),
      ]),
    );
    await act((ctx) => post(ctx, entry("bank", "pool", 30)));
    expect(await balances()).toEqual({ bank: 5_200n, opening_balance: 5_000n, suspense: 200n });
    expect(
      await rows(
        "select to_char(month, 'YYYY-MM') as month, number from ledger_entry where city_id = {city} order by month, number",
      ),
    ).toEqual([
      { month: "2024-12", number: 1 },
      { month: "2025-01", number: 1 },
      { month: "2025-01", number: 2 },
      { month: "2025-01", number: 3 },
    ]);
    expect(
      await rows(
        "select day, debit_cents, credit_cents from ledger_day where city_id = {city} and account = 'bank' order by day",
      ),
    ).toMatchObject([
      { debit_cents: 5_000n, credit_cents: 0n },
      { debit_cents: 3_000n, credit_cents: 3_000n },
      { debit_cents: 200n, credit_cents: 0n },
    ]);
  });

  test("the same source twice is refused, and nothing of it stays", async () => {
    freshCity();
    const once = entry("pool", "bank", 30);
    await act((ctx) => post(ctx, once));
    expect(await refused(act((ctx) => post(ctx, once)))).toBe("entry_already_posted");
    expect(await balances()).toEqual({ bank: 3_000n, pool: 3_000n });
  });

  test.each([
    ["to its last cent", 3000, "done"],
    ["one cent further", 3001, "fund_never_negative"],
  ])("draws a fund %s: %i", async (_what, amount, outcome) => {
    freshCity();
    await act((ctx) => post(ctx, entry("pool", "bank", 30)));
    await act((ctx) => post(ctx, entry("donation", "bank", 100)));
    const out = entry("bank", "pool", 0, "2025-01-06", {
      postings: [{ from: "bank", to: "pool", amount: cents(amount) }],
    });
    expect(await refused(act((ctx) => post(ctx, out)))).toBe(outcome);
  });

  test("two at once wait for each other, and both count", async () => {
    freshCity();
    await Promise.all(
      Array.from({ length: 8 }, (_each, i) =>
        act((ctx) => post(ctx, entry(i % 2 ? "pool" : "donation", "bank", 1))),
      ),
    );
    expect(await balances()).toEqual({ bank: 800n, pool: 400n, donation: 400n });
  });

  test("10,000 entries go into the books at once", async () => {
    freshCity();
    const many = Array.from({ length: 10_000 }, () => entry("pool", "bank", 1));
    const started = performance.now();
    await act((ctx) => postAll(ctx, many));
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(await balances()).toEqual({ bank: 1_000_000n, pool: 1_000_000n });
  });
});

describe("a closed month", () => {
  const posted = (on: PlainDate | string) => refused(act((ctx) => post(ctx, entry("pool", "bank", 1, on))));

  test("takes nothing more, the next one does; reopened it takes again", async () => {
    freshCity();
    expect(await posted("2025-01-31")).toBe("done");
    await act((ctx) => closeMonth(ctx, plainMonth("2025-01")));
    expect(await posted("2025-01-31")).toBe("month_closed");
    expect(await posted("2025-02-01")).toBe("done");
    expect(await refused(act((ctx) => closeMonth(ctx, plainMonth("2025-01"))))).toBe("month_already_closed");
    await act((ctx) => reopenMonth(ctx, plainMonth("2025-01")));
    expect(await posted("2025-01-31")).toBe("done");
  });
});

describe("reversal", () => {
  test("restores every balance, once, and leaves the entry as it was", async () => {
    freshCity();
    const id = await act((ctx) => post(ctx, entry("pool", "bank", 30)));
    const back = await act((ctx) => reverse(ctx, id, "记错单位", plainDate("2025-01-08")));
    expect(await balances()).toEqual({});
    expect(await refused(act((ctx) => reverse(ctx, id, "再冲", plainDate("2025-01-08"))))).toBe(
      "entry_already_posted",
    );
    expect(await refused(act((ctx) => reverse(ctx, back, "冲回的冲回")))).toBe("reversal_not_reversed");
    expect(await rows("select amount_cents from ledger_posting where city_id = {city}")).toHaveLength(2);
  });

  test("of another city's entry finds nothing", async () => {
    freshCity();
    const id = await act((ctx) => post(ctx, entry("pool", "bank", 30)));
    freshCity();
    expect(await refused(act((ctx) => reverse(ctx, id, "不是我的")))).toBe("not_found");
  });
});

test.each([
  "update ledger_entry set summary = 'x'",
  "delete from ledger_posting",
  "delete from ledger_entry",
])("the program's own role may not: %s", async (statement) => {
  await expect(database.pool.query(statement)).rejects.toThrow(/permission denied/);
});
