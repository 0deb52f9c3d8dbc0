import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#core/ids.ts";
import { yuan } from "#core/money.ts";
import { systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { setVault } from "#platform/crypto.ts";
import { testVault } from "#tests/support/app.ts";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";
import { cancelPayment, orderPayment, type PaymentOrder, replacePayment } from "./index.ts";

let db: TestDatabase;
beforeAll(async () => {
  setVault(testVault);
  db = await testDatabase();
});
afterAll(() => db.close());

const act = <T>(run: (ctx: WriteCtx) => Promise<T>) => writing(db.pool, systemActor("test", 410900), run);
const order = (sourceId: string): PaymentOrder => ({
  source: "claims",
  sourceId,
  purpose: "benefit",
  fund: "benefit",
  payee: { name: "苏晓梅", account: "6222 0217 0800 1234 567" },
  cents: yuan(300),
  remark: "互助金",
});

const rows = async (sourceId: string) =>
  (
    await act(({ db: inside }) =>
      sql<{ number: string; state: string; shown: string }>`select number, state, account_shown as shown
        from payment where source_id = ${sourceId} order by number`.execute(inside),
    )
  ).rows;

describe("an order", () => {
  test("waits under a number of its own, its account masked", async () => {
    const sourceId = newId();
    await act((ctx) => orderPayment(ctx, order(sourceId)));
    expect(await rows(sourceId)).toEqual([
      { number: expect.stringMatching(/^FK-\d{4}-\d{6}$/), state: "ordered", shown: "6222***********4567" },
    ]);
  });

  test("of the same source twice, even at once, is one", async () => {
    const sourceId = newId();
    const tried = await Promise.allSettled(
      Array.from({ length: 8 }, () => act((ctx) => orderPayment(ctx, order(sourceId)))),
    );
    const refused = tried.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []));
    expect(refused).toEqual(Array(7).fill("payment_already_ordered"));
    expect(await rows(sourceId)).toHaveLength(1);
  });

  test("with an account that is none is refused", async () => {
    const bad = { ...order(newId()), payee: { name: "苏晓梅", account: "6222****4567" } };
    await expect(act((ctx) => orderPayment(ctx, bad))).rejects.toMatchObject({
      code: "payee_account_unreadable",
    });
  });

  test("is put right by a new one that points to it", async () => {
    const sourceId = newId();
    const id = await act((ctx) => orderPayment(ctx, order(sourceId)));
    const next = await act((ctx) =>
      replacePayment(ctx, id, { name: "苏晓梅", account: "6217002870001112223" }),
    );
    expect((await rows(sourceId)).map((row) => row.state)).toEqual(["cancelled", "ordered"]);
    await expect(
      act((ctx) => replacePayment(ctx, id, { name: "苏晓梅", account: "6217002870001112223" })),
    ).rejects.toMatchObject({ code: "payment_not_replaceable" });
    await act((ctx) => cancelPayment(ctx, next));
    await act((ctx) => cancelPayment(ctx, next));
    await act((ctx) => orderPayment(ctx, order(sourceId)));
    expect((await rows(sourceId)).map((row) => row.state)).toEqual(["cancelled", "cancelled", "ordered"]);
  });
});
