import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import type { Role } from "#core/permissions.ts";
import { importStatement, matchLines } from "#features/banking/index.ts";
import {
  closeGift,
  confirmBatch,
  type GiftRequest,
  gifts,
  grantHeads,
  openBatch,
  setUpGift,
  takeRoster,
  withdrawBatch,
} from "#features/enrolment/index.ts";
import { verifyLedger } from "#features/ledger/index.ts";
import { routes, texts } from "#main/features.ts";
import { platformTexts } from "#platform/text.ts";
import { type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity } from "#tests/support/city.ts";
import { FundingCity } from "#tests/support/funding.ts";
import { csvRoster, numberOf } from "#tests/support/rosters.ts";
import { readContent } from "#tests/support/statements.ts";
import { advanceMonths } from "./commands/advance.ts";
import { billBatches } from "./commands/bill-batches.ts";
import { closeBase } from "./commands/close-base.ts";
import { removePerson } from "./commands/remove-person.ts";
import { setFundingRule } from "./commands/set-rule.ts";
import { billPage } from "./queries/bills.ts";
import { monthBoard } from "./queries/month-board.ts";
import { rosterDues } from "./queries/roster-dues.ts";

const march = plainMonth("2025-03");
const day = plainDate;

let app: TestApp;
let number = 450_100; // a city of its own for each test
let city: FundingCity;

beforeAll(async () => {
  app = await testApp(routes, { ...platformTexts, ...texts });
});
afterAll(() => app.close());

beforeEach(async () => {
  number += 100;
  city = new FundingCity(app.db.pool, number, await seedCity(app.db.pool, number));
  await city.publishPlans();
  city.today = day("2025-03-03");
  await city.act((ctx) =>
    setFundingRule(ctx, {
      planCode: "HN-INP-80",
      planVersion: "2025.1",
      category: "all",
      validFrom: day("2025-01-01"),
      shares: [
        { payer: "own", cents: yuan(50), mode: "direct_pool" },
        { payer: "city_union", cents: yuan(30), mode: "direct_pool" },
      ],
    }),
  );
});

const as = (id: string, role: Role, place: string) => city.actor(id, role, place);
const clerk = () => as("clerk", "city_clerk", "C");
const unitClerk = () => as("unit", "unit_clerk", "U11");
const at = (code: string) => city.organisations.get(code) ?? "";
const rows = async <T>(query: string, values: readonly unknown[] = []): Promise<T[]> =>
  (await app.db.ownerPool.query(query, [...values])).rows as T[];
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error) => (error as { code?: string }).code ?? String(error),
  );

const terms: GiftRequest = {
  title: "优秀网格员互助保障",
  kind: "named",
  funderKind: "enterprise",
  funderName: "河南某某置业有限公司",
  funderAccount: "62220212345678901",
  planCode: "HN-INP-80",
  people: 3,
  cents: yuan(240),
  from: day("2025-04-01"),
  until: day("2025-06-01"),
};
const give = (change: Partial<GiftRequest> = {}, who = clerk()) =>
  city.act((ctx) => setUpGift(ctx, { ...terms, ...change }), who);
const gift = async (id: string) => (await city.look((ctx) => gifts(ctx, [id])))[0];

/** A roster under a gift, read but not confirmed: people of these numbers. */
async function bring(
  giftId: string,
  unit: string,
  people: readonly number[],
  who = clerk(),
): Promise<string> {
  const content = csvRoster(...people.map((n) => `职工${"甲乙丙丁戊己"[n % 6]},${numberOf(n)},工人,`));
  const path = join(mkdtempSync(join(tmpdir(), "tongzhou-gift-")), "roster.csv");
  writeFileSync(path, content);
  return city.act(async (ctx) => {
    const { batchId } = await openBatch(ctx, {
      organisationId: at(unit),
      settlementMonth: march,
      planCode: "HN-INP-80",
      giftId,
    });
    const sha256 = createHash("sha256").update(content).digest("hex");
    await takeRoster(ctx, batchId, { path, name: "x.csv", bytes: content.length, sha256 }, { evenSo: true });
    return batchId;
  }, who);
}
const confirm = (batchId: string, who = clerk()) => city.act((ctx) => confirmBatch(ctx, batchId), who);
const confirmed = async (giftId: string, unit: string, people: readonly number[]) => {
  const batchId = await bring(giftId, unit, people);
  await confirm(batchId);
  return batchId;
};

describe("what is given is never passed", () => {
  test("the last place is taken, one more is refused whole, and is free again when somebody is taken off", async () => {
    const id = await give();
    const first = await confirmed(id, "U11", [1, 2]);
    expect(await gift(id)).toMatchObject({ peopleUsed: 2, centsUsed: yuan(160) });
    const two = await bring(id, "U21", [3, 4]);
    expect(await code(confirm(two))).toBe("gift_people_used_up");
    expect(await rows("select 1 from cover where batch_id = $1", [two])).toEqual([]);
    const [cover] = await rows<{ id: string }>("select id from cover where batch_id = $1", [first]);
    await city.act((ctx) => removePerson(ctx, cover?.id ?? "", "不在岗"), clerk());
    expect(await code(confirm(two))).toBe("done");
    expect(await gift(id)).toMatchObject({ peopleUsed: 3, centsUsed: yuan(240) });
  });

  test("the money may be used up before the people", async () => {
    const id = await give({ people: 10, cents: yuan(159) });
    expect(await code(confirmed(id, "U11", [1]))).toBe("done");
    expect(await code(confirmed(id, "U11", [2]))).toBe("gift_money_used_up");
  });

  test("confirmed at once by two, it is one of them, and nothing beyond what is given", async () => {
    const id = await give({ people: 3 });
    const both = [await bring(id, "U11", [1, 2]), await bring(id, "U21", [3, 4])];
    const said = await Promise.all(both.map((batchId) => code(confirm(batchId))));
    expect(said.toSorted()).toEqual(["done", "gift_people_used_up"]);
    expect(await gift(id)).toMatchObject({ peopleUsed: 2 });
  });

  test("a roster that is withdrawn gives its places back; a closed gift takes none", async () => {
    const id = await give();
    const batch = await confirmed(id, "U11", [1, 2]);
    await city.act((ctx) => withdrawBatch(ctx, batch), clerk());
    expect(await gift(id)).toMatchObject({ peopleUsed: 0, centsUsed: 0n });
    const late = await bring(id, "U11", [1]);
    await city.act((ctx) => closeGift(ctx, id), clerk());
    expect(await code(confirm(late))).toBe("gift_closed");
    expect(await code(bring(id, "U11", [2]))).toBe("gift_closed");
  });

  test("the database holds it, whatever the code forgets", async () => {
    const id = await give();
    const forget = app.db.ownerPool.query("update gift set people_used = 4 where id = $1", [id]);
    await expect(forget).rejects.toThrow("gift_people_within");
  });
});

describe("for whom", () => {
  test("a named gift is brought by whoever set it up; a unit is told so", async () => {
    const id = await give();
    // Of a gift that is nothing to it a unit hears nothing; of one that pays a roster of its own it does.
    expect(await code(bring(id, "U11", [1], unitClerk()))).toBe("not_found");
    expect(await code(bring(id, "U11", [1]))).toBe("done");
    expect(await code(bring(id, "U11", [1], unitClerk()))).toBe("gift_named_by_its_owner");
  });

  test("by number: units on the list bring their own, up to their number", async () => {
    const id = await give({ kind: "head_count" });
    expect(await code(bring(id, "U11", [1]))).toBe("gift_unit_not_listed");
    expect(await code(bring(id, "U11", [1], unitClerk()))).toBe("not_found");
    const n = String(number).slice(2, 4);
    const list = (...units: readonly (readonly [string, number])[]) =>
      code(
        city.act(
          (ctx) =>
            grantHeads(
              ctx,
              id,
              units.map(([unit, people]) => ({ code: `${n}${unit}`, people })),
            ),
          clerk(),
        ),
      );
    expect(await list(["U11", 2], ["U99", 1])).toBe("gift_units_unknown");
    expect(await list(["U11", 2], ["U21", 2])).toBe("gift_list_too_long");
    expect(await list(["U11", 2], ["U21", 1])).toBe("done");
    const batch = await bring(id, "U11", [1, 2, 3], unitClerk());
    expect(await code(confirm(batch, unitClerk()))).toBe("gift_unit_used_up");
    const fits = await bring(id, "U11", [4, 5], unitClerk());
    expect(await code(confirm(fits, unitClerk()))).toBe("done");
    expect(await list(["U11", 1], ["U21", 1])).toBe("gift_unit_has_used");
  });

  test("a county gives to its own units, and nobody else closes it", async () => {
    const county = as("county", "county_clerk", "X1");
    const id = await give({}, county);
    expect(await code(bring(id, "U11", [1], county))).toBe("done");
    expect(await code(bring(id, "U21", [2], county))).toBe("not_found");
    const other = as("other", "county_clerk", "X2");
    expect(await code(city.act((ctx) => closeGift(ctx, id), other))).toBe("not_found");
    expect(await code(city.act((ctx) => closeGift(ctx, id), unitClerk()))).toBe("gift_of_others");
  });
});

describe("the funder's money", () => {
  async function billed(people: readonly number[] = [1, 2]) {
    const id = await give();
    const batchId = await confirmed(id, "U11", people);
    const [bill = ""] = await city.act((ctx) => billBatches(ctx, march));
    return { id, batchId, bill };
  }
  /** The funder's transfer as the bank's statement shows it. */
  async function transfer(amount: number, on: string, opening = 0) {
    const head = "流水号,交易日期,借方发生额,贷方发生额,余额,对方账号,对方户名,摘要";
    const line = `G${on},${on},,${amount},${opening + amount},62220212345678901,河南某某置业有限公司,赠送职工互助`;
    const text = [`账号：4100${number}00008888,户名：专用账户`, head, line].join("\n");
    const reading = await readContent(text);
    await city.act(async (ctx) => {
      await importStatement(ctx, { name: "对账单.csv", hash: text }, reading);
      await matchLines(ctx, ctx.today);
      await advanceMonths(ctx);
    });
  }
  const bank = () => city.balances();

  test("the unit owes nothing; the bill says who gives", async () => {
    const { batchId, bill } = await billed();
    const dues = await city.look((ctx) => rosterDues(ctx, batchId), unitClerk());
    expect(dues.own).toEqual({ perHead: "0.00", amount: "0.00" });
    expect(dues.others).toMatchObject([{ name: "河南某某置业有限公司", amount: "160.00", isGift: true }]);
    const page = await city.look((ctx) => billPage(ctx, bill), unitClerk());
    expect(page).toMatchObject({
      state: "unpaid",
      money: { due: "0.00" },
      gift: { funder: "河南某某置业有限公司" },
    });
    expect(page.shares).toMatchObject([{ payerName: "河南某某置业有限公司", amount: "160.00", isIn: false }]);
  });

  test("matched by account and amount, it pays the bills, the month, and asks for the funder's receipt", async () => {
    const { id, bill } = await billed();
    city.today = day("2025-03-07");
    await transfer(240, "2025-03-06");
    expect(await bank()).toEqual({ bank: 24_000n, gift: 24_000n });
    expect(await city.look((ctx) => billPage(ctx, bill), unitClerk())).toMatchObject({ state: "paid" });
    expect(await gift(id)).toMatchObject({ received: yuan(240) });
    const receipts = await rows(
      "select kind, title, heads, cents, uscc from receipt_request where city_id = $1",
      [number],
    );
    expect(receipts).toEqual([
      { kind: "gift", title: "河南某某置业有限公司", heads: 3, cents: "24000", uscc: "" },
    ]);
    city.today = day("2025-03-11");
    expect(await city.act((ctx) => closeBase(ctx, march))).toMatchObject({ settled: 1, funded: true });
    expect(await bank()).toEqual({ bank: 24_000n, gift: 8_000n, pool: 16_000n });
    const board = await city.look((ctx) => monthBoard(ctx, march), clerk());
    expect(board).toMatchObject({
      state: "funded",
      heads: 2,
      whole: { due: "160.00", received: "160.00" },
      own: { due: "160.00", received: "160.00" },
    });
    expect(await rows("select 1 from subsidy_due where city_id = $1", [number])).toEqual([]);
    expect((await city.look(verifyLedger)).checks.filter((each) => !each.isSound)).toEqual([]);
  });

  test("not there by the cut-off, the bill waits for the next month", async () => {
    const { bill } = await billed();
    city.today = day("2025-03-11");
    expect(await city.act((ctx) => closeBase(ctx, march))).toMatchObject({ settled: 0, waiting: 1 });
    await transfer(240, "2025-03-11");
    expect(await city.look((ctx) => billPage(ctx, bill), unitClerk())).toMatchObject({
      inFullOn: "2025-03-11",
    });
    city.today = day("2025-04-11");
    expect(await city.act((ctx) => closeBase(ctx, plainMonth("2025-04")))).toMatchObject({ settled: 1 });
  });
});
