import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import type { ReadCtx } from "#platform/context.ts";

type Remitted = {
  readonly plan: string;
  readonly planName: string;
  readonly people: number;
  readonly units: number;
  readonly cents: bigint;
  readonly covered: number;
};

/** What was remitted within some days by plan: people on the bills, units, money; and how many of the people are covered or about to be on the last day. */
async function remitted(ctx: ReadCtx, from: PlainDate, until: PlainDate): Promise<Remitted[]> {
  const { rows } =
    await sql<Remitted>`select bill.plan_code as plan, max(version.document->>'name') as "planName",
      sum(bill.heads)::int as people, count(distinct bill.organisation_id)::int as units,
      sum(bill.heads * bill.price_cents)::bigint as cents,
      coalesce(sum(bill.heads) filter (where batch.covered_until > ${until}::date), 0)::int as covered
    from bill
    join funding_period as period on period.city_id = bill.city_id and period.month = bill.settled_month
    join enrolment_batch as batch on batch.city_id = bill.city_id and batch.id = bill.batch_id
    join plan_version as version on version.plan_code = bill.plan_code and version.version = bill.plan_version
    where bill.city_id = ${ctx.actor.cityId} and period.remitted_on between ${from}::date and ${until}::date
    group by bill.plan_code order by people desc`.execute(ctx.db);
  return rows;
}

/** Units, people and contributions of the days, by plan and as a whole; what was given by others. */
export async function moneyFigures(ctx: ReadCtx, from: PlainDate, until: PlainDate): Promise<Figure[]> {
  const plans = await remitted(ctx, from, until);
  const whole = await sql<{
    units: number;
  }>`select count(distinct bill.organisation_id)::int as units from bill
    join funding_period as period on period.city_id = bill.city_id and period.month = bill.settled_month
    where bill.city_id = ${ctx.actor.cityId} and period.remitted_on between ${from}::date and ${until}::date`.execute(
    ctx.db,
  );
  const link = "/overview";
  const times = plans.reduce((sum, plan) => sum + plan.people, 0);
  return [
    {
      code: "funding.units",
      name: "参加单位",
      value: whole.rows[0]?.units ?? 0,
      unit: "units",
      definition: "期内至少有一份会费已经上缴的单位。",
      link,
    },
    ...plans.map(
      ({ plan, planName, people }): Figure => ({
        code: `funding.people.${plan}`,
        name: `参加${planName}的职工`,
        value: people,
        unit: "people",
        definition: "期内会费已经上缴的人数；同一计划一人只有一份保障，只算一次。",
        link,
      }),
    ),
    {
      code: "funding.person_times",
      name: "各项计划参加人次",
      value: times,
      unit: "person_times",
      definition: "各计划的人数相加；一人参加两项算两人次。",
      link,
    },
    {
      code: "funding.contributions",
      name: "会费（各项计划）",
      value: plans.reduce((sum, plan) => sum + plan.cents, 0n),
      unit: "cents",
      definition: "期内已经上缴的会费，不论由单位、职工、市县工会还是赠送方承担。",
      link: "/months",
    },
    ...(await giftFigures(ctx, from, until)),
  ];
}

/** What others gave, which is within the people and the contributions above. */
async function giftFigures(ctx: ReadCtx, from: PlainDate, until: PlainDate): Promise<Figure[]> {
  const gifts = await sql<{
    people: number;
    cents: bigint;
  }>`select coalesce(sum(bill.heads), 0)::int as people,
      coalesce(sum(bill.heads * bill.price_cents), 0)::bigint as cents
    from bill join funding_period as period on period.city_id = bill.city_id and period.month = bill.settled_month
    join enrolment_batch as batch on batch.city_id = bill.city_id and batch.id = bill.batch_id
    where bill.city_id = ${ctx.actor.cityId} and batch.gift_id is not null
      and period.remitted_on between ${from}::date and ${until}::date`.execute(ctx.db);
  return [
    {
      code: "funding.gift_people",
      name: "赠送参加",
      value: gifts.rows[0]?.people ?? 0,
      unit: "people",
      definition: "会费由别人赠送的人数，已经包含在参加人数里。",
      link: "/gifts",
    },
    {
      code: "funding.gift_cents",
      name: "赠送的会费",
      value: gifts.rows[0]?.cents ?? 0n,
      unit: "cents",
      definition: "赠送方承担的会费，已经包含在会费里。",
      link: "/gifts",
    },
  ];
}
