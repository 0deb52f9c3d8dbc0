import { sql } from "kysely";
import type { z } from "zod";
import { firstOf, type PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan, sum } from "#core/money.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { PageQuery, VoucherList } from "../contract.ts";
import { nameOfAccount } from "../text.ts";
import { monthsOf, voucherNumber } from "./months.ts";

type EntryRow = {
  id: string;
  month: PlainDate;
  number: number;
  effective_on: PlainDate;
  summary: string;
  reverses_id: string | null;
  reversed_by_id: string | null;
};

export type PostingRow = {
  entry_id: string;
  from_account: string;
  to_account: string;
  amount_cents: Cents;
  organisation_name: string | null;
};

const entryColumns = sql`e.id, e.month, e.number, e.effective_on, e.summary, e.reverses_id,
  (select r.id from ledger_entry as r where r.city_id = e.city_id and r.reverses_id = e.id) as reversed_by_id`;

export async function postingsOf(
  ctx: ReadCtx,
  entryIds: readonly string[],
): Promise<Map<string, PostingRow[]>> {
  const { rows } =
    await sql<PostingRow>`select p.entry_id, p.from_account, p.to_account, p.amount_cents, o.name as organisation_name
    from ledger_posting as p left join organisation as o on o.city_id = p.city_id and o.id = p.organisation_id
    where p.city_id = ${ctx.actor.cityId} and p.entry_id = any(${[...entryIds]}::uuid[]) order by p.entry_id, p.place`.execute(
      ctx.db,
    );
  return Map.groupBy(rows, (row) => row.entry_id);
}

/** The vouchers of a month, by number. */
export async function voucherList(
  ctx: ReadCtx,
  query: z.output<typeof PageQuery>,
): Promise<z.input<typeof VoucherList>> {
  const months = (await monthsOf(ctx)).map((each) => each.month);
  const month = query.month ?? months[0];
  if (!month) return { month: null, months, rows: [], total: 0, next: null };
  const { rows } = await sql<EntryRow>`select ${entryColumns} from ledger_entry as e
    where e.city_id = ${ctx.actor.cityId} and e.month = ${firstOf(month)} and e.number > ${Number(query.after ?? 0) || 0}
    order by e.number limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ n: number }>`select last_number as n from ledger_month
    where city_id = ${ctx.actor.cityId} and month = ${firstOf(month)}`.execute(ctx.db);
  const page = rows.slice(0, query.limit);
  const postings = await postingsOf(
    ctx,
    page.map((row) => row.id),
  );
  return {
    month,
    months,
    rows: page.map((row) => {
      const own = postings.get(row.id) ?? [];
      const names = (side: "from_account" | "to_account") =>
        [...new Set(own.map((posting) => nameOfAccount(posting[side])))].join("、");
      return {
        id: row.id,
        voucher: voucherNumber(row.month, row.number),
        on: row.effective_on,
        summary: row.summary,
        debitAccounts: names("to_account"),
        creditAccounts: names("from_account"),
        amount: formatYuan(sum(own.map((posting) => posting.amount_cents))),
        isReversal: row.reverses_id !== null,
        isReversed: row.reversed_by_id !== null,
      };
    }),
    total: counted.rows[0]?.n ?? 0,
    next: rows.length > query.limit ? String(page.at(-1)?.number ?? "") : null,
  };
}
