import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { addDays, type PlainDate, plainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { type Cents, yuan, zero } from "#core/money.ts";
import {
  decideLines,
  importStatement,
  matchLines,
  openAccount,
  readStatement,
} from "#features/banking/index.ts";
import { settlePayment } from "#features/claims/index.ts";
import { demoActor } from "#features/identity/index.ts";
import {
  type BankBooks,
  findBatch,
  makeBatch,
  type Outcome,
  openBank,
  readResult,
  releaseBatch,
  takeFile,
  takeResult,
  takeReturns,
  withdrawBatch,
} from "#features/payments/index.ts";
import { settleRelief } from "#features/relief/index.ts";
import { settleWorkGrant } from "#features/workfund/index.ts";
import { actingAs, sha256, type WriteCtx } from "#platform/context.ts";
import type { Step } from "./run-steps.ts";

/** The special account that the demo's statements speak of, and the one that benefits are paid from. */
const special = { number: "41001512345050008888", holder: "濮阳市总工会职工医疗互助保障专用账户" };
const payers: Readonly<Record<number, { readonly number: string; readonly holder: string }>> = {
  410900: { number: "41001512345050009999", holder: "濮阳市总工会职工互助金支付账户" },
  410100: { number: "41001512345010009999", holder: "郑州市总工会职工互助金支付账户" },
};

/** The account from which a demo city pays benefits. */
export function payingOf({ actor }: WriteCtx): { readonly number: string; readonly holder: string } {
  const paying = payers[actor.cityId];
  if (!paying) throw new Error("This demo city pays nothing.");
  return paying;
}

const step = (
  title: string,
  login: string,
  on: PlainDate,
  work: (ctx: WriteCtx) => Promise<unknown>,
): Step<null> => ({
  key: `demo payments ${title} ${on}`,
  kind: "demo",
  as: "opener",
  on,
  work: async (ctx) => {
    await actingAs(ctx, await demoActor(ctx, login), work);
    return null;
  },
});

const opened = step("accounts", "chuna", plainDate("2024-04-08"), async (ctx) => {
  await openAccount(ctx, special);
  await openAccount(ctx, payingOf(ctx));
});

/** The province sends money for benefits. */
export const grant = (on: PlainDate, amount = yuan(100_000)): Step<null> =>
  step("grant", "chuna", on, (ctx) =>
    atTheBank(ctx, on, async (books) => {
      books.credit(amount, "中国职工保险互助会河南省办事处", "互助金拨付");
    }),
  );

type Money = { readonly cents: Cents; readonly from: string; readonly memo: string };

/** The city union sets money aside for relief. */
export const reliefMoney = (on: PlainDate, cents: Cents): Step<null> =>
  moneyIn(on, "relief", { cents, from: "市总工会机关账户", memo: "二次救助慰问专项资金" });

/** Money comes in, and the cashier says what it is. */
export const moneyIn = (
  on: PlainDate,
  kind: "relief" | "donation" | "fiscal_grant" | "work_fund",
  { cents, from, memo }: Money,
): Step<null> =>
  step(`${kind} money ${memo}`, "chuna", on, async (ctx) => {
    await atTheBank(ctx, on, async (books) => {
      books.credit(cents, from, memo);
    });
    const { rows } = await sql<{ id: string; version: number }>`select id, version from bank_line
      where city_id = ${ctx.actor.cityId} and memo like ${`%${memo}`} and state in ('to_decide', 'waiting')`.execute(
      ctx.db,
    );
    await decideLines(ctx, rows, { kind });
  });

const make = (
  on: PlainDate,
  layout: string,
  fund: "benefit" | "relief" | "work_fund" = "benefit",
): Step<null> =>
  step("make", "chuna", on, async (ctx) => {
    const { rows } = await sql<{ id: string }>`select id from payment
      where city_id = ${ctx.actor.cityId} and state = 'ordered' and fund = ${fund} order by number`.execute(
      ctx.db,
    );
    const accountId = await payingAccount(ctx);
    if (rows.length > 0) await makeBatch(ctx, { layout, accountId, paymentIds: rows.map(({ id }) => id) });
  });

const release = (on: PlainDate): Step<null> =>
  step("release", "kuaiji", on, async (ctx) => {
    const batch = await lastBatch(ctx);
    if (batch?.state === "made") await releaseBatch(ctx, batch.id, batch);
  });

const fetchFile = (on: PlainDate): Step<null> =>
  step("file", "chuna", on, async (ctx) => {
    const batch = await lastBatch(ctx);
    if (batch?.state === "released") await takeFile(ctx, batch.id);
  });

/** The bank pays on one day and has answered and written its statement by the next. */
const hear = (paidOn: PlainDate): Step<null> =>
  step("result", "chuna", addDays(paidOn, 1), async (ctx) => {
    const batch = await lastBatch(ctx);
    if (batch?.state !== "released") return;
    await atTheBank(ctx, paidOn, async (books) => {
      const number = books.take((await takeFile(ctx, batch.id)).content);
      books.nextDay();
      const result = books.result(number) ?? new Uint8Array();
      const file = { name: `${batch.number}-结果.txt`, hash: sha256(Buffer.from(result)).toString("hex") };
      await takeResult(ctx, batch.id, file, readResult(result));
    });
    await takeReturns(ctx);
    await tellSources(ctx, batch.id);
  });

/** What is ordered of a fund is paid: a batch made and released, and the bank's answer a day later. One fund a day. */
export const payday = (on: PlainDate, layout: string, fund?: "relief" | "work_fund"): Step<null>[] => [
  make(on, layout, fund),
  release(on),
  hear(on),
];

/** A day at the stand-in bank: its books go on where the account's last line stands, and its statement is taken in. */
async function atTheBank(
  ctx: WriteCtx,
  on: PlainDate,
  work: (books: BankBooks) => Promise<void>,
): Promise<void> {
  const accountId = await payingAccount(ctx);
  const { rows } = await sql<{ balance: Cents }>`select balance_cents as balance from bank_line
    where city_id = ${ctx.actor.cityId} and bank_account_id = ${accountId} order by place desc limit 1`.execute(
    ctx.db,
  );
  const books = openBank({ ...payingOf(ctx), opening: rows[0]?.balance ?? zero, on });
  await work(books);
  const content = books.statement();
  const path = join(tmpdir(), `tongzhou-demo-${newId()}.csv`);
  try {
    await writeFile(path, content, { mode: 0o600 });
    const file = { name: `支付账户${on}.csv`, hash: sha256(Buffer.from(content)).toString("hex") };
    await importStatement(ctx, file, await readStatement(path), { accountId });
  } finally {
    await rm(path, { force: true });
  }
  await matchLines(ctx, books.day());
}

/** What the bank said, told at once to what was paid: the jobs that tell it otherwise come to the same. */
async function tellSources(ctx: WriteCtx, batchId: string): Promise<void> {
  const { rows } = await sql<{
    paymentId: string;
    sourceId: string;
    outcome: Outcome;
    on: PlainDate;
    reason: string;
    source: string;
  }>`select payment.source, said.payment_id as "paymentId", payment.source_id as "sourceId", said.outcome, said.settled_on as on, said.reason
    from payment_outcome as said
    join payment on payment.city_id = said.city_id and payment.id = said.payment_id
    where said.city_id = ${ctx.actor.cityId} and said.batch_id = ${batchId}
    order by payment.number, said.step = 'return'`.execute(ctx.db);
  for (const { source, ...settled } of rows) await (settlers[source] ?? settlePayment)(ctx, settled);
}

/** Who hears of a payment that no claim ordered. */
const settlers: Readonly<Record<string, typeof settleRelief>> = {
  relief: settleRelief,
  work_grant: settleWorkGrant,
};

async function payingAccount(ctx: WriteCtx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from bank_account
    where city_id = ${ctx.actor.cityId} and holder = ${payingOf(ctx).holder}`.execute(ctx.db);
  return rows[0]?.id ?? "";
}

async function lastBatch(ctx: WriteCtx) {
  const { rows } = await sql<{ id: string }>`select id from payment_batch
    where city_id = ${ctx.actor.cityId} order by number desc limit 1`.execute(ctx.db);
  return rows[0] && findBatch(ctx, rows[0].id);
}

/** Days on which benefits went out, one after the other to two kinds of file. */
const paydays = [
  ...["2024-05-15", "2024-06-12", "2024-07-10", "2024-08-07", "2024-09-11", "2024-10-16", "2024-11-13"],
  ...["2024-12-11", "2025-01-08", "2025-02-12", "2025-02-26", "2025-03-05"],
].map(plainDate);

/** A year of payments, and in the last days a batch at each stage: returned to its maker, released, at the bank, made. */
export const paymentSteps: readonly Step<null>[] = [
  opened,
  ...["2024-05-06", "2024-08-05", "2024-11-04", "2025-02-10"].map((day) => grant(plainDate(day))),
  ...paydays.flatMap((day, place) => payday(day, place % 2 ? "ccb" : "icbc")),
  make(plainDate("2025-03-07"), "ccb"),
  step("withdraw", "kuaiji", plainDate("2025-03-07"), async (ctx) => {
    const batch = await lastBatch(ctx);
    if (batch?.state === "made") await withdrawBatch(ctx, batch.id, "今天先不付，等周一的一起。");
  }),
  make(plainDate("2025-03-10"), "icbc"),
  release(plainDate("2025-03-10")),
  fetchFile(plainDate("2025-03-10")),
  make(plainDate("2025-03-11"), "icbc"),
  release(plainDate("2025-03-11")),
  make(plainDate("2025-03-12"), "ccb"),
];
