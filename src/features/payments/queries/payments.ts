import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan, parseYuan, zero } from "#core/money.ts";
import { ledgerBalances, nameOfAccount } from "#features/ledger/index.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { PaymentFilter, PaymentList, PaymentQuery, PaymentRow } from "../contract.ts";
import { paymentLayouts } from "../payment-files/index.ts";
import type { PaymentState, Purpose } from "../rules/payment.ts";
import { limitsOf, payingAccounts } from "../store/batches.ts";

type Row = {
  id: string;
  number: string;
  payee_name: string;
  account_shown: string;
  bank_name: string;
  purpose: Purpose;
  fund: string;
  cents: Cents;
  remark: string;
  state: PaymentState;
  reason: string | null;
  ordered_on: PlainDate;
  batch_id: string | null;
  batch_number: string | null;
  replaces_id: string | null;
};

export const presentPayment = (row: Row): z.input<typeof PaymentRow> => ({
  id: row.id,
  number: row.number,
  payee: row.payee_name,
  account: row.account_shown,
  bank: row.bank_name,
  purpose: row.purpose,
  fund: nameOfAccount(row.fund),
  amount: formatYuan(row.cents),
  remark: row.remark,
  state: row.state,
  reason: row.reason ?? "",
  orderedOn: row.ordered_on,
  batch: row.batch_id && row.batch_number ? { id: row.batch_id, number: row.batch_number } : null,
  isAgain: row.replaces_id !== null,
});

export const paymentRows = sql`select p.id, p.number, p.payee_name, p.account_shown, p.bank_name, p.purpose, p.fund, p.cents,
    p.remark, p.state, p.ordered_on, p.batch_id, batch.number as batch_number, p.replaces_id, (
      select reason from payment_outcome as o where o.city_id = p.city_id and o.payment_id = p.id order by o.id desc limit 1
    ) as reason
  from payment as p left join payment_batch as batch on batch.city_id = p.city_id and batch.id = p.batch_id`;

/** Which payments stand behind each filter. What was put right needs nobody any more. */
const filters: Readonly<Record<PaymentFilter, RawBuilder<unknown>>> = {
  waiting: sql`p.state = 'ordered'`,
  under_way: sql`p.state in ('batched', 'released')`,
  paid: sql`p.state = 'paid'`,
  to_correct: sql`p.state in ('failed', 'returned') and not exists (
    select from payment as next where next.city_id = p.city_id and next.replaces_id = p.id)`,
  all: sql`true`,
};

/** Payments by where they stand; pages by key. Of the whole filter also how many and how much. */
export async function paymentList(
  ctx: ReadCtx,
  query: z.output<typeof PaymentQuery>,
): Promise<z.input<typeof PaymentList>> {
  const scope = scopeOf(ctx, query);
  // Who waits longest comes first; of what is done, the newest.
  const isQueue = query.state === "waiting" || query.batchId !== undefined;
  const after = query.after
    ? isQueue
      ? sql`and p.id > ${query.after}::uuid`
      : sql`and p.id < ${query.after}::uuid`
    : sql``;
  const { rows } = await sql<Row>`${paymentRows} where ${scope} and ${filters[query.state]} ${after}
    order by p.id ${isQueue ? sql`asc` : sql`desc`} limit ${query.limit + 1}`.execute(ctx.db);
  const page = rows.slice(0, query.limit);
  const counted = await sql<Record<PaymentFilter, bigint> & { cents: bigint | null }>`select ${sql.join(
    Object.entries(filters).map(
      ([name, filter]) => sql`count(*) filter (where ${filter}) as ${sql.id(name)}`,
    ),
  )}, sum(p.cents) filter (where ${filters[query.state]})::bigint as cents from payment as p where ${scope}`.execute(
    ctx.db,
  );
  const counts = Object.fromEntries(
    Object.keys(filters).map((name) => [name, Number(counted.rows[0]?.[name as PaymentFilter] ?? 0n)]),
  ) as z.input<typeof PaymentList>["counts"];
  const limits = await limitsOf(ctx);
  return {
    rows: page.map(presentPayment),
    total: counts[query.state],
    amount: formatYuan((counted.rows[0]?.cents ?? 0n) as Cents),
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    counts,
    ...(await choicesOf(ctx)),
    accounts: (await payingAccounts(ctx)).map(({ id, shown, holder }) => ({
      id,
      shown,
      holder: holder ?? "",
    })),
    layouts: paymentLayouts.map(({ code, label }) => ({ code, label })),
    limits: { payment: formatYuan(limits.payment), batch: formatYuan(limits.batch) },
    allowed: (["payments.make", "payments.limits"] as const)
      .filter((permission) => allows(ctx.actor, permission))
      .map((permission) => permission.slice("payments.".length)),
  };
}

function scopeOf(ctx: ReadCtx, query: z.output<typeof PaymentQuery>): RawBuilder<unknown> {
  const parts = [sql`p.city_id = ${ctx.actor.cityId}`];
  if (query.purpose) parts.push(sql`p.purpose = ${query.purpose}`);
  if (query.fund) parts.push(sql`p.fund = ${query.fund}`);
  if (query.bank !== undefined) parts.push(sql`p.bank_name = ${query.bank}`);
  if (query.batchId) parts.push(sql`p.batch_id = ${query.batchId}`);
  if (query.q) {
    const part = `%${query.q.replace(/[\\%_]/g, "\\$&")}%`;
    const amount = parseYuan(query.q);
    const byAmount = amount === undefined ? sql`` : sql`or p.cents = ${amount}`;
    parts.push(sql`(p.payee_name ilike ${part} or p.number ilike ${part} ${byAmount})`);
  }
  return sql.join(parts, sql` and `);
}

/** The funds and banks that waiting payments can be chosen by, each fund with what it holds. */
async function choicesOf(ctx: ReadCtx): Promise<Pick<z.input<typeof PaymentList>, "funds" | "banks">> {
  const { rows } = await sql<{ fund: string; bank_name: string }>`select distinct fund, bank_name from payment
    where city_id = ${ctx.actor.cityId} and state = 'ordered' order by fund, bank_name`.execute(ctx.db);
  const { accounts } = await ledgerBalances(ctx);
  return {
    funds: [...new Set(rows.map((row) => row.fund))].map((code) => ({
      code,
      name: nameOfAccount(code),
      balance: formatYuan(accounts[code] ?? zero),
    })),
    banks: [...new Set(rows.map((row) => row.bank_name))].filter((name) => name !== ""),
  };
}
