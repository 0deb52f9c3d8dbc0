import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import type { ReadCtx } from "#platform/context.ts";

/** What was paid within some days (both included), and how long it took from filing to payment. */
export async function claimFigures(ctx: ReadCtx, from: PlainDate, until: PlainDate): Promise<Figure[]> {
  const { rows } = await sql<{
    paid: number;
    people: number;
    cents: bigint;
    median: number | null;
    filed: number;
  }>`with paid as (
      select claim.id, claim.person_id, claim.benefit_cents, claim.filed_on,
        (claim.state_since at time zone 'Asia/Shanghai')::date as paid_on
      from claim where claim.city_id = ${ctx.actor.cityId} and claim.state = 'paid')
    select count(*)::int as paid, count(distinct person_id)::int as people, coalesce(sum(benefit_cents), 0)::bigint as cents,
      (percentile_disc(0.5) within group (order by paid_on - filed_on))::int as median,
      (select count(*)::int from claim where city_id = ${ctx.actor.cityId} and number is not null
        and filed_on between ${from}::date and ${until}::date) as filed
    from paid where paid_on between ${from}::date and ${until}::date`.execute(ctx.db);
  const { paid = 0, people = 0, cents = 0n, median = null, filed = 0 } = rows[0] ?? {};
  const link = "/claims?state=paid";
  return [
    {
      code: "claims.filed",
      name: "收到申领",
      value: filed,
      unit: "cases",
      definition: "期内递交的申领，不论结果。",
      link: "/claims",
    },
    {
      code: "claims.paid",
      name: "给付互助金（人次）",
      value: paid,
      unit: "person_times",
      definition: "期内银行已经付到的申领件数；一人两件算两人次。",
      link,
    },
    {
      code: "claims.people",
      name: "领到互助金的职工",
      value: people,
      unit: "people",
      definition: "期内至少有一件付到的职工，一人只算一次。",
      link,
    },
    {
      code: "claims.benefits",
      name: "给付互助金",
      value: cents,
      unit: "cents",
      definition: "期内银行已经付到的互助金。",
      link,
    },
    {
      code: "claims.mean",
      name: "件均互助金",
      value: paid === 0 ? null : BigInt(Math.round(Number(cents) / paid)),
      unit: "cents",
      of: { numerator: cents, denominator: paid, denominatorName: "付到的件数" },
      definition: "付到的互助金除以付到的件数，四舍五入到分。",
      link,
    },
    {
      code: "claims.days",
      name: "一半在多少天内付到",
      value: median,
      unit: "days",
      definition: "从递交到付到的日历天数，取中位数。",
      link,
    },
  ];
}
