import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { yuan } from "#core/money.ts";
import type { Role } from "#core/permissions.ts";
import { verifyLedger } from "#features/ledger/index.ts";
import { drawReceipts, issueReceipts } from "#features/receipts/index.ts";
import { routes, texts } from "#main/features.ts";
import { vault } from "#platform/crypto.ts";
import { platformTexts } from "#platform/text.ts";
import { type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity } from "#tests/support/city.ts";
import { FundingCity } from "#tests/support/funding.ts";
import { advanceMonths } from "./commands/advance.ts";
import { billBatches } from "./commands/bill-batches.ts";
import { closeBase } from "./commands/close-base.ts";
import { settleRefundShare } from "./commands/pay-refunds.ts";
import { addRefundPaper, askRefund, decideRefund, withdrawRefund } from "./commands/refund.ts";
import { checkRemittance, makeRemittance } from "./commands/remit.ts";
import { setFundingRule } from "./commands/set-rule.ts";
import { billPage } from "./queries/bills.ts";
import { monthBoard } from "./queries/month-board.ts";
import { refundList, refundOffer, refundPage } from "./queries/refunds.ts";
import { countListed } from "./store/list.ts";

const january = plainMonth("2025-01");
const day = plainDate;

let app: TestApp;
let number = 430_100; // a city of its own for each test
let city: FundingCity;
let bill: string;
let covers: readonly string[];

beforeAll(async () => {
  app = await testApp(routes, { ...platformTexts, ...texts });
});
afterAll(() => app.close());

const at = (code: string) => city.organisations.get(code) ?? "";
const as = (id: string, role: Role, place: string) => city.actor(id, role, place);
const clerk = () => as("clerk", "unit_clerk", "U11");
const reviewer = () => as("reviewer", "city_reviewer", "C");
const rows = async <T>(query: string, values: readonly unknown[] = []): Promise<T[]> =>
  (await app.db.ownerPool.query(query, [...values])).rows as T[];

/** U11's 3 people of January are remitted on 27 January, 50 + 10 + 20 each; cover begins on 1 February. */
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
  for (const [code, account] of [
    ["X1", "41001500000000000011"],
    ["C", "41001500000000000001"],
  ] as const)
    await register(code, account);
  const batch = await city.batch("U11", 3, january, day("2025-02-01"));
  [bill = ""] = await city.act((ctx) => billBatches(ctx, january));
  covers = (await rows<{ id: string }>("select id from cover where batch_id = $1 order by id", [batch])).map(
    ({ id }) => id,
  );
  await city.pay(bill, 15_000n, "2025-01-08");
  city.today = day("2025-01-13");
  await city.act((ctx) => closeBase(ctx, january));
  for (const { id, cents } of await rows<{ id: string; cents: string }>(
    "select id, cents from subsidy_due where city_id = $1",
    [number],
  ))
    await city.pay(id, BigInt(cents), "2025-01-20");
  await city.act((ctx) => advanceMonths(ctx));
  await city.act((ctx) => makeRemittance(ctx, january), as("cashier", "city_cashier", "C"));
  const { id } = await city.act(
    (ctx) => checkRemittance(ctx, january),
    as("accountant", "city_accountant", "C"),
  );
  await city.pay(id, 24_000n, "2025-01-27");
  city.today = day("2025-01-28");
  await city.act((ctx) => advanceMonths(ctx));
});

/** Writes an account into an organisation's profile; none where it is "". */
async function register(code: string, account: string): Promise<void> {
  const sealed = account ? vault().seal(account) : null;
  await app.db.ownerPool.query(
    `insert into organisation_profile (city_id, id, organisation_id, account_no_sealed) values ($1, $2, $3, $4)
      on conflict (city_id, organisation_id) do update set account_no_sealed = excluded.account_no_sealed`,
    [number, newId(), at(code), sealed],
  );
}

const ask = (cover = covers[0] ?? "", ground: "left_before_cover" | "duplicate" = "left_before_cover") =>
  city.act((ctx) => askRefund(ctx, cover, { ground, reason: "1月20日已离职" }), clerk());

const paper = (refundId: string, words = "%PDF-1.7 离职证明") => {
  const path = join(mkdtempSync(join(tmpdir(), "tongzhou-refund-")), "paper");
  writeFileSync(path, words);
  const file = {
    path,
    name: "离职证明.pdf",
    bytes: words.length,
    sha256: createHash("sha256").update(words).digest("hex"),
  };
  return city.act((ctx) => addRefundPaper(ctx, refundId, file), clerk());
};
const agree = (refundId: string) =>
  city.act((ctx) => decideRefund(ctx, refundId, { agree: true, note: "" }), reviewer());
async function approved(cover = covers[0] ?? ""): Promise<string> {
  const id = await ask(cover);
  await paper(id);
  await agree(id);
  return id;
}
const page = (id: string) => city.look((ctx) => refundPage(ctx, id), reviewer());
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error) => (error as { code?: string }).code ?? String(error),
  );
const expectSound = async () =>
  expect((await city.look(verifyLedger)).checks.filter((each) => !each.isSound)).toEqual([]);
const payments = () =>
  rows<{ id: string; source_id: string; cents: string; payee_name: string; fund: string }>(
    "select id, source_id, cents, payee_name, fund from payment where city_id = $1 order by cents desc",
    [number],
  );
const provincePays = async (refundId: string) => {
  city.today = day("2025-02-06");
  await city.pay(refundId, 8_000n, "2025-02-05");
  await city.act((ctx) => advanceMonths(ctx));
};

describe("asked and decided by two people", () => {
  test("the unit sees before what goes back to whom, and which grounds are open", async () => {
    const offer = await city.look((ctx) => refundOffer(ctx, covers[0] ?? ""), clerk());
    expect(offer.parts).toEqual([
      { payerName: "单位", amount: "50.00" },
      { payerName: `县区总工会（${String(number).slice(2, 4)}X1）`, amount: "10.00" },
      { payerName: "市总工会", amount: "20.00" },
    ]);
    expect(offer.grounds.map(({ why }) => why)).toEqual([null, null, null]);
    city.today = day("2025-02-01");
    const later = await city.look((ctx) => refundOffer(ctx, covers[0] ?? ""), clerk());
    expect(later.grounds.map(({ why }) => why === null)).toEqual([false, true, true]);
  });

  test("no paper, no decision; whoever asked does not decide; a refusal says why", async () => {
    const id = await ask();
    expect(await code(agree(id))).toBe("refund_without_paper");
    await paper(id);
    expect(
      await code(
        city.act(
          (ctx) => decideRefund(ctx, id, { agree: true, note: "" }),
          as("clerk", "city_reviewer", "C"),
        ),
      ),
    ).toBe("refund_asker_decides");
    expect(await code(city.act((ctx) => decideRefund(ctx, id, { agree: false, note: "" }), reviewer()))).toBe(
      "refund_refusal_without_reason",
    );
    await city.act(
      (ctx) => decideRefund(ctx, id, { agree: false, note: "离职日期在保障开始以后" }),
      reviewer(),
    );
    expect(await page(id)).toMatchObject({ state: "refused", allowed: [] });
    expect(await rows("select 1 from cover where id = $1", [covers[0]])).toHaveLength(1);
    expect(await code(agree(id))).toBe("refund_decided");
    // Refused once, it may be asked again with better papers.
    expect(await code(ask())).toBe("done");
  });

  test("before the remittance there is nothing to refund, after the cover has begun no leaver is", async () => {
    const other = await city.batch("U12", 1, plainMonth("2025-02"), day("2025-03-01"));
    const [waiting] = await rows<{ id: string }>("select id from cover where batch_id = $1", [other]);
    const neighbour = as("neighbour", "unit_clerk", "U12");
    const asking = (cover: string, ground: "left_before_cover" | "duplicate") =>
      code(city.act((ctx) => askRefund(ctx, cover, { ground, reason: "已离职" }), neighbour));
    expect(await asking(waiting?.id ?? "", "duplicate")).toBe("batch_not_remitted");
    expect(await asking(covers[0] ?? "", "duplicate")).toBe("not_found");
    const id = await ask();
    await paper(id);
    city.today = day("2025-02-01");
    expect(await code(ask(covers[1]))).toBe("cover_has_begun");
    // Asked in time, decided too late: the day of the decision counts, and nothing is cancelled.
    expect(await code(agree(id))).toBe("cover_has_begun");
    expect(await code(ask(covers[1], "duplicate"))).toBe("done");
  });

  test("a payer without an account stops it before anything is cancelled", async () => {
    await register("X1", "");
    const id = await ask();
    await paper(id);
    expect(await code(agree(id))).toBe("refund_payee_without_account");
    expect(await rows("select 1 from cover where id = $1", [covers[0]])).toHaveLength(1);
    await register("X1", "41001500000000000011");
    expect(await code(agree(id))).toBe("done");
  });

  test("a cover on which something was claimed is not cancelled", async () => {
    const id = await ask();
    await paper(id);
    const [cover] = await rows<{ person_id: string; organisation_id: string }>(
      "select person_id, organisation_id from cover where id = $1",
      [covers[0]],
    );
    const claim = newId();
    await app.db.ownerPool.query(
      `insert into claim (city_id, id, organisation_id, person_id, cover_id, plan_code, plan_version, channel, state, state_since, opened_at,
        kind, cause, event_on, ended_on, days, payee_kind, filed_by, number)
        values ($1, $2, $3, $4, $5, 'HN-INP-80', '2025.1', 'unit', 'paid', now(), now(), 'inpatient', 'illness', '2025-02-02',
        '2025-02-05', 3, 'self', 'clerk', 'SL-2025-000001')`,
      [number, claim, cover?.organisation_id, cover?.person_id, covers[0]],
    );
    expect(await code(agree(id))).toBe("cover_paid_on");
    await app.db.ownerPool.query("update claim set state = 'rejected' where id = $1", [claim]);
    expect(await code(agree(id))).toBe("cover_claimed_on");
  });
});

describe("agreed", () => {
  test("the cover is gone, the list that was remitted is not, and the province owes the price", async () => {
    const id = await approved();
    expect(await rows("select 1 from cover where id = $1", [covers[0]])).toHaveLength(0);
    expect(await city.look((ctx) => countListed(ctx, january))).toBe(3);
    const board = await city.look((ctx) => monthBoard(ctx, january), reviewer());
    expect(board).toMatchObject({ heads: 3, refunds: { people: 1, amount: "80.00", open: 1 } });
    expect((await city.look((ctx) => billPage(ctx, bill), clerk())).refunds).toEqual([
      expect.objectContaining({ id, state: "approved" }),
    ]);
    expect(await payments()).toEqual([]);
    expect(await page(id)).toMatchObject({ state: "approved" });
    // The person can be enrolled anew: nothing of the cancelled cover stands in the way.
    expect(await code(ask(covers[0]))).toBe("not_found");
    await expectSound();
  });

  test("the province's money goes on to the three payers, 50, 10 and 20; the books balance", async () => {
    const id = await approved();
    await provincePays(id);
    const n = String(number).slice(2, 4);
    expect(await payments()).toMatchObject([
      { cents: "5000", payee_name: `${n}单位11号有限公司`, fund: "refund" },
      { cents: "2000", payee_name: `${n}市总工会`, fund: "refund" },
      { cents: "1000", payee_name: `${n}第1县总工会`, fund: "refund" },
    ]);
    expect(await city.balances()).toMatchObject({ bank: 8_000n, refund: 8_000n });
    await expectSound();
    // Looked at again, nothing is ordered twice.
    await city.act((ctx) => advanceMonths(ctx));
    expect(await payments()).toHaveLength(3);
    expect(await page(id)).toMatchObject({ state: "received", receivedOn: "2025-02-05" });
  });

  test("paid when all three are; one that comes back makes it unpaid again until it is paid anew", async () => {
    const id = await approved();
    await provincePays(id);
    const settle = (payment: { id: string; source_id: string }, outcome: "paid" | "returned") =>
      city.act((ctx) =>
        settleRefundShare(ctx, {
          paymentId: payment.id,
          sourceId: payment.source_id,
          outcome,
          on: day("2025-02-08"),
          reason: outcome === "paid" ? "" : "账号已销户",
        }),
      );
    const [own, ...others] = await payments();
    if (!own) throw new Error("Three payments.");
    for (const each of others) await settle(each, "paid");
    expect(await page(id)).toMatchObject({ state: "received", paidOn: null });
    await settle(own, "paid");
    expect(await page(id)).toMatchObject({ state: "paid", paidOn: "2025-02-08" });
    await settle(own, "returned");
    const back = await page(id);
    expect(back).toMatchObject({ state: "received", paidOn: null });
    expect(back.shares[0]).toMatchObject({ state: "came_back", trouble: "账号已销户" });
    await settle(own, "paid");
    expect(await page(id)).toMatchObject({ state: "paid" });
  });

  test("asked and decided by two at once: one refund, and the loser is told", async () => {
    const both = await Promise.all([code(ask()), code(ask())]);
    expect(both.toSorted()).toEqual(["done", "refund_already_asked"]);
    const [{ id = "" } = {}] = await rows<{ id: string }>("select id from refund where city_id = $1", [
      number,
    ]);
    await paper(id);
    const other = as("reviewer2", "city_reviewer", "C");
    const decided = await Promise.all([
      code(agree(id)),
      code(city.act((ctx) => decideRefund(ctx, id, { agree: true, note: "" }), other)),
    ]);
    expect(decided.toSorted()).toEqual(["done", "refund_decided"]);
    expect((await city.look((ctx) => refundList(ctx, { state: "all", limit: 50 }), reviewer())).total).toBe(
      1,
    );
  });

  test("withdrawn, it is as if it had not been asked", async () => {
    const id = await ask();
    await city.act((ctx) => withdrawRefund(ctx, id), clerk());
    expect(await page(id)).toMatchObject({ state: "withdrawn" });
    expect(await code(ask())).toBe("done");
  });
});

describe("receipts", () => {
  const requests = () =>
    rows<{ kind: string; heads: number; cents: string; state: string; is_void: boolean }>(
      "select kind, heads, cents, state, is_void from receipt_request where city_id = $1 order by cents desc",
      [number],
    );

  test("not yet issued, they are asked for those who are left", async () => {
    expect(await requests()).toMatchObject([
      { kind: "contribution", heads: 3, cents: "15000" },
      { kind: "subsidy", heads: 3, cents: "6000" },
      { kind: "subsidy", heads: 3, cents: "3000" },
    ]);
    await approved();
    expect(await requests()).toMatchObject([
      { kind: "contribution", heads: 2, cents: "10000", state: "requested" },
      { kind: "subsidy", heads: 2, cents: "4000", state: "requested" },
      { kind: "subsidy", heads: 2, cents: "2000", state: "requested" },
    ]);
    await city.act((ctx) => advanceMonths(ctx));
    expect((await requests())[0]).toMatchObject({ heads: 2, cents: "10000" });
  });

  test("issued, its reversal is drawn up; refunded to the last person, none is issued anew", async () => {
    await issueAll();
    for (const cover of covers.slice(0, 1)) await approved(cover);
    expect((await requests())[0]).toMatchObject({ state: "reversal_drawn", heads: 2, is_void: false });
    for (const cover of covers.slice(1)) await approved(cover);
    expect((await requests())[0]).toMatchObject({ state: "reversal_drawn", is_void: true });
    await city.act(
      async (ctx) => {
        const { rows: drawn } = await sql<{ id: string }>`select id from receipt_request
        where city_id = ${number} and state = 'reversal_drawn'`.execute(ctx.db);
        await issueReceipts(
          ctx,
          drawn.map(({ id }) => id),
        );
      },
      as("accountant", "city_accountant", "C"),
    );
    expect((await requests()).map(({ state }) => state)).toEqual(["withdrawn", "withdrawn", "withdrawn"]);
    const sums = await rows<{ total: string }>("select sum(cents) as total from receipt where city_id = $1", [
      number,
    ]);
    expect(sums).toEqual([{ total: "0" }]);
  });

  async function issueAll(): Promise<void> {
    const ids = (
      await rows<{ id: string }>("select id from receipt_request where city_id = $1", [number])
    ).map(({ id }) => id);
    await app.db.ownerPool.query("update receipt_request set state = 'confirmed' where city_id = $1", [
      number,
    ]);
    await city.act((ctx) => drawReceipts(ctx, ids), as("cashier", "city_cashier", "C"));
    await city.act((ctx) => issueReceipts(ctx, ids), as("accountant", "city_accountant", "C"));
  }
});
