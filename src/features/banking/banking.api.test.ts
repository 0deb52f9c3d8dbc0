import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { cents, formatYuan, yuan } from "#core/money.ts";
import { type Actor, systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { setVault } from "#platform/crypto.ts";
import { testVault } from "#tests/support/app.ts";
import { seedCity } from "#tests/support/city.ts";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";
import { readContent } from "#tests/support/statements.ts";
import { LineQuery } from "./contract.ts";
import {
  decideLines,
  expectMoney,
  importStatement,
  matchLines,
  openItems,
  receivedBy,
  settleMoney,
  undoDecision,
  withdrawMoney,
} from "./index.ts";
import { lineList } from "./queries/lines.ts";

let database: TestDatabase;
let city = 410_100;
let unit: Record<string, string>;
beforeAll(async () => {
  setVault(testVault);
  database = await testDatabase();
});
afterAll(() => database.close());
// A fresh city for each test: units U01, U11, U12 … pay from 4100<n>00000000<unit>.
beforeEach(async () => {
  city += 100;
  unit = await seedCity(database.pool, city);
});

const n = () => String(city).slice(2, 4);
const payer = (code: string) => `${n()}单位${code}号有限公司`;
const account = (code: string) => `4100${n()}00000000${code}`;
const cashier = (id = "cashier"): Actor => ({
  ...systemActor("test", city),
  id,
  reach: "city",
  role: "city_cashier",
});
const act = <T>(run: (ctx: WriteCtx) => Promise<T>, who = cashier()) => writing(database.pool, who, run);
const refused = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error) => error.code ?? error.message,
  );

/** A statement's text: `[day, amount (negative: out), account, name, memo]`, the balance follows from 100 yuan. */
type Move = [day: string, amount: number, account: string, name: string, memo?: string];
function statementText(moves: readonly Move[], opening = 100, firstSerial = 1): string {
  let balance = opening;
  const rows = moves.map(([day, amount, number, name, memo], i) => {
    balance += amount;
    const cells = [
      `S${firstSerial + i}`,
      `2025-01-${day}`,
      amount < 0 ? -amount : "",
      amount > 0 ? amount : "",
      balance,
    ];
    return [...cells, number, name, memo ?? "会费"].join(",");
  });
  const head = "流水号,交易日期,借方发生额,贷方发生额,余额,对方账号,对方户名,摘要";
  return [`账号：4100${city}00008888,户名：专用账户`, head, ...rows].join("\n");
}
async function take(moves: readonly Move[], opening?: number, firstSerial?: number) {
  const text = statementText(moves, opening, firstSerial);
  const reading = await readContent(text);
  return act((ctx) => importStatement(ctx, { name: "对账单.csv", hash: text }, reading));
}
const match = (day = "31") => act((ctx) => matchLines(ctx, plainDate(`2025-01-${day}`)));

/** Announces a bill and answers its source id. */
async function bill(code: string, amount: number, account = "pool"): Promise<string> {
  const sourceId = newId();
  const organisationId = unit[code] ?? "";
  await act((ctx) =>
    expectMoney(ctx, [
      {
        source: "bill",
        sourceId,
        organisationId,
        kind: "unit_share",
        month: plainMonth("2025-01"),
        due: yuan(amount),
        account,
        announcedOn: plainDate("2025-01-01"),
      },
    ]),
  );
  return sourceId;
}
const itemOf = async (sourceId: string) => {
  const [item] = await act((ctx) => openItems(ctx, { source: "bill", sourceIds: [sourceId] }));
  if (!item) throw new Error("no item");
  return item;
};
const received = async (sourceId: string, day = "31") => {
  const all = await act((ctx) => receivedBy(ctx, "bill", plainDate(`2025-01-${day}`), [sourceId]));
  const found = all.get(sourceId);
  return (
    found &&
    `${formatYuan(found.received)} of ${formatYuan(found.due)}${found.inFullOn ? ` on ${found.inFullOn}` : ""}`
  );
};
type LineRow = {
  id: string;
  serial: string;
  state: string;
  kind: string | null;
  version: number;
  allocated_cents: bigint;
};
const lines = () =>
  act(async (ctx) => {
    const { rows } =
      await sql<LineRow>`select id, serial, state, kind, version, allocated_cents from bank_line
      where city_id = ${city} order by place`.execute(ctx.db);
    return rows;
  });
const states = async () =>
  (await lines()).map((line) => `${line.serial} ${line.state} ${line.kind ?? ""}`.trim());
const line = async (serial: string) => {
  const found = (await lines()).find((each) => each.serial === serial);
  if (!found) throw new Error(serial);
  return found;
};
const balances = () =>
  act(async (ctx) => {
    const { rows } = await sql<{
      code: string;
      balance_cents: bigint;
    }>`select code, balance_cents from ledger_account
      where city_id = ${city} and balance_cents <> 0 order by code`.execute(ctx.db);
    return Object.fromEntries(rows.map((row) => [row.code, Number(row.balance_cents) / 100]));
  });

describe("taking a statement in", () => {
  const moves = (): Move[] => [
    ["06", 500, account("01"), payer("01")],
    ["07", 70, account("11"), payer("11")],
  ];

  test("books the opening balance and every line, known or not", async () => {
    await bill("U01", 500);
    expect(await take(moves())).toMatchObject({ lines: 2, newLines: 2, isKnownFile: false });
    expect(await match("07")).toEqual({ lines: 2, matched: 1, waiting: 1, toDecide: 0 });
    expect(await balances()).toEqual({ bank: 670, opening_balance: 100, pool: 500, suspense: 70 });
  });

  test("twice adds nothing; overlapping adds what is new", async () => {
    await take(moves());
    expect(await take(moves())).toMatchObject({ newLines: 0, isKnownFile: true });
    expect(await take([...moves(), ["08", 5, "", "", "结息"]])).toMatchObject({ lines: 3, newLines: 1 });
    await match();
    expect((await balances()).bank).toBe(675);
  });

  test("only up to the day asked for", async () => {
    await bill("U01", 500);
    await take(moves());
    expect(await match("06")).toMatchObject({ lines: 1, matched: 1 });
    expect(await states()).toEqual(["S1 matched unit_share", "S2 new"]);
    expect((await balances()).bank).toBe(600);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ["with a gap to the last line", () => take([["08", 5, "", "", "结息"]], 999, 3), "statement_gap"],
    ["with a known serial and another amount", () => take([["06", 501, "", ""]]), "statement_line_differs"],
    ["from before the first line", () => take([["02", 1, "", ""]], 99, 90), "statement_before_first"],
  ])("%s is refused and stores nothing", async (_what, attempt, code) => {
    await take(moves());
    expect(await refused(attempt())).toBe(code);
    expect(await lines()).toHaveLength(2);
  });

  test("a gap says what should stand there", async () => {
    await take(moves());
    const error = await take([["08", 5, "", "", "结息"]], 170, 3).catch((thrown) => thrown);
    expect(error.facts).toMatchObject({ row: 3, expected: "675.00", found: "175.00", difference: "500.00" });
  });

  test("of another account is refused", async () => {
    await take(moves());
    const text = statementText([["08", 5, "", ""]]).replace("00008888", "00009999");
    const reading = await readContent(text);
    const attempt = act((ctx) => importStatement(ctx, { name: "x", hash: "x" }, reading));
    expect(await refused(attempt)).toBe("statement_of_other_account");
  });

  test("two at once take each line once", async () => {
    const both = await Promise.all([
      refused(take(moves())),
      refused(take([...moves(), ["08", 5, "", "", "结息"]])),
    ]);
    expect(both).toContain("done");
    await take([...moves(), ["08", 5, "", "", "结息"]]);
    expect(await lines()).toHaveLength(3);
  });
});

describe("matching", () => {
  test("a part waits in suspense until the rest comes, then both are booked, and the day counts", async () => {
    const source = await bill("U01", 500);
    await take([
      ["06", 450, account("01"), payer("01")],
      ["09", 50, account("01"), payer("01"), "补缴"],
    ]);
    await match("06");
    expect(await balances()).toMatchObject({ suspense: 450 });
    await match("09");
    expect(await states()).toEqual(["S1 matched unit_share", "S2 matched unit_share"]);
    expect(await balances()).toEqual({ bank: 600, opening_balance: 100, pool: 500 });
    expect(await received(source, "08")).toBe("450.00 of 500.00");
    expect(await received(source)).toBe("500.00 of 500.00 on 2025-01-09");
  });

  test("money sent back leaves suspense; interest, fees and gifts have accounts of their own", async () => {
    await take([
      ["06", 12, "999", "某某商贸"],
      ["07", -12, "999", "某某商贸", "退回"],
      ["08", 3, "", "", "结息"],
      ["09", -2, "", "", "账户管理费"],
      ["10", 40, "888", "慈善总会", "捐款"],
    ]);
    await match();
    expect(await states()).toEqual([
      "S1 sent_back unmatched",
      "S2 matched returned",
      "S3 matched interest",
      "S4 matched bank_fee",
      "S5 matched donation",
    ]);
    expect(await balances()).toEqual({
      bank: 141,
      opening_balance: 100,
      interest: 3,
      bank_fee: -2,
      donation: 40,
    });
  });

  test("a bill that comes later finds the line that waits", async () => {
    await take([["06", 500, account("01"), payer("01")]]);
    await match();
    await bill("U01", 500);
    await match();
    expect(await states()).toEqual(["S1 matched unit_share"]);
    expect(await balances()).toEqual({ bank: 600, opening_balance: 100, pool: 500 });
  });
});

describe("a person's decision", () => {
  const merged = async () => {
    const sources = [await bill("U01", 500), await bill("U11", 300)];
    await take([["06", 850, account("01"), payer("01"), "含别家会费"]]);
    await match();
    return sources;
  };
  const decide = async (serial: string, amounts: Record<string, number>, who = cashier()) => {
    const { id, version } = await line(serial);
    const items = await Promise.all(
      Object.entries(amounts).map(async ([source, amount]) => ({
        itemId: (await itemOf(source)).id,
        amount: yuan(amount),
      })),
    );
    return act(
      (ctx) => decideLines(ctx, [{ id, version }], { kind: "items", items }, { on: plainDate("2025-01-07") }),
      who,
    );
  };

  test("books one line on two bills, and the rest stays unexplained", async () => {
    const [a = "", b = ""] = await merged();
    await decide("S1", { [a]: 500, [b]: 300 });
    expect(await received(b)).toBe("300.00 of 300.00 on 2025-01-06");
    expect(await balances()).toEqual({ bank: 950, opening_balance: 100, pool: 800, suspense: 50 });
    expect(await line("S1")).toMatchObject({ state: "matched", allocated_cents: 80_000n });
  });

  test("of two people counts once; the second is told", async () => {
    const [a = "", b = ""] = await merged();
    const { id, version } = await line("S1");
    const items = async (source: string) => [{ itemId: (await itemOf(source)).id, amount: yuan(300) }];
    const decisions = [await items(a), await items(b)];
    const outcomes = await Promise.all(
      decisions.map((chosen, i) =>
        refused(
          act(
            (ctx) => decideLines(ctx, [{ id, version }], { kind: "items", items: chosen }),
            cashier(`cashier${i}`),
          ),
        ),
      ),
    );
    expect(outcomes.sort()).toEqual(["done", "line_decided_meanwhile"]);
    expect((await balances()).pool).toBe(300);
  });

  test.each<[string, number, string]>([
    ["what the bill owes", 500, "done"],
    ["one yuan more than it owes", 501, "item_takes_less"],
  ])("books %s", async (_what, amount, outcome) => {
    const [a = ""] = await merged();
    expect(await refused(decide("S1", { [a]: amount }))).toBe(outcome);
  });

  test("cannot book more than the line holds", async () => {
    const sources = [await bill("U01", 500), await bill("U11", 300)];
    await take([["06", 700, "999", "某某"]]);
    await match();
    expect(await refused(decide("S1", { [sources[0] ?? ""]: 500, [sources[1] ?? ""]: 201 }))).toBe(
      "items_beyond_lines",
    );
  });

  test("lays two lines over one bill", async () => {
    const source = await bill("U01", 500);
    await take([
      ["06", 200, "999", "甲某"],
      ["07", 300, "998", "乙某"],
    ]);
    await match();
    const chosen = (await lines()).map(({ id, version }) => ({ id, version }));
    const items = [{ itemId: (await itemOf(source)).id, amount: yuan(500) }];
    await act((ctx) => decideLines(ctx, chosen, { kind: "items", items }));
    expect(await received(source)).toBe("500.00 of 500.00 on 2025-01-07");
    expect((await lines()).map((each) => each.allocated_cents)).toEqual([20_000n, 30_000n]);
  });

  test("leaves a line with its reason; it is not asked again, and can still be sent back", async () => {
    await take([["06", 12, "999", "某某"]]);
    await match();
    const { id, version } = await line("S1");
    await act((ctx) => decideLines(ctx, [{ id, version }], { kind: "left", note: "等对方来函" }));
    expect(await match()).toMatchObject({ lines: 0 });
    await take([
      ["06", 12, "999", "某某"],
      ["08", -12, "999", "某某", "退回"],
    ]);
    await match();
    expect(await states()).toEqual(["S1 sent_back unmatched", "S2 matched returned"]);
  });

  test("taken back: the bill owes again, the money waits, and no rule books it anew", async () => {
    const source = await bill("U01", 500);
    await take([["06", 500, account("01"), payer("01")]]);
    await match();
    const { id, version } = await line("S1");
    await act((ctx) => undoDecision(ctx, { id, version }, "记错单位"));
    expect(await received(source)).toBe("0.00 of 500.00");
    expect(await match()).toMatchObject({ lines: 0 });
    expect(await balances()).toEqual({ bank: 600, opening_balance: 100, suspense: 500 });
    expect(await refused(act((ctx) => undoDecision(ctx, { id, version }, "再来")))).toBe(
      "line_decided_meanwhile",
    );
    await decide("S1", { [source]: 500 });
    expect((await balances()).pool).toBe(500);
  });

  test("is not taken back once the base is closed", async () => {
    const source = await bill("U01", 500);
    await take([["06", 500, account("01"), payer("01")]]);
    await match();
    await act((ctx) => settleMoney(ctx, "bill", [source]));
    const { id, version } = await line("S1");
    expect(await refused(act((ctx) => undoDecision(ctx, { id, version }, "晚了")))).toBe("item_settled");
  });
});

test("the queue pages through every line once: those that need a person first, the done ones newest first", async () => {
  await bill("U01", 500);
  await take([
    ["02", 3, "", "", "结息"],
    ["03", 12, "999", "某某"],
    ["04", 4, "", "", "结息"],
    ["05", 450, account("01"), payer("01")],
    ["06", 13, "998", "某某"],
    ["06", 5, "", "", "结息"],
  ]);
  await match("06");
  const serials: string[] = [];
  let after: string | null | undefined;
  do {
    const query = LineQuery.parse({ limit: 2, ...(after && { after }) });
    const page = await act((ctx) => lineList(ctx, query));
    expect(page.total).toBe(6);
    serials.push(...page.rows.map((row) => row.serial));
    after = page.next;
  } while (after);
  expect(serials).toEqual(["S2", "S5", "S4", "S6", "S3", "S1"]);
});

describe("what is expected", () => {
  test("can be changed and withdrawn until something came in", async () => {
    const source = await bill("U01", 500);
    await act((ctx) => withdrawMoney(ctx, "bill", [source]));
    expect(await act((ctx) => openItems(ctx, { source: "bill" }))).toEqual([]);
    const paid = await bill("U11", 300);
    await take([["06", 300, account("11"), payer("11")]]);
    await match();
    expect(await refused(act((ctx) => withdrawMoney(ctx, "bill", [paid])))).toBe("item_has_receipts");
  });

  test("is never overpaid, whatever the program tries", async () => {
    const source = await bill("U01", 500);
    const attempt = act(async (ctx) => {
      await sql`update open_item set received_cents = 50001 where city_id = ${city} and source_id = ${source}`.execute(
        ctx.db,
      );
    });
    await expect(attempt).rejects.toMatchObject({ constraint: "open_item_not_overpaid" });
  });
});

describe("the wall", () => {
  const clerk = (): Actor => ({
    ...systemActor("clerk", city),
    reach: "part",
    role: "unit_clerk",
    organisationId: unit.U01,
  });

  test("hides the bank's lines and the books from a unit, and other units' items", async () => {
    await bill("U01", 500);
    await bill("U11", 300);
    await take([["06", 500, account("01"), payer("01")]]);
    await match();
    const seen = await act(async (ctx) => {
      const count = async (table: string) => {
        const { rows } = await sql<{ n: bigint }>`select count(*) as n from ${sql.table(table)}`.execute(
          ctx.db,
        );
        return `${table} ${rows[0]?.n}`;
      };
      const tables = [
        "bank_line",
        "bank_account",
        "ledger_entry",
        "ledger_posting",
        "open_item",
        "allocation",
      ];
      const counted: string[] = [];
      for (const table of tables) counted.push(await count(table));
      return counted;
    }, clerk());
    expect(seen).toEqual([
      "bank_line 0",
      "bank_account 0",
      "ledger_entry 0",
      "ledger_posting 0",
      "open_item 1",
      "allocation 1",
    ]);
  });
});

test("10,000 lines find their 10,000 bills, booked and posted", async () => {
  const count = 10_000;
  const organisationId = unit.U01 ?? "";
  const bills = Array.from({ length: count }, (_each, i) => ({
    source: "bill",
    sourceId: newId(),
    organisationId,
    kind: "unit_share" as const,
    month: plainMonth("2025-01"),
    due: cents(1_000 + i),
    account: "pool",
    announcedOn: plainDate("2025-01-01"),
  }));
  await act((ctx) => expectMoney(ctx, bills));
  const moves = bills.map((each): Move => ["06", Number(each.due) / 100, account("01"), payer("01")]);
  const text = statementText(moves.map(([day, amount, ...rest]) => [day, amount, ...rest])).replace(
    /,(\d+\.\d{3,}),/g,
    (_all, amount) => `,${Number(amount).toFixed(2)},`,
  );
  const reading = await readContent(text);
  await act((ctx) => importStatement(ctx, { name: "大.csv", hash: "大" }, reading));
  const started = performance.now();
  expect(await match()).toMatchObject({ lines: count, matched: count });
  const took = performance.now() - started;
  process.stdout.write(`10,000 lines matched in ${Math.round(took)} ms\n`);
  expect(took).toBeLessThan(25_000);
});
