import { sql } from "kysely";
import type { LedgerCheck } from "#features/ledger/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import { itemKinds } from "../rules/index.ts";

const serials = async (ctx: ReadCtx, where: ReturnType<typeof sql>, say: (serial: string) => string) => {
  const { rows } = await sql<{ serial: string }>`select line.serial from bank_line as line
    where line.city_id = ${ctx.actor.cityId} and ${where} order by line.place limit 100`.execute(ctx.db);
  return rows.map((row) => say(row.serial));
};

/** What must hold between the bank's lines, what they were booked on, and the books. */
export const bankLedgerChecks: readonly LedgerCheck[] = [
  {
    code: "lines_in_books_once",
    title: "每笔银行流水入账一次，金额一致",
    run: (ctx) =>
      serials(
        ctx,
        sql`line.state <> 'new' and line.amount_cents is distinct from (
          select sum(posting.amount_cents) from ledger_entry as entry
          join ledger_posting as posting on posting.city_id = entry.city_id and posting.entry_id = entry.id
          where entry.city_id = line.city_id and entry.source = 'bank_line' and entry.source_id = line.id and entry.kind = 'arrival')`,
        (serial) => `流水${serial}没有入账，或入账金额不一致。`,
      ),
  },
  {
    code: "lines_explained_once",
    title: "每笔已核对的流水都有一个去处，不多记",
    run: (ctx) =>
      serials(
        ctx,
        sql`line.allocated_cents <> (select coalesce(sum(part.amount_cents), 0) from allocation as part
            where part.city_id = line.city_id and part.line_id = line.id and part.reversed_at is null)
          or line.state = 'matched' and line.kind = any(${[...itemKinds]}::text[]) and line.allocated_cents = 0`,
        (serial) => `流水${serial}记在账单上的金额不一致。`,
      ),
  },
  {
    code: "items_received",
    title: "账单已收金额等于记在它上面的流水",
    run: async (ctx) => {
      const { rows } = await sql<{
        code: string;
        month: string;
      }>`select organisation.code, item.month from open_item as item
        join organisation on organisation.city_id = item.city_id and organisation.id = item.organisation_id
        where item.city_id = ${ctx.actor.cityId} and item.received_cents <> (
          select coalesce(sum(part.amount_cents), 0) from allocation as part
          where part.city_id = item.city_id and part.item_id = item.id and part.reversed_at is null)
        order by item.month, organisation.code limit 100`.execute(ctx.db);
      return rows.map((row) => `${row.code}的${row.month.slice(0, 7)}应收款项，已收金额与流水不符。`);
    },
  },
  {
    code: "bank_equals_statement",
    title: "银行存款等于对账单余额",
    run: async (ctx) => {
      const { rows } = await sql<{ number_shown: string }>`
        select account.number_shown from bank_account as account
        join lateral (select balance_cents from bank_line as line where line.city_id = account.city_id
          and line.bank_account_id = account.id and line.state <> 'new' order by line.place desc limit 1) as line on true
        left join ledger_account as book on book.city_id = account.city_id and book.code = account.ledger_account
        where account.city_id = ${ctx.actor.cityId} and line.balance_cents is not null
          and book.balance_cents is distinct from line.balance_cents
          and not exists (select from ledger_posting as posting
            join ledger_entry as entry on entry.city_id = posting.city_id and entry.id = posting.entry_id
            where posting.city_id = account.city_id and account.ledger_account in (posting.from_account, posting.to_account)
              and entry.source not in ('bank_line', 'bank_account'))`.execute(ctx.db);
      return rows.map((row) => `账户${row.number_shown}的账面余额与对账单余额不相等。`);
    },
  },
];
