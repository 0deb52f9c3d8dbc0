import { sql } from "kysely";
import { type Cents, showYuan } from "#core/money.ts";
import type { LedgerCheck } from "#features/ledger/index.ts";

/** What must hold between gifts, refunds and the books. */
export const fundingLedgerChecks: readonly LedgerCheck[] = [
  {
    code: "gift_fund_follows",
    title: "赠送会费等于赠送方到账的款减去已结算的账单",
    run: async (ctx) => {
      const { cityId } = ctx.actor;
      const { rows } = await sql<{ books: Cents; gifts: Cents }>`select
        coalesce((select balance_cents from ledger_account where city_id = ${cityId} and code = 'gift'), 0) as books,
        coalesce((select sum(received_cents)::bigint from open_item
            where city_id = ${cityId} and kind = 'gift' and not is_withdrawn), 0)
          - coalesce((select sum(from_unit_cents)::bigint from bill
            where city_id = ${cityId} and gift_id is not null and settled_month is not null), 0) as gifts`.execute(
        ctx.db,
      );
      const [row] = rows;
      if (!row || row.books === row.gifts) return [];
      return [`账上赠送会费${showYuan(row.books)}元，赠送和账单算出来是${showYuan(row.gifts)}元。`];
    },
  },
  {
    code: "gifts_within",
    title: "赠送已用的人数等于名下账单的人数，不超过名额",
    run: async (ctx) => {
      const { cityId } = ctx.actor;
      const { rows } = await sql<{ number: string; used: number; confirmed: number }>`select gift.number,
          gift.people_used as used, coalesce(batch.people, 0)::int as confirmed
        from gift left join (
          select gift_id, sum(confirmed + (select count(*) from cover_removal as gone where gone.city_id = b.city_id
            and gone.batch_id = b.id and gone.after_remittance)) as people
          from enrolment_batch as b where city_id = ${cityId} and state = 'confirmed' and gift_id is not null group by gift_id
        ) as batch on batch.gift_id = gift.id
        where gift.city_id = ${cityId} and gift.people_used <> coalesce(batch.people, 0) limit 100`.execute(
        ctx.db,
      );
      return rows.map((row) => `${row.number}记了${row.used}人，名册里是${row.confirmed}人。`);
    },
  },
  {
    code: "refunds_add_up",
    title: "每件退费分给各方的合计等于账单上一个人的价格",
    run: async (ctx) => {
      const { cityId } = ctx.actor;
      const { rows } = await sql<{ number: string }>`select refund.number from refund
        join bill on bill.city_id = refund.city_id and bill.id = refund.bill_id
        join (select refund_id, sum(cents) as cents from refund_share where city_id = ${cityId} group by refund_id) as parts
          on parts.refund_id = refund.id
        where refund.city_id = ${cityId} and (parts.cents <> refund.cents or refund.cents <> bill.price_cents) limit 100`.execute(
        ctx.db,
      );
      return rows.map((row) => `${row.number}的分配和价格对不上。`);
    },
  },
];
