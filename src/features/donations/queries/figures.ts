import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import { type Cents, zero } from "#core/money.ts";
import type { ReadCtx } from "#platform/context.ts";

/** What reports say of donations and fiscal grants within the days. Behind the city's wall: others see none. */
export async function donationFigures(ctx: ReadCtx, from: PlainDate, until: PlainDate): Promise<Figure[]> {
  const { cityId } = ctx.actor;
  const days = sql`between ${from}::date and ${until}::date`;
  const came = await sql<{ donations: number; money: Cents; goods: Cents; fiscal: Cents }>`select
      count(distinct d.id)::int as donations,
      coalesce(sum(a.cents) filter (where d.form = 'money'), 0)::bigint as money,
      coalesce(sum(a.cents) filter (where d.form = 'goods'), 0)::bigint as goods,
      coalesce(sum(a.cents) filter (where a.fiscal_grant_id is not null), 0)::bigint as fiscal
    from donation_arrival as a left join donation as d on d.city_id = a.city_id and d.id = a.donation_id
    where a.city_id = ${cityId} and a.released_at is null and a.on_day ${days}`.execute(ctx.db);
  const used = await sql<{ cents: Cents }>`select coalesce(sum(cents), 0)::bigint as cents from fund_grant
    where city_id = ${cityId} and state = 'granted' and source <> 'fiscal_grant' and decided_on ${days}`.execute(
    ctx.db,
  );
  const { donations = 0, money = zero, goods = zero, fiscal = zero } = came.rows[0] ?? {};
  const cents = used.rows[0]?.cents ?? zero;
  const sum = (code: string, name: string, value: Cents, definition: string, link: string): Figure[] =>
    value > 0n ? [{ code, name, value, unit: "cents", definition, link }] : [];
  return [
    ...(donations > 0
      ? [
          {
            code: "donations.cases",
            name: "捐赠笔数",
            value: donations,
            unit: "cases" as const,
            definition: "期内有款物收到的捐赠，一笔捐赠只算一次；只答应、没有收到的不算。",
            link: "/donations",
          },
        ]
      : []),
    ...sum("donations.money", "捐款", money, "期内由银行来款认领的捐款；答应没有到的不算。", "/donations"),
    ...sum("donations.goods", "捐赠物资价值", goods, "期内交接的捐赠物资，按登记的公允价值。", "/donations"),
    ...sum(
      "donations.used",
      "捐赠已使用",
      cents,
      "期内经决议、两人批准拨付的捐款和发出的捐赠物资；不含财政专项。",
      "/fund-grants?show=all",
    ),
    ...sum(
      "donations.fiscal",
      "财政专项到账",
      fiscal,
      "期内由银行来款认领的财政专项资金，按下达文件登记；文件下了没有到的不算。",
      "/fiscal-grants",
    ),
  ];
}
