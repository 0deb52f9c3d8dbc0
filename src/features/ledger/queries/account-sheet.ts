import { sql } from "kysely";
import type { z } from "zod";
import { addMonthsTo, firstOf, type PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan, zero } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { AccountSheet, PageQuery } from "../contract.ts";
import { growsByDebit, natureOf } from "../rules/index.ts";
import { nameOfAccount } from "../text.ts";
import { accountMonths } from "./balances.ts";
import { monthsOf, voucherNumber } from "./months.ts";

type Row = {
  id: string;
  entry_id: string;
  effective_on: PlainDate;
  number: number;
  place: number;
  summary: string;
  from_account: string;
  to_account: string;
  amount_cents: Cents;
  organisation_name: string | null;
};

/**
 * 明细账: each movement of one account in a month, with the balance after it. Pages by key; the balance so far travels
 * in the key, so that a page never adds up what stands before it.
 */
export async function accountSheet(
  ctx: ReadCtx,
  code: string,
  query: z.output<typeof PageQuery>,
): Promise<z.input<typeof AccountSheet>> {
  const nature = natureOf(code);
  if (!nature) throw new Refusal("not_found", "not_found");
  const months = (await monthsOf(ctx)).map((each) => each.month);
  const month = query.month ?? months[0];
  const totals = month ? (await accountMonths(ctx, month)).find((each) => each.code === code) : undefined;
  const from = month ? firstOf(month) : ("0001-01-01" as PlainDate);
  const until = month ? firstOf(addMonthsTo(month, 1)) : from;
  const [afterOn, afterNumber, afterPlace, soFar] = (query.after ?? "").split("_");
  const key = afterOn
    ? sql`and (p.effective_on, p.number, p.place) > (${afterOn}::date, ${Number(afterNumber)}::int, ${Number(afterPlace)}::int)`
    : sql``;
  const inMonth = sql`p.city_id = ${ctx.actor.cityId} and p.effective_on >= ${from} and p.effective_on < ${until}`;
  const side = (column: "from_account" | "to_account") => sql`(select p.* from ledger_posting as p
    where ${inMonth} and ${sql.ref(`p.${column}`)} = ${code} ${key} order by p.effective_on, p.number, p.place limit ${query.limit + 1})`;
  const { rows } =
    await sql<Row>`select p.id, p.entry_id, p.effective_on, p.number, p.place, e.summary, p.from_account, p.to_account,
      p.amount_cents, o.name as organisation_name
    from (${side("from_account")} union all ${side("to_account")}) as p
    join ledger_entry as e on e.city_id = p.city_id and e.id = p.entry_id
    left join organisation as o on o.city_id = p.city_id and o.id = p.organisation_id
    order by p.effective_on, p.number, p.place limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ n: bigint }>`select count(*) as n from ledger_posting as p
    where ${inMonth} and (p.from_account = ${code} or p.to_account = ${code})`.execute(ctx.db);

  const grows = growsByDebit(nature);
  let balance = (soFar ? BigInt(soFar) : (totals?.opening ?? zero)) as Cents;
  const page = rows.slice(0, query.limit).map((row) => {
    const isDebit = row.to_account === code;
    balance = (isDebit === grows ? balance + row.amount_cents : balance - row.amount_cents) as Cents;
    const amount = formatYuan(row.amount_cents);
    return {
      id: row.id,
      entryId: row.entry_id,
      voucher: voucherNumber(row.effective_on, row.number),
      on: row.effective_on,
      summary: row.summary,
      other: nameOfAccount(isDebit ? row.from_account : row.to_account),
      organisation: row.organisation_name,
      debit: isDebit ? amount : null,
      credit: isDebit ? null : amount,
      balance: formatYuan(balance),
    };
  });
  const last = rows.at(page.length - 1);
  return {
    code,
    name: nameOfAccount(code),
    month: month ?? null,
    months,
    opening: formatYuan(totals?.opening ?? zero),
    debit: formatYuan(totals?.debit ?? zero),
    credit: formatYuan(totals?.credit ?? zero),
    closing: formatYuan(totals?.closing ?? zero),
    rows: page,
    total: Number(counted.rows[0]?.n ?? 0n),
    next:
      last && rows.length > query.limit
        ? `${last.effective_on}_${last.number}_${last.place}_${balance}`
        : null,
  };
}
