import { sql } from "kysely";
import { type Cents, showYuan } from "#core/money.ts";
import type { LedgerCheck } from "#features/ledger/index.ts";

/** What must hold between payments, the bank's lines and the books. */
export const paymentLedgerChecks: readonly LedgerCheck[] = [
  {
    code: "in_transit_follows",
    title: "发放在途等于已放行、银行还没有扣款的付款",
    run: async (ctx) => {
      const { rows } = await sql<{ books: Cents; payments: Cents }>`select
        coalesce((select balance_cents from ledger_account where city_id = ${ctx.actor.cityId} and code = 'in_transit'), 0) as books,
        coalesce((select sum(due_cents - received_cents)::bigint from open_item
          where city_id = ${ctx.actor.cityId} and kind = 'payment' and not is_withdrawn), 0) as payments`.execute(
        ctx.db,
      );
      const [row] = rows;
      if (!row || row.books === row.payments) return [];
      return [`账上发放在途${showYuan(row.books)}元，付款里是${showYuan(row.payments)}元。`];
    },
  },
  {
    code: "payments_sent_once",
    title: "同一件申领或退款没有付成两次",
    run: async (ctx) => {
      const { rows } = await sql<{
        numbers: string;
      }>`select string_agg(number, '、' order by number) as numbers from payment
        where city_id = ${ctx.actor.cityId} and state = 'paid' group by source, source_id having count(*) > 1 limit 100`.execute(
        ctx.db,
      );
      return rows.map((row) => `${row.numbers}付的是同一件。`);
    },
  },
];
