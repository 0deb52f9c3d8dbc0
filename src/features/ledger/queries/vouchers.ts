import { sql } from "kysely";
import type { z } from "zod";
import { capitals } from "#core/capitals.ts";
import { writeCsv } from "#core/csv.ts";
import { firstOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { type Cents, formatYuan, sum } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { PageQuery, Voucher, VoucherList } from "../contract.ts";
import { nameOfAccount } from "../text.ts";
import { monthsOf, voucherNumber } from "./months.ts";

type EntryRow = {
  id: string;
  month: PlainDate;
  number: number;
  effective_on: PlainDate;
  recorded_at: Date;
  recorded_by_name: string;
  source: string;
  summary: string;
  reverses_id: string | null;
  reversed_by_id: string | null;
};

type PostingRow = {
  entry_id: string;
  from_account: string;
  to_account: string;
  amount_cents: Cents;
  organisation_name: string | null;
};

const entryColumns = sql`e.id, e.month, e.number, e.effective_on, e.recorded_at, e.recorded_by_name, e.source, e.summary,
  e.reverses_id, (select r.id from ledger_entry as r where r.city_id = e.city_id and r.reverses_id = e.id) as reversed_by_id`;

async function postingsOf(ctx: ReadCtx, entryIds: readonly string[]): Promise<Map<string, PostingRow[]>> {
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

/** One voucher, ready to be printed: 借 above 贷, the sum in figures and in capitals. */
export async function voucherPage(ctx: ReadCtx, entryId: string): Promise<z.input<typeof Voucher>> {
  const { rows } = await sql<EntryRow & { city_name: string }>`select ${entryColumns}, c.name as city_name
    from ledger_entry as e join city as c on c.city_id = e.city_id
    where e.city_id = ${ctx.actor.cityId} and e.id = ${entryId}`.execute(ctx.db);
  const [entry] = rows;
  if (!entry) throw new Refusal("not_found", "not_found");
  const postings = (await postingsOf(ctx, [entryId])).get(entryId) ?? [];
  const total = sum(postings.map((posting) => posting.amount_cents));
  const side = (debit: boolean) =>
    linesOf(postings, debit).map(({ account, organisation, amount }) => ({
      account,
      organisation,
      debit: debit ? formatYuan(amount) : null,
      credit: debit ? null : formatYuan(amount),
    }));
  const other = async (id: string | null) => {
    if (!id) return null;
    const found = await sql<{ month: PlainDate; number: number }>`select month, number from ledger_entry
      where city_id = ${ctx.actor.cityId} and id = ${id}`.execute(ctx.db);
    const [row] = found.rows;
    return row ? { id, voucher: voucherNumber(row.month, row.number) } : null;
  };
  const isOpen = entry.reverses_id === null && entry.reversed_by_id === null;
  return {
    id: entry.id,
    voucher: voucherNumber(entry.month, entry.number),
    cityName: entry.city_name,
    on: entry.effective_on,
    recordedAt: entry.recorded_at.toISOString(),
    recordedBy: entry.recorded_by_name,
    summary: entry.summary,
    source: entry.source,
    lines: [...side(true), ...side(false)],
    total: formatYuan(total),
    totalInWords: capitals(total),
    reverses: await other(entry.reverses_id),
    reversedBy: await other(entry.reversed_by_id),
    // What came from the bank is taken back where it was decided, or line and books would part.
    allowed:
      isOpen && !entry.source.startsWith("bank_") && allows(ctx.actor, "ledger.reverse") ? ["reverse"] : [],
  };
}

/** One line per account and organisation. */
function linesOf(postings: readonly PostingRow[], debit: boolean) {
  const lines = new Map<string, { account: string; organisation: string | null; amount: Cents }>();
  for (const posting of postings) {
    const account = nameOfAccount(debit ? posting.to_account : posting.from_account);
    const organisation = posting.organisation_name;
    const key = `${account} ${organisation ?? ""}`;
    const before = lines.get(key)?.amount ?? 0n;
    lines.set(key, { account, organisation, amount: (before + posting.amount_cents) as Cents });
  }
  return [...lines.values()];
}

/** Accounts under the codes of the union's accounting program; ours where none is set. */
export async function mappingOf(ctx: ReadCtx): Promise<{ account: string; code: string; name: string }[]> {
  const { rows } = await sql<{ account: string; code: string; name: string }>`
    select account, external_code as code, external_name as name from ledger_mapping
    where city_id = ${ctx.actor.cityId} order by account`.execute(ctx.db);
  return rows;
}

/** The vouchers of a month as a file for the union's accounting program: one row per account and side. */
export async function voucherFile(ctx: ReadCtx, month: PlainMonth): Promise<string> {
  const mapped = new Map((await mappingOf(ctx)).map((row) => [row.account, row]));
  const { rows } = await sql<
    PostingRow & { number: number; effective_on: PlainDate; summary: string; recorded_by_name: string }
  >`
    select e.id as entry_id, e.number, e.effective_on, e.summary, e.recorded_by_name, p.from_account, p.to_account,
      p.amount_cents, o.name as organisation_name
    from ledger_entry as e join ledger_posting as p on p.city_id = e.city_id and p.entry_id = e.id
    left join organisation as o on o.city_id = p.city_id and o.id = p.organisation_id
    where e.city_id = ${ctx.actor.cityId} and e.month = ${firstOf(month)} order by e.number, p.place`.execute(
    ctx.db,
  );
  const lines = rows.flatMap((row) =>
    (["to_account", "from_account"] as const).map((side) => {
      const account = row[side];
      const amount = formatYuan(row.amount_cents);
      return [
        row.effective_on,
        "记",
        String(row.number),
        row.summary,
        mapped.get(account)?.code ?? account,
        mapped.get(account)?.name ?? nameOfAccount(account),
        side === "to_account" ? amount : "",
        side === "from_account" ? amount : "",
        row.organisation_name ?? "",
        row.recorded_by_name,
      ];
    }),
  );
  const head = [
    "日期",
    "凭证字",
    "凭证号",
    "摘要",
    "科目编码",
    "科目名称",
    "借方金额",
    "贷方金额",
    "辅助核算（单位）",
    "制单",
  ];
  return writeCsv([head, ...lines]);
}
