import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { type PlainDate, plainDate } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import type { Statistics } from "../contract.ts";
import { topicNames } from "../text.ts";

type Statistic = z.input<typeof Statistics>["whole"];

/**
 * Of the questions whose half hour ended within the days and is over, or that are answered: how many by it. Minutes of
 * service to the first answer: median and P90 of those answered.
 */
function counted(ctx: ReadCtx, from: PlainDate, until: PlainDate, key: RawBuilder<unknown>) {
  return sql<Statistic>`select ${key} as key, ${key} as name, count(*)::int as n,
      (count(*) filter (where first_answered_at is not null or first_due_at < ${ctx.now}))::int as due,
      (count(*) filter (where first_answered_at <= first_due_at))::int as "inTime",
      (percentile_disc(0.5) within group (order by took_minutes))::int as median,
      (percentile_disc(0.9) within group (order by took_minutes))::int as p90
    from question join organisation as unit on unit.city_id = question.city_id and unit.id = question.organisation_id
    left join organisation as above on above.city_id = unit.city_id and above.id = unit.union_id
    where question.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("question.organisation_id"))}
      and first_due_at >= ${from}::date::timestamp at time zone 'Asia/Shanghai'
      and first_due_at < (${until}::date + 1)::timestamp at time zone 'Asia/Shanghai'
    group by 1 order by n desc, 1`;
}

const nothing: Statistic = { key: "", name: "", n: 0, due: 0, inTime: 0, median: null, p90: null };

export async function statistics(
  ctx: ReadCtx,
  query: { readonly from?: string | undefined; readonly until?: string | undefined },
): Promise<z.input<typeof Statistics>> {
  const until = query.until ? plainDate(query.until) : ctx.today;
  const from = query.from ? plainDate(query.from) : plainDate(`${until.slice(0, 4)}-01-01`);
  const of = async (key: RawBuilder<unknown>) => (await counted(ctx, from, until, key).execute(ctx.db)).rows;
  const byTopic = await of(sql`question.topic`);
  return {
    from,
    until,
    whole: (await of(sql`''::text`))[0] ?? nothing,
    byUnion: await of(sql`coalesce(above.name, unit.name)`),
    byTopic: byTopic.map((row) => ({
      ...row,
      name: topicNames[row.key as keyof typeof topicNames] ?? row.key,
    })),
    byMonth: (await of(sql`to_char(first_due_at at time zone 'Asia/Shanghai', 'YYYY-MM')`)).toSorted((a, b) =>
      a.key.localeCompare(b.key),
    ),
  };
}

/** What reports say of questions and stations, from the beginning of the year to a day. */
export async function questionFigures(ctx: ReadCtx, asOf: PlainDate): Promise<Figure[]> {
  const from = plainDate(`${Number(asOf.slice(0, 4)) - 1}${asOf.slice(4)}`);
  const { whole } = await statistics(ctx, { from, until: asOf });
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from station
    where city_id = ${ctx.actor.cityId} and is_active and opened_on <= ${asOf}::date
      and ${withinPart(ctx, sql.ref("station.organisation_id"))}`.execute(ctx.db);
  const link = "/inquiries/statistics";
  return [
    {
      code: "questions.stations",
      name: "基层联络站",
      value: rows[0]?.n ?? 0,
      unit: "pieces",
      definition: "到这一天开放的联络站，所在单位不一定参加。",
      link: "/stations",
    },
    {
      code: "questions.asked",
      name: "解答咨询",
      value: whole.n,
      unit: "cases",
      definition: "到这一天为止12个月内，半小时期限到了的咨询和建议。",
      link,
    },
    {
      code: "questions.in_time",
      name: "半小时内响应率",
      value: whole.due === 0 ? null : Math.round((whole.inTime * 10_000) / whole.due),
      unit: "bp",
      of: { numerator: whole.inTime, denominator: whole.due, denominatorName: "到期的咨询" },
      definition: "半小时（服务时间内）里第一次答复的，除以已经到期或答复的全部咨询。",
      link,
    },
    {
      code: "questions.median",
      name: "一半在多少分钟内答复",
      value: whole.median,
      unit: "minutes",
      definition: "服务时间内从提问到第一次答复的分钟数，取中位数。",
      link,
    },
  ];
}
