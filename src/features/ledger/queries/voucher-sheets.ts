import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { capitals } from "#core/capitals.ts";
import { firstOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { type Cents, formatYuan, sum } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { Voucher, VoucherSheets } from "../contract.ts";
import { nameOfAccount } from "../text.ts";
import { voucherNumber } from "./months.ts";
import { type PostingRow, postingsOf } from "./vouchers.ts";

type Numbered = { readonly month: PlainDate; readonly number: number };
type SheetRow = Numbered & {
  id: string;
  effective_on: PlainDate;
  recorded_at: Date;
  recorded_by_name: string;
  source: string;
  summary: string;
  city_name: string;
  reverses_id: string | null;
  reverses: Numbered | null;
  reversed_by_id: string | null;
  reversed_by: Numbered | null;
};
type Sheet = z.input<typeof VoucherSheets>["rows"][number];

/** One voucher, ready to be printed: 借 above 贷, the sum in figures and in capitals. */
export async function voucherPage(ctx: ReadCtx, entryId: string): Promise<z.input<typeof Voucher>> {
  const [row] = await sheetRows(ctx, sql`e.id = ${entryId}`, 1);
  if (!row) throw new Refusal("not_found", "not_found");
  const [sheet] = await sheetsOf(ctx, [row]);
  if (!sheet) throw new Refusal("not_found", "not_found");
  const isOpen = row.reverses_id === null && row.reversed_by_id === null;
  // What came from the bank is taken back where it was decided, or line and books would part.
  const mayReverse = isOpen && !row.source.startsWith("bank_") && allows(ctx.actor, "ledger.reverse");
  return { ...sheet, allowed: mayReverse ? ["reverse"] : [] };
}

/** The vouchers of a month from a number on, as they are printed and bound. */
export async function voucherSheets(
  ctx: ReadCtx,
  month: PlainMonth,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<z.input<typeof VoucherSheets>> {
  const rows = await sheetRows(ctx, sql`e.month = ${firstOf(month)} and e.number >= ${from}`, limit);
  const counted = await sql<{ n: number }>`select last_number as n from ledger_month
    where city_id = ${ctx.actor.cityId} and month = ${firstOf(month)}`.execute(ctx.db);
  return { month, total: counted.rows[0]?.n ?? 0, rows: await sheetsOf(ctx, rows) };
}

async function sheetRows(ctx: ReadCtx, where: RawBuilder<unknown>, limit: number): Promise<SheetRow[]> {
  const { rows } =
    await sql<SheetRow>`select e.id, e.month, e.number, e.effective_on, e.recorded_at, e.recorded_by_name,
      e.source, e.summary, c.name as city_name, e.reverses_id, r.id as reversed_by_id,
      case when o.id is not null then json_build_object('month', o.month, 'number', o.number) end as reverses,
      case when r.id is not null then json_build_object('month', r.month, 'number', r.number) end as reversed_by
    from ledger_entry as e join city as c on c.city_id = e.city_id
    left join ledger_entry as o on o.city_id = e.city_id and o.id = e.reverses_id
    left join ledger_entry as r on r.city_id = e.city_id and r.reverses_id = e.id
    where e.city_id = ${ctx.actor.cityId} and ${where} order by e.number limit ${limit}`.execute(ctx.db);
  return rows;
}

async function sheetsOf(ctx: ReadCtx, rows: readonly SheetRow[]): Promise<Sheet[]> {
  const postings = await postingsOf(
    ctx,
    rows.map((row) => row.id),
  );
  const named = (id: string | null, other: Numbered | null) =>
    id && other ? { id, voucher: voucherNumber(other.month, other.number) } : null;
  return rows.map((row) => {
    const own = postings.get(row.id) ?? [];
    const total = sum(own.map((posting) => posting.amount_cents));
    return {
      id: row.id,
      voucher: voucherNumber(row.month, row.number),
      cityName: row.city_name,
      on: row.effective_on,
      recordedAt: row.recorded_at.toISOString(),
      recordedBy: row.recorded_by_name,
      summary: row.summary,
      source: row.source,
      lines: sidesOf(own).map(({ account, organisation, debit, credit }) => ({
        account: nameOfAccount(account),
        organisation,
        debit: debit === undefined ? null : formatYuan(debit),
        credit: credit === undefined ? null : formatYuan(credit),
      })),
      total: formatYuan(total),
      totalInWords: capitals(total),
      reverses: named(row.reverses_id, row.reverses),
      reversedBy: named(row.reversed_by_id, row.reversed_by),
    };
  });
}

export type Side = {
  readonly account: string;
  readonly organisation: string | null;
  readonly debit: Cents | undefined;
  readonly credit: Cents | undefined;
};

/** The lines of a voucher: 借 first, then 贷; one for each account and organisation. */
export const sidesOf = (postings: readonly PostingRow[]): Side[] => [
  ...side(postings, "to_account").map(({ amount, ...line }) => ({
    ...line,
    debit: amount,
    credit: undefined,
  })),
  ...side(postings, "from_account").map(({ amount, ...line }) => ({
    ...line,
    debit: undefined,
    credit: amount,
  })),
];

function side(postings: readonly PostingRow[], end: "to_account" | "from_account") {
  const lines = new Map<string, { account: string; organisation: string | null; amount: Cents }>();
  for (const { [end]: account, organisation_name: organisation, amount_cents } of postings) {
    const key = `${account} ${organisation ?? ""}`;
    const before = lines.get(key)?.amount ?? 0n;
    lines.set(key, { account, organisation, amount: (before + amount_cents) as Cents });
  }
  return [...lines.values()];
}
