import { sql } from "kysely";
import type { z } from "zod";
import { addMonthsTo, firstOf, monthOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { type Cents, formatYuan, parseYuan, zero } from "#core/money.ts";
import { ledgerBalances } from "#features/ledger/index.ts";
import { planVersionOn, priceIn } from "#features/plans/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { ForecastQuery, ForecastReply } from "../contract.ts";
import { type Band, forecast, type MonthPast } from "../rules/forecast.ts";
import { inCity } from "./outcome.ts";

const monthsBack = 12;
const monthsAhead = 12;

/** The fund's next twelve months under the plan as it is. Refuses `plan_not_in_force`, `plan_without_price`. */
export async function forecastOf(
  ctx: ReadCtx,
  query: z.output<typeof ForecastQuery>,
): Promise<z.input<typeof ForecastReply>> {
  const version = await planVersionOn(ctx, query.plan, ctx.today);
  const price = priceIn(ctx, version, ctx.today);
  const runs = await coverRuns(ctx, query.plan);
  const past = await pastOf(ctx, query.plan, runs);
  const reserve = await reserveOf(ctx, query.reserve);
  const ending = Array.from({ length: monthsAhead }, (_, ahead) => {
    const month = addMonthsTo(monthOf(ctx.today), ahead);
    return total(runs, (run) => monthOf(run.until) === month);
  });
  const assumed = {
    renewalBp: query.renewalBp,
    joining: query.joining ?? 0,
    price: toYuan(price),
    coverMonths: version.months,
  };
  const ahead = forecast(past, ending, toYuan(reserve), assumed);
  return {
    planName: version.name,
    asOf: ctx.today,
    past: past.map(({ month, covered, claims, cost, income }) => ({ month, covered, claims, cost, income })),
    ahead: ahead ? { ...ahead, cost: whole(ahead.cost), months: ahead.months.map(monthShown) } : null,
    assumed: {
      renewalBp: assumed.renewalBp,
      joining: assumed.joining,
      reserve: formatYuan(reserve),
      price: formatYuan(price),
      months: version.months,
    },
  };
}

type Run = {
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly heads: number;
  readonly cents: Cents;
};

/** People by the days their covers run: from bills, and from what a city brought along when it joined. */
async function coverRuns(ctx: ReadCtx, plan: string): Promise<Run[]> {
  const { rows } = await sql<Run>`select coalesce(batch.covered_from, batch.cover_from) as "from",
      coalesce(batch.covered_until, batch.cover_until) as until, sum(batch.confirmed)::int as heads,
      coalesce(sum(bill.heads * bill.price_cents), 0)::bigint as cents
    from enrolment_batch as batch
    left join bill on bill.city_id = batch.city_id and bill.batch_id = batch.id
    where ${inCity(ctx, "batch")} and batch.plan_code = ${plan} and batch.state = 'confirmed'
      and batch.remitted_on is not null
    group by 1, 2 order by 1, 2`.execute(ctx.db);
  return rows;
}

type Filed = {
  readonly month: PlainMonth;
  readonly claims: number;
  readonly cost: number;
  readonly squares: number;
};

/** The last full months in which anybody was covered, twelve at most. Claims count in the month they were filed. */
async function pastOf(ctx: ReadCtx, plan: string, runs: readonly Run[]): Promise<MonthPast[]> {
  const now = monthOf(ctx.today);
  const { rows } = await sql<Filed>`select to_char(filed_on, 'YYYY-MM') as month, count(*)::int as claims,
      sum(benefit_cents)::float8 / 100 as cost, sum((benefit_cents::float8 / 100) ^ 2) as squares
    from claim where ${inCity(ctx, "claim")} and plan_code = ${plan} and decision = 'payable'
      and state not in ('draft', 'withdrawn', 'rejected', 'lapsed')
      and filed_on >= ${firstOf(addMonthsTo(now, -monthsBack))}::date and filed_on < ${firstOf(now)}::date
    group by 1`.execute(ctx.db);
  const filed = new Map(rows.map((row) => [row.month, row]));
  return Array.from({ length: monthsBack }, (_, back) => addMonthsTo(now, back - monthsBack))
    .map((month) => {
      const { claims, cost, squares } = filed.get(month) ?? { claims: 0, cost: 0, squares: 0 };
      const first = firstOf(month);
      const covered = total(runs, (run) => run.from <= first && first < run.until);
      const begun = runs.filter((run) => monthOf(run.from) === month);
      const income = begun.reduce((sum, run) => sum + toYuan(run.cents), 0);
      return { month, covered, claims, cost, squares, income };
    })
    .filter(({ covered }) => covered > 0);
}

/** What the fund for benefits holds, unless somebody says what else to begin with. */
async function reserveOf(ctx: ReadCtx, said: string | undefined): Promise<Cents> {
  if (said !== undefined) return parseYuan(said) ?? zero;
  return (await ledgerBalances(ctx)).accounts.benefit ?? zero;
}

const total = (runs: readonly Run[], fits: (run: Run) => boolean): number =>
  runs.reduce((sum, run) => sum + (fits(run) ? run.heads : 0), 0);

/** An estimate begins here: from now on it is no money any more. */
const toYuan = (cents: Cents): number => Number(cents) / 100;

const whole = ({ low, middle, high }: Band): Band => ({
  low: Math.round(low),
  middle: Math.round(middle),
  high: Math.round(high),
});

const monthShown = ({
  cost,
  reserve,
  income,
  ...month
}: NonNullable<ReturnType<typeof forecast>>["months"][number]) => ({
  ...month,
  income: Math.round(income),
  cost: whole(cost),
  reserve: whole(reserve),
});
