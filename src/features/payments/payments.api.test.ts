import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { plainDate } from "#core/dates.ts";
import { decodeGbk } from "#core/gbk.ts";
import { newId } from "#core/ids.ts";
import { yuan } from "#core/money.ts";
import { openAccount } from "#features/banking/index.ts";
import { verifyLedger } from "#features/ledger/index.ts";
import { routes, texts } from "#main/features.ts";
import { reading, systemActor } from "#platform/context.ts";
import { job } from "#platform/jobs/job.ts";
import { workOff } from "#platform/jobs/worker.ts";
import { type Caller, type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedSession } from "#tests/support/city.ts";
import { PayingCity, payingAccount } from "#tests/support/payments.ts";
import { makeBatch } from "./commands/batch.ts";
import { takeReturns } from "./commands/came-back.ts";
import { releaseBatch } from "./commands/release-batch.ts";
import { takeResult } from "./commands/take-result.ts";
import { paymentJobs } from "./jobs.ts";
import { readResult } from "./payment-results/index.ts";

// The stand-in bank answers by the end of the account: …00 fails, …99 comes back the next day, …88 is late.

let app: TestApp;
let city: PayingCity;
let cashier: Caller;
let accountant: Caller;
let clerk: Caller;
beforeAll(async () => {
  app = await testApp(routes, texts);
  const places = await seedCity(app.db.pool, 410900);
  city = new PayingCity(app.db.pool, 410900, places.C ?? "");
  const call = async (role: Parameters<typeof seedSession>[2]) =>
    app.as((await seedSession(app.db.pool, 410900, role, places.C ?? "")).token);
  [cashier, accountant, clerk] = [
    await call("city_cashier"),
    await call("city_accountant"),
    await call("city_clerk"),
  ];
  await city.grant(yuan(100_000));
});
afterAll(() => app.close());

const maker = () => city.actor("出纳甲", "city_cashier");
const checker = () => city.actor("会计乙", "city_accountant");
const batchOf = async (paymentIds: readonly string[], layout = "icbc") =>
  city.act((ctx) => makeBatch(ctx, { layout, paymentIds }), maker());
const seenOf = async (batchId: string) => {
  const { body } = await accountant("GET", `/payment-batches/${batchId}`);
  return { payments: body.batch.payments, amount: body.batch.amount, hash: body.batch.hash };
};
const releasing = async (batchId: string, actor = checker()) => {
  const { payments, amount, hash } = await seenOf(batchId);
  const cents = yuan(Number(amount));
  return city.act((ctx) => releaseBatch(ctx, batchId, { payments, cents, hash }), actor);
};
const fileOf = async (batchId: string) => (await cashier("GET", `/payment-batches/${batchId}/file`)).raw;
const resultFile = (bytes: Uint8Array) => ({
  name: "结果.txt",
  hash: createHash("sha256").update(bytes).digest("hex"),
});
const taking = (batchId: string, bytes: Uint8Array) =>
  city.act((ctx) => takeResult(ctx, batchId, resultFile(bytes), readResult(bytes)), maker());
const stateOf = async (paymentId: string) =>
  (await cashier("GET", `/payments/${paymentId}`)).body.payment.state as string;
const statesOf = (paymentIds: readonly string[]) => Promise.all(paymentIds.map(stateOf));
const balances = () =>
  city.act(async ({ db }) => {
    const { rows } = await sql<{
      code: string;
      cents: bigint;
    }>`select code, balance_cents as cents from ledger_account
      where city_id = 410900 and code in ('benefit', 'in_transit', 'bank', 'suspense', 'outgoing_suspense')`.execute(
      db,
    );
    return Object.fromEntries(rows.map((row) => [row.code, Number(row.cents)])) as Record<string, number>;
  });
const soundness = async () =>
  (await reading(app.db.pool, systemActor("test", 410900), verifyLedger)).checks
    .filter((check) => !check.isSound)
    .map((check) => [check.code, ...check.findings]);
const code = (thrown: PromiseSettledResult<unknown>) =>
  thrown.status === "rejected" ? thrown.reason.code : "done";

describe.each(["icbc", "ccb"] as const)("a whole round by %s's file", (layout) => {
  let ids: string[];
  let batchId: string;
  let start: Record<string, number>;

  beforeAll(async () => {
    start = await balances();
    ids = [
      await city.order("11", yuan(300)),
      await city.order("00", yuan(200)),
      await city.order("99", yuan(450)),
    ];
    batchId = await batchOf(ids, layout);
  });
  const change = async () => {
    const now = await balances();
    return Object.fromEntries(
      ["bank", "benefit", "in_transit"].map((each) => [each, ((now[each] ?? 0) - (start[each] ?? 0)) / 100]),
    );
  };

  test("the province's money for benefits stands in its own fund", () => {
    expect(start.benefit).toBeGreaterThanOrEqual(yuan(90_000));
  });

  test("is not released by its maker, nor with another sum than the one that stands there", async () => {
    await expect(releasing(batchId, maker())).rejects.toMatchObject({ code: "batch_maker_is_releaser" });
    const seen = await seenOf(batchId);
    const asked = await accountant("POST", `/payment-batches/${batchId}/release`, {
      ...seen,
      amount: "949.99",
    });
    expect([asked.status, asked.body.code]).toEqual([409, "batch_changed_meanwhile"]);
    expect(await change()).toEqual({ bank: 0, benefit: 0, in_transit: 0 });
  });

  test("has no file before its release", async () => {
    const asked = await cashier("GET", `/payment-batches/${batchId}/file`);
    expect([asked.status, asked.body.code]).toEqual([409, "batch_not_released"]);
  });

  test("released, its fund has given the money up", async () => {
    await releasing(batchId);
    expect(await change()).toEqual({ bank: 0, benefit: -950, in_transit: 950 });
    expect(await statesOf(ids)).toEqual(["released", "released", "released"]);
    expect((await fileOf(batchId)).equals(await fileOf(batchId))).toBe(true);
    expect(await soundness()).toEqual([]);
  });

  test("the bank's answer tells paid from failed, with the reason", async () => {
    const number = city.bank.take(await fileOf(batchId));
    const taken = await taking(batchId, city.bank.result(number) ?? new Uint8Array());
    expect(taken).toEqual({ paid: 2, failed: 1, known: 0, open: 0 });
    expect(await statesOf(ids)).toEqual(["paid", "failed", "paid"]);
    const { body } = await cashier("GET", `/payments/${ids[1]}`);
    expect(body.payment.reason).toBe("收款账号与户名不符");
    // Where the bank takes the whole first, the fund has its part back when the bank gives it back.
    const inTransit =
      layout === "icbc" ? { benefit: -750, in_transit: 750 } : { benefit: -950, in_transit: 950 };
    expect(await change()).toEqual({ bank: 0, ...inTransit });
  });

  test("the statement empties what is in transit, without a person", async () => {
    await city.readStatement();
    expect(await change()).toEqual({ bank: -750, benefit: -750, in_transit: 0 });
    expect((await cashier("GET", "/bank/lines?state=to_decide")).body.total).toBe(0);
    expect(await soundness()).toEqual([]);
  });

  test("what the payee's bank sends back the next day is returned, and its fund has it again", async () => {
    city.bank.nextDay();
    city.today = city.bank.day();
    await city.readStatement();
    await city.act((ctx) => takeReturns(ctx));
    expect(await statesOf(ids)).toEqual(["paid", "failed", "returned"]);
    expect(await change()).toEqual({ bank: -300, benefit: -300, in_transit: 0 });
    expect(await city.act((ctx) => takeReturns(ctx))).toBe(0);
    expect(await soundness()).toEqual([]);
  });

  test("failed and returned ones are put right and paid as new lines", async () => {
    const replaced = [];
    for (const id of [ids[1], ids[2]]) {
      const payee = { name: "苏晓梅", account: "6222020000000000011" };
      const reply = await cashier("POST", `/payments/${id}/replacement`, payee);
      expect(reply.status).toBe(200);
      replaced.push(reply.body.paymentId);
      const again = await cashier("POST", `/payments/${id}/replacement`, payee);
      expect([again.status, again.body.code]).toEqual([409, "payment_already_ordered"]);
    }
    const next = await batchOf(replaced, layout);
    await releasing(next);
    const number = city.bank.take(await fileOf(next));
    expect(await taking(next, city.bank.result(number) ?? new Uint8Array())).toMatchObject({ paid: 2 });
    await city.readStatement();
    expect(await statesOf(ids)).toEqual(["paid", "failed", "returned"]);
    expect(await statesOf(replaced)).toEqual(["paid", "paid"]);
    expect(await change()).toEqual({ bank: -950, benefit: -950, in_transit: 0 });
    expect(await soundness()).toEqual([]);
  });
});

describe("never twice", () => {
  test("one payment goes into one of two batches made at once", async () => {
    const id = await city.order("11", yuan(10));
    const tried = await Promise.allSettled([batchOf([id]), batchOf([id])]);
    expect(tried.map(code).sort()).toEqual(["done", "payments_batched_meanwhile"]);
  });

  test("two releasers at once release a batch once, and its sum leaves the fund once", async () => {
    const batchId = await batchOf([await city.order("11", yuan(10)), await city.order("12", yuan(20))]);
    const before = await balances();
    const tried = await Promise.allSettled([
      releasing(batchId),
      releasing(batchId, city.actor("会计丙", "city_accountant")),
      releasing(batchId),
    ]);
    expect(tried.map(code).sort()).toEqual(["batch_already_released", "batch_already_released", "done"]);
    expect((before.benefit ?? 0) - ((await balances()).benefit ?? 0)).toBe(3_000);
  });

  test("releasing and cancelling at once have one outcome", async () => {
    const id = await city.order("11", yuan(10));
    const batchId = await batchOf([id]);
    const { cancelPayment } = await import("./index.ts");
    const tried = await Promise.allSettled([releasing(batchId), city.act((ctx) => cancelPayment(ctx, id))]);
    expect(tried.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    expect(["released", "cancelled"]).toContain(await stateOf(id));
  });

  test("a result file read twice, or twice at once, counts once", async () => {
    const ids = [await city.order("11", yuan(10)), await city.order("00", yuan(20))];
    const batchId = await batchOf(ids);
    await releasing(batchId);
    const bytes = city.bank.result(city.bank.take(await fileOf(batchId))) ?? new Uint8Array();
    const before = await balances();
    const tried = await Promise.allSettled([taking(batchId, bytes), taking(batchId, bytes)]);
    expect(tried.map(code).sort()).toEqual(["done", "result_already_read"]);
    await expect(taking(batchId, bytes)).rejects.toMatchObject({ code: "result_already_read" });
    expect(((await balances()).benefit ?? 0) - (before.benefit ?? 0)).toBe(2_000);
    // The same answer in another file is known, not counted again.
    const same = Buffer.concat([bytes.subarray(0, -2), Buffer.from("\r\n\r\n")]);
    expect(await taking(batchId, same)).toEqual({ paid: 0, failed: 0, known: 2, open: 0 });
  });

  test("an answer in parts: what is pending stays open until the bank has decided it", async () => {
    const ids = [await city.order("11", yuan(10)), await city.order("88", yuan(20))];
    const batchId = await batchOf(ids);
    await releasing(batchId);
    const number = city.bank.take(await fileOf(batchId));
    expect(await taking(batchId, city.bank.result(number) ?? new Uint8Array())).toMatchObject({
      paid: 1,
      open: 1,
    });
    expect(await statesOf(ids)).toEqual(["paid", "released"]);
    city.bank.nextDay();
    city.today = city.bank.day();
    expect(await taking(batchId, city.bank.result(number) ?? new Uint8Array())).toMatchObject({
      paid: 1,
      known: 1,
      open: 0,
    });
  });

  test("a connection that dies before the end leaves nothing half done", async () => {
    const ids = [await city.order("11", yuan(10)), await city.order("00", yuan(20))];
    const batchId = await batchOf(ids);
    const before = await balances();
    const { payments, amount, hash } = await seenOf(batchId);
    const dying = city.act(async (ctx) => {
      await releaseBatch(ctx, batchId, { payments, cents: yuan(Number(amount)), hash });
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(ctx.db);
      await app.db.ownerPool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
    }, checker());
    await expect(dying).rejects.toThrow();
    expect(await statesOf(ids)).toEqual(["batched", "batched"]);
    expect(await balances()).toEqual(before);
    await releasing(batchId);
    const bytes = city.bank.result(city.bank.take(await fileOf(batchId))) ?? new Uint8Array();
    const reading = city.act(async (ctx) => {
      await takeResult(ctx, batchId, resultFile(bytes), readResult(bytes));
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(ctx.db);
      await app.db.ownerPool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
    }, maker());
    await expect(reading).rejects.toThrow();
    expect(await statesOf(ids)).toEqual(["released", "released"]);
    expect(await taking(batchId, bytes)).toMatchObject({ paid: 1, failed: 1 });
  });

  test("the database itself refuses: another payee, a second sending, a second word, a maker who releases", async () => {
    const [id, batchId] = await (async () => {
      const paymentId = await city.order("11", yuan(10));
      const made = await batchOf([paymentId]);
      await releasing(made);
      return [paymentId, made];
    })();
    const app_ = (statement: string) =>
      city.act(({ db }) => sql.raw(statement).execute(db)).catch((error: { code: string }) => error.code);
    const denied = "42501";
    const twice = "23505";
    expect(await app_(`update payment set account_shown = 'x' where id = '${id}'`)).toBe(denied);
    expect(await app_(`update payment set cents = 1 where id = '${id}'`)).toBe(denied);
    expect(await app_(`delete from payment where id = '${id}'`)).toBe(denied);
    expect(await app_(`update payment_sent set cents = 1`)).toBe(denied);
    expect(await app_(`delete from payment_outcome`)).toBe(denied);
    expect(await app_(`update payment_batch set made_by = 'x' where id = '${batchId}'`)).toBe(denied);
    expect(
      await app_(`insert into payment_sent (city_id, id, batch_id, payment_id, place, cents)
        values (410900, '${newId()}', '${batchId}', '${id}', 2, 1000)`),
    ).toBe(twice);
    const word = (step: string, outcome: string) =>
      app_(`insert into payment_outcome (city_id, id, batch_id, payment_id, step, outcome, settled_on, reason, noted_by,
        noted_by_name, noted_at) values (410900, '${newId()}', '${batchId}', '${id}', '${step}', '${outcome}', '2025-03-05',
        '', 'x', 'x', now())`);
    await word("bank", "paid");
    expect(await word("bank", "failed")).toBe(twice);
    const made = await batchOf([await city.order("11", yuan(10))]);
    expect(
      await app_(`update payment_batch set state = 'released', released_by = made_by where id = '${made}'`),
    ).toBe("23514");
  });
});

describe("the bank's answer is refused as a whole, with everything that is wrong", () => {
  let batchId: string;
  let text: string;
  let before: Record<string, number>;
  const send = (changed: string) => {
    const bytes = Buffer.from(changed, "utf8");
    return taking(batchId, bytes).catch((refusal) => [refusal.code, refusal.facts.codes]);
  };
  beforeAll(async () => {
    const other = await batchOf([await city.order("11", yuan(70))]);
    await releasing(other);
    batchId = await batchOf([await city.order("11", yuan(30)), await city.order("00", yuan(20))], "ccb");
    await releasing(batchId);
    const number = city.bank.take(await fileOf(batchId));
    text = new TextDecoder("gbk").decode(city.bank.result(number));
    before = await balances();
  });

  test.each([
    ["a changed amount", (it: string) => it.replace(",30.00,", ",31.00,"), ["result_amount_changed"]],
    ["a changed account", (it: string) => it.replace(/,(6222\d+)11,/, ",$112,"), ["result_account_changed"]],
    [
      "a line that is not ours",
      (it: string) => it.replace(/FK(\d{4})\d{6}/, "FK$1999999"),
      ["result_line_unknown"],
    ],
    ["the same line twice", (it: string) => it + it.split("\r\n")[1], ["result_line_twice"]],
    ["a word nobody knows", (it: string) => it.replace(",成功,", ",完毕,"), ["result_status_unreadable"]],
    [
      "a day to come",
      (it: string) => it.replaceAll(city.bank.day(), "2031-01-01"),
      ["result_day_ahead", "result_day_ahead"],
    ],
    [
      "two things at once",
      (it: string) => it.replace(",30.00,", ",31.00,").replace(",20.00,", ",21.00,"),
      ["result_amount_changed", "result_amount_changed"],
    ],
    ["nothing that a bank would say", () => "a,b,c", ["result_layout_unknown"]],
    ["an empty file", () => "", ["result_unreadable"]],
  ])("%s", async (_what, change, codes) => {
    expect(await send(change(text))).toEqual([codes[0], codes]);
    expect(await balances()).toEqual(before);
  });

  test("the answer to another batch, named with that batch", async () => {
    const { rows } = (await cashier("GET", "/payment-batches")).body;
    const other = rows.find((row: { payments: number; amount: string }) => row.amount === "70.00");
    const refusal = await taking(other.id, Buffer.from(text)).catch((thrown) => thrown);
    expect(refusal.code).toBe("result_of_other_batch");
    expect(refusal.facts.codes).toContain("result_of_other_batch");
  });

  test("what failed by an earlier answer is not paid by a later one", async () => {
    expect(await send(text)).toEqual({ paid: 1, failed: 1, known: 0, open: 0 });
    expect(await send(text.replace("失败,收款账号与户名不符", "成功,"))).toEqual([
      "result_contradicts",
      ["result_contradicts"],
    ]);
  });
});

describe("before it goes out", () => {
  test("a batch that its fund cannot bear is refused and says how much is missing", async () => {
    const id = await city.order("11", yuan(190_000));
    const batchId = await batchOf([id]);
    const held = (await balances()).benefit ?? 0;
    await expect(releasing(batchId)).rejects.toMatchObject({
      code: "fund_short",
      facts: { fund: "互助金", missing: expect.stringMatching(/^\d{2,3},\d{3}\.\d{2}$/) },
    });
    expect((await balances()).benefit).toBe(held);
    await accountant("POST", `/payment-batches/${batchId}/return`, { reason: "等拨款到账" });
    expect(await stateOf(id)).toBe("ordered");
  });

  test("names with characters that no bank file knows are told by payment, before anything is made", async () => {
    const good = await city.order("11", yuan(10));
    const bad = await city.order("11", yuan(10), { name: "苏䶮" });
    const number = (await cashier("GET", `/payments/${bad}`)).body.payment.number;
    const reply = await cashier("POST", "/payment-batches", { layout: "icbc", paymentIds: [good, bad] });
    expect([reply.status, reply.body.code, reply.body.facts.numbers]).toEqual([
      400,
      "payments_not_writable",
      [number],
    ]);
    expect(await statesOf([good, bad])).toEqual(["ordered", "ordered"]);
    const right = await cashier("POST", `/payments/${bad}/replacement`, {
      name: "苏YAN",
      account: "6222020000000000011",
    });
    const made = await cashier("POST", "/payment-batches", {
      layout: "icbc",
      paymentIds: [good, right.body.paymentId],
    });
    expect(made.status).toBe(200);
  });

  test("limits of the city hold for one payment and for a batch", async () => {
    const set = (payment: string, batch: string) =>
      app.as(administrator)("PUT", "/payment-limits", { payment, batch });
    const administrator = (await seedSession(app.db.pool, 410900, "city_administrator", city.agency)).token;
    expect((await set("100.00", "50.00")).body.code).toBe("payment_limit_above_batch");
    await set("100.00", "150.00");
    const [small, large] = [await city.order("11", yuan(100)), await city.order("11", yuan(101))];
    const tried = async (...paymentIds: string[]) =>
      (await cashier("POST", "/payment-batches?dryRun=true", { layout: "icbc", paymentIds })).body?.code;
    expect(await tried(large)).toBe("payment_above_limit");
    expect(await tried(small, await city.order("11", yuan(51)))).toBe("batch_above_limit");
    expect(await tried(small, await city.order("11", yuan(50)))).toBeUndefined();
    await set("200000.00", "2000000.00");
  });

  test("the releaser sees in what it differs from what was paid before", async () => {
    const paid = await city.order("11", yuan(10));
    const first = await batchOf([paid]);
    await releasing(first);
    const shared = "6222029999999999911";
    const order = (name: string, cents: number) =>
      city.act(async (ctx) => {
        const { orderPayment } = await import("./index.ts");
        return orderPayment(ctx, {
          source: "claims",
          sourceId: newId(),
          purpose: "benefit",
          fund: "benefit",
          payee: { name, account: shared },
          cents: yuan(cents),
          remark: "互助金",
        });
      });
    const batchId = await batchOf([await order("甲", 5), await order("乙", 11)]);
    const { body } = await accountant("GET", `/payment-batches/${batchId}`);
    expect(body.last).toMatchObject({ payments: 1, amount: "10.00" });
    expect(body.differences.map((each: { code: string }) => each.code)).toEqual([
      "shared_account",
      "new_account",
      "largest",
    ]);
    expect(body.allowed).toEqual(["return", "release"]);
  });
});

test("what failed and went back on the day of the batch is told from the bank's lines though its answer is read a day later", async () => {
  const batchId = await batchOf([await city.order("11", yuan(30)), await city.order("00", yuan(20))], "ccb");
  await releasing(batchId);
  const number = city.bank.take(await fileOf(batchId));
  city.bank.nextDay();
  city.today = city.bank.day();
  await taking(batchId, city.bank.result(number) ?? new Uint8Array());
  await city.readStatement();
  expect((await cashier("GET", "/bank/lines?state=to_decide")).body.total).toBe(0);
  expect(await soundness()).toEqual([]);
});

describe("accounts", () => {
  test("are masked in every list, and whole only for a purpose, on record", async () => {
    const id = await city.order("11", yuan(10));
    const listed = await cashier("GET", "/payments?limit=200");
    expect(listed.raw.toString()).not.toMatch(/622202\d{6,}/);
    const shown = await cashier("POST", `/payments/${id}/account`, { purpose: "联系本人" });
    expect(shown.body.value).toMatch(/^622202\d{11}11$/);
    const { rows } = await app.db.ownerPool.query(
      "select facts from audit_line where event = 'payment.unmasked' and facts->>'paymentId' = $1",
      [id],
    );
    expect(rows).toEqual([{ facts: { paymentId: id, purpose: "联系本人" } }]);
    expect((await clerk("POST", `/payments/${id}/account`, { purpose: "联系本人" })).status).toBe(403);
  });
});

test("whoever ordered a payment hears of it by job, paid and returned", async () => {
  const heard: unknown[] = [];
  const claims = job({
    name: "claims_payment_settled",
    payload: z.object({
      paymentId: z.uuid(),
      sourceId: z.uuid(),
      outcome: z.string(),
      on: z.string(),
      reason: z.string(),
    }),
    handle: async (_ctx, payload) => {
      heard.push(payload);
    },
  });
  const sourceId = newId();
  const id = await city.order("99", yuan(10), { sourceId });
  const batchId = await batchOf([id]);
  await releasing(batchId);
  await taking(batchId, city.bank.result(city.bank.take(await fileOf(batchId))) ?? new Uint8Array());
  city.bank.nextDay();
  city.today = city.bank.day();
  await city.readStatement();
  await cashier("POST", "/bank/matching", {});
  const jobs = [
    claims,
    ...paymentJobs,
    job({ name: "lines_matched", payload: z.object({}), handle: async () => null }),
  ];
  const { pool, ownerPool } = app.db;
  await workOff({ pool, ownerPool, jobs, texts });
  await workOff({ pool, ownerPool, jobs, texts });
  const mine = heard.filter((each) => (each as { sourceId: string }).sourceId === sourceId);
  expect(mine).toEqual([
    { paymentId: id, sourceId, outcome: "paid", on: expect.any(String), reason: "" },
    { paymentId: id, sourceId, outcome: "returned", on: plainDate(city.today), reason: "收款银行退回" },
  ]);
});

test("a city with several accounts chooses which one pays, and is offered the one it paid from last", async () => {
  const paying = { number: "41001512345050009999", holder: "测试市总工会互助金支付账户" };
  const accountId = await city.act((ctx) => openAccount(ctx, paying));
  const accounts = async () => (await cashier("GET", "/payments")).body.accounts;
  expect((await accounts()).map(({ holder }: { holder: string }) => holder)).toEqual([
    payingAccount.holder,
    paying.holder,
  ]);
  const made = await cashier("POST", "/payment-batches", {
    layout: "icbc",
    paymentIds: [await city.order("11", yuan(10))],
    accountId,
  });
  await releasing(made.body.batchId);
  expect(decodeGbk(await fileOf(made.body.batchId))).toContain(paying.number);
  expect((await accounts())[0].id).toBe(accountId);
});
