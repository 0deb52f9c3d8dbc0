import { sql } from "kysely";
import { type Cents, showYuan } from "#core/money.ts";
import { type LedgerCheck, nameOfAccount } from "#features/ledger/index.ts";
import type { ReadCtx } from "#platform/context.ts";

/** What must hold between donations, fiscal grants, bank lines and the books. */
export const donationLedgerChecks: readonly LedgerCheck[] = [
  {
    code: "donation_funds_follow",
    title: "捐赠资金和财政专项资金等于银行来款减去拨付",
    run: fundsThatDoNotFollow,
  },
  {
    code: "line_claims_add_up",
    title: "每笔捐赠、财政来款的认领合计等于流水上记的",
    run: async (ctx) => {
      const { cityId } = ctx.actor;
      const { rows } = await sql<{ serial: string }>`select line.serial from bank_line as line
        where line.city_id = ${cityId} and (line.claimed_cents > 0 or line.kind in ('donation', 'fiscal_grant'))
          and line.claimed_cents <> (select coalesce(sum(a.cents), 0) from donation_arrival as a
            where a.city_id = line.city_id and a.line_id = line.id and a.released_at is null)
        order by line.place limit 100`.execute(ctx.db);
      return rows.map(({ serial }) => `流水${serial}的认领合计不一致。`);
    },
  },
  {
    code: "donations_used_once",
    title: "每笔捐赠、财政专项已用的等于批准的拨付",
    run: async (ctx) => {
      const { cityId } = ctx.actor;
      const { rows } = await sql<{
        number: string;
      }>`select d.number from donation as d where d.city_id = ${cityId}
          and d.allocated_cents <> (select coalesce(sum(p.cents), 0) from fund_grant_part as p
            join fund_grant as g on g.city_id = p.city_id and g.id = p.grant_id and g.state = 'granted'
            where p.city_id = d.city_id and p.donation_id = d.id)
        union all select f.number from fiscal_grant as f where f.city_id = ${cityId}
          and f.allocated_cents <> (select coalesce(sum(p.cents), 0) from fund_grant_part as p
            join fund_grant as g on g.city_id = p.city_id and g.id = p.grant_id and g.state = 'granted'
            where p.city_id = f.city_id and p.fiscal_grant_id = f.id)
        order by 1 limit 100`.execute(ctx.db);
      return rows.map(({ number }) => `${number}已用的和拨付对不上。`);
    },
  },
];

async function fundsThatDoNotFollow(ctx: ReadCtx): Promise<string[]> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{ fund: string; books: Cents; worked: Cents }>`
    select fund, coalesce((select balance_cents from ledger_account as a
        where a.city_id = ${cityId} and a.code = fund), 0)::bigint as books,
      (coalesce((select sum(case when direction = 'credit' then amount_cents else -amount_cents end) from bank_line as line
          where line.city_id = ${cityId} and line.kind = fund and line.state = 'matched'), 0)
        - coalesce((select sum(cents) from fund_grant as g
          where g.city_id = ${cityId} and g.source = fund and g.state = 'granted'), 0))::bigint as worked
    from unnest(array['donation', 'fiscal_grant']) as fund`.execute(ctx.db);
  return rows
    .filter(({ books, worked }) => books !== worked)
    .map(
      ({ fund, books, worked }) =>
        `账上${nameOfAccount(fund)}${showYuan(books)}元，来款减拨付是${showYuan(worked)}元。`,
    );
}
