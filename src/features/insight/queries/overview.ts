import { sql } from "kysely";
import type { z } from "zod";
import { type PlainDate, plainDate } from "#core/dates.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import { type UnitRow, unitFigures } from "#features/funding/index.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import type { OverviewReply, UnitRatesQuery, UnitRatesReply } from "../contract.ts";

type Figures = z.input<typeof OverviewReply>["unions"][number];
type Summed = Record<
  "units" | "staff" | "on_rosters" | "confirmed" | "paid" | "remitted" | "covered" | "contributions",
  bigint
>;

const sums = sql`count(*) as units, coalesce(sum(staff), 0)::bigint as staff, coalesce(sum(on_rosters), 0)::bigint as on_rosters,
  coalesce(sum(confirmed), 0)::bigint as confirmed, coalesce(sum(paid), 0)::bigint as paid,
  coalesce(sum(remitted), 0)::bigint as remitted, coalesce(sum(covered), 0)::bigint as covered,
  coalesce(sum(contributions), 0)::bigint as contributions`;

const presentSums = (row: Summed): Omit<Figures, "id" | "name"> => ({
  units: Number(row.units),
  staff: Number(row.staff),
  onRosters: Number(row.on_rosters),
  confirmed: Number(row.confirmed),
  paid: Number(row.paid),
  remitted: Number(row.remitted),
  covered: Number(row.covered),
  contributions: formatYuan(row.contributions as Cents),
});

/** The report's own figures for the actor's part of the tree at the end of a day. */
export async function overview(
  ctx: ReadCtx,
  day: string | undefined,
): Promise<z.input<typeof OverviewReply>> {
  const asOf = day ? plainDate(day) : ctx.today;
  const whole = await sql<
    Summed & { with_rosters: bigint }
  >`select ${sums}, count(*) filter (where on_rosters > 0) as with_rosters
    from (${unitFigures(ctx, asOf)}) as unit`.execute(ctx.db);
  const unions = await sql<
    Summed & { id: string; name: string }
  >`select union_id as id, union_name as name, ${sums}
    from (${unitFigures(ctx, asOf)}) as unit where union_id is not null
    group by union_id, union_name order by sum(confirmed) desc, union_name`.execute(ctx.db);
  const name = await sql<{ name: string }>`select coalesce(
      (select name from organisation where city_id = ${ctx.actor.cityId} and id = ${ctx.actor.organisationId ?? null}),
      (select name from city where city_id = ${ctx.actor.cityId}), '') as name`.execute(ctx.db);
  const row = whole.rows[0];
  if (!row) throw new Error("An aggregate answers one row.");
  return {
    asOf,
    name: name.rows[0]?.name ?? "",
    ...presentSums(row),
    unitsWithRosters: Number(row.with_rosters),
    shares: await sharesByPayer(ctx, asOf),
    months: await months(ctx, asOf),
    unions: unions.rows.map((union) => ({ id: union.id, name: union.name, ...presentSums(union) })),
  };
}

async function sharesByPayer(ctx: ReadCtx, asOf: PlainDate) {
  const { rows } = await sql<{ payer: string; name: string | null; cents: bigint }>`
    select share.payer, min(payer.name) as name, sum(share.cents)::bigint as cents
    from bill_share as share
    join bill on bill.city_id = share.city_id and bill.id = share.bill_id
    join funding_period as period on period.city_id = bill.city_id and period.month = bill.settled_month
    left join organisation as payer on payer.city_id = share.city_id and payer.id = share.payer_organisation_id
    where share.city_id = ${ctx.actor.cityId} and period.remitted_on <= ${asOf}
      and ${withinPart(ctx, sql.ref("bill.organisation_id"))}
    group by share.payer order by sum(share.cents) desc, share.payer`.execute(ctx.db);
  return rows.map((row) => ({
    payer: row.payer,
    label: payerLabel(row),
    amount: formatYuan(row.cents as Cents),
  }));
}

function payerLabel({ payer, name }: { payer: string; name: string | null }): string {
  if (payer === "unit") return "单位承担";
  if (payer === "member") return "职工个人承担";
  if (payer === "gift") return "赠送方承担";
  if (payer === "city_union") return "市总工会补助";
  return name ? `${name}补助` : "县级补助";
}

async function months(ctx: ReadCtx, asOf: PlainDate) {
  const { rows } = await sql<{ month: string; heads: bigint; cents: bigint; remitted_on: string | null }>`
    select to_char(bill.settled_month, 'YYYY-MM') as month, sum(bill.heads)::bigint as heads,
      sum(bill.heads * bill.price_cents)::bigint as cents, min(period.remitted_on) as remitted_on
    from bill join funding_period as period on period.city_id = bill.city_id and period.month = bill.settled_month
    where bill.city_id = ${ctx.actor.cityId} and period.base_closed_on <= ${asOf}
      and ${withinPart(ctx, sql.ref("bill.organisation_id"))}
    group by bill.settled_month order by bill.settled_month desc limit 24`.execute(ctx.db);
  return rows.map((row) => ({
    month: row.month,
    heads: Number(row.heads),
    amount: formatYuan(row.cents as Cents),
    remittedOn: row.remitted_on !== null && row.remitted_on <= asOf ? row.remitted_on : null,
  }));
}

const rate = sql`case when staff > 0 then least(confirmed * 10000 / staff, 100000)::int end`;

/** Participation of each unit, lowest first (units whose staff is not known last). Pages by rate and id. */
export async function unitRates(
  ctx: ReadCtx,
  query: z.output<typeof UnitRatesQuery>,
): Promise<z.input<typeof UnitRatesReply>> {
  const asOf = query.asOf ? plainDate(query.asOf) : ctx.today;
  const wanted = query.q ? sql`where strpos(name, ${query.q}) > 0 or code = ${query.q}` : sql``;
  const [afterRate, afterId] = (query.after ?? "").split("_");
  const later =
    afterRate && afterId
      ? sql`where (coalesce(rate, 1000000), id) > (${Number(afterRate)}, ${afterId}::uuid)`
      : sql``;
  const { rows } = await sql<UnitRow & { rate: number | null; total: bigint }>`
    with unit as (select *, ${rate} as rate from (${unitFigures(ctx, asOf)}) as figures ${wanted})
    select *, (select count(*) from unit) as total from unit ${later}
    order by coalesce(rate, 1000000), id limit ${query.limit + 1}`.execute(ctx.db);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const total = rows[0]?.total ?? 0n;
  return {
    rows: page.map((row) => ({
      id: row.id,
      code: row.code,
      name: row.name,
      unionName: row.union_name ?? "",
      sector: row.sector,
      staff: row.staff,
      onRosters: Number(row.on_rosters),
      confirmed: Number(row.confirmed),
      paid: Number(row.paid),
      covered: Number(row.covered),
      participationBp: row.rate,
    })),
    total: Number(total),
    next: last && rows.length > query.limit ? `${last.rate ?? 1_000_000}_${last.id}` : null,
  };
}
