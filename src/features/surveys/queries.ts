import { sql } from "kysely";
import type { z } from "zod";
import { dayInChina, type PlainDate } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import { Refusal } from "#core/refusal.ts";
import { dutiesOf } from "#features/duties/index.ts";
import { publishedVersions } from "#features/plans/index.ts";
import { allows, atFrontDesk, type ReadCtx, type WriteCtx, withinPart } from "#platform/context.ts";
import { qrSvg } from "#platform/pdf/qr.ts";
import { publicAddress } from "#platform/public-address.ts";
import type { PageQuery, Quiz, SurveyList, SurveyView } from "./contract.ts";
import { awarenessBp, isLow, type Question } from "./rules/quiz.ts";

type Row = Omit<z.input<typeof SurveyList>["rows"][number], "awarenessBp" | "isLow">;

const columns = sql`s.id, unit.name as unit, s.state, s.root_id <> s.id as "isRetest", s.opened_on as "openedOn",
  s.closed_on as "closedOn", coalesce(s.valid, slips.valid) as valid, coalesce(s.aware, slips.aware) as aware`;
const from = sql`survey as s join organisation as unit on unit.city_id = s.city_id and unit.id = s.organisation_id
  cross join lateral (select count(*)::int as valid, (count(*) filter (where is_aware))::int as aware from survey_slip as slip
    where slip.city_id = s.city_id and slip.survey_id = s.id and s.state = 'open') as slips`;

const judged = <R extends { readonly valid: number; readonly aware: number }>(row: R) => ({
  ...row,
  awarenessBp: awarenessBp(row.aware, row.valid),
  isLow: row.valid > 0 && isLow(row.aware, row.valid),
});

const here = (ctx: ReadCtx) =>
  sql`s.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("s.organisation_id"))}`;

/** Plans that questions may be drawn from, those most people of the city take part in first. */
export async function planChoices(ctx: ReadCtx): Promise<{ code: string; name: string }[]> {
  const plans = new Map((await publishedVersions(ctx)).map(({ code, name }) => [code, name]));
  const { rows } = await sql<{ code: string }>`select plan_code as code from enrolment_batch
    where city_id = ${ctx.actor.cityId} group by 1 order by sum(confirmed) desc`.execute(ctx.db);
  const codes = new Set([...rows.map(({ code }) => code).filter((code) => plans.has(code)), ...plans.keys()]);
  return [...codes].map((code) => ({ code, name: plans.get(code) ?? code }));
}

/** Surveys, newest first; how many units are low by their last result. */
export async function surveyList(
  ctx: ReadCtx,
  page: z.output<typeof PageQuery>,
): Promise<z.input<typeof SurveyList>> {
  const after = page.after ? sql`and s.id < ${page.after}::uuid` : sql``;
  const { rows } = await sql<Row>`select ${columns} from ${from} where ${here(ctx)} ${after}
    order by s.id desc limit ${page.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ total: number; low: number; surveyed: number }>`with last as (
      select distinct on (s.organisation_id) s.valid, s.aware from survey as s where ${here(ctx)} and s.state = 'closed'
      order by s.organisation_id, s.id desc)
    select (select count(*)::int from survey as s where ${here(ctx)}) as total, count(*)::int as surveyed,
      (count(*) filter (where aware * 10000 < valid * 8000))::int as low from last`.execute(ctx.db);
  const shown = rows.slice(0, page.limit);
  return {
    rows: shown.map(judged),
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
    ...(counted.rows[0] ?? { total: 0, low: 0, surveyed: 0 }),
    plans: await planChoices(ctx),
    allowed: allows(ctx.actor, "surveys.manage") ? ["open"] : [],
  };
}

/** A survey with its link, its questions and how many had each right. Refuses `survey_unknown`. */
export async function surveyView(ctx: ReadCtx, id: string): Promise<z.input<typeof SurveyView>> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<
    Row & { organisationId: string; rootId: string; token: string; planCode: string; questions: Question[] }
  >`select ${columns}, s.organisation_id as "organisationId", s.root_id as "rootId", s.token, s.plan_code as "planCode", s.questions
    from ${from} where ${here(ctx)} and s.id = ${id}::uuid`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw new Refusal("not_found", "survey_unknown");
  const { rootId, token, planCode, questions, ...survey } = row;
  const right = await sql<{
    at: number;
    n: number;
  }>`select place.at::int as at, count(*)::int as n from survey_slip as slip
    cross join lateral unnest(slip.choices) with ordinality as place (choice, at)
    where slip.city_id = ${cityId} and slip.survey_id = ${id}::uuid
      and place.choice = (${JSON.stringify(questions.map((each) => each.right))}::jsonb ->> (place.at::int - 1))::int
    group by 1`.execute(ctx.db);
  const chain = await sql<{ id: string; closedOn: string | null; valid: number; aware: number }>`select s.id,
      s.closed_on as "closedOn", coalesce(s.valid, 0) as valid, coalesce(s.aware, 0) as aware
    from survey as s where ${here(ctx)} and s.root_id = ${rootId}::uuid order by s.id`.execute(ctx.db);
  const [duty] = await dutiesOf(ctx, [rootId]);
  const link = `${publicAddress()}/survey#${token}`;
  const plan = (await publishedVersions(ctx, planCode)).at(-1)?.name ?? planCode;
  return {
    ...judged(survey),
    plan,
    link,
    qr: qrSvg(link),
    questions: questions.map((each, at) => ({
      ...each,
      options: [...each.options],
      rightCount: right.rows.find((of) => of.at === at + 1)?.n ?? 0,
    })),
    duty: duty
      ? {
          id: duty.id,
          isDone: duty.state === "done",
          isLate: duty.isLate,
          dueOn: dayInChina(new Date(duty.dueAt)),
        }
      : null,
    chain: chain.rows.map((each) => ({
      id: each.id,
      closedOn: each.closedOn,
      awarenessBp: awarenessBp(each.aware, each.valid),
    })),
    allowed: survey.state === "open" && allows(ctx.actor, "surveys.manage") ? ["close"] : [],
  };
}

/** The questions behind a link. Refuses `survey_link_unknown`. */
export const quizOf = (ctx: WriteCtx, token: string): Promise<z.input<typeof Quiz>> =>
  atFrontDesk(ctx, Number(token.slice(0, 6)), async (inside) => {
    const { rows } = await sql<{
      unit: string;
      planCode: string;
      questions: Question[];
    }>`select unit.name as unit,
        s.plan_code as "planCode", s.questions
      from survey as s join organisation as unit on unit.city_id = s.city_id and unit.id = s.organisation_id
      where s.city_id = ${Number(token.slice(0, 6))} and s.token = ${token} and s.state = 'open'`.execute(
      inside.db,
    );
    const [survey] = rows;
    if (!survey) throw new Refusal("not_found", "survey_link_unknown");
    return {
      unit: survey.unit,
      plan: (await publishedVersions(inside, survey.planCode)).at(-1)?.name ?? survey.planCode,
      questions: survey.questions.map(({ text, options }) => ({ text, options: [...options] })),
    };
  });

/** What reports say of awareness: all slips of surveys closed within the days, and the units that are low by their last. */
export async function surveyFigures(ctx: ReadCtx, since: PlainDate, until: PlainDate): Promise<Figure[]> {
  const { rows } = await sql<{
    surveys: number;
    valid: number;
    aware: number;
  }>`select count(*)::int as surveys,
      coalesce(sum(s.valid), 0)::int as valid, coalesce(sum(s.aware), 0)::int as aware
    from survey as s where ${here(ctx)} and s.state = 'closed' and s.closed_on between ${since}::date and ${until}::date`.execute(
    ctx.db,
  );
  const { surveys = 0, valid = 0, aware = 0 } = rows[0] ?? {};
  if (surveys === 0) return [];
  const link = "/surveys";
  return [
    {
      code: "surveys.closed",
      name: "知晓率调查",
      value: surveys,
      unit: "pieces",
      definition: "期内收卷的知晓率调查，补课后的再测也算一次。",
      link,
    },
    {
      code: "surveys.awareness",
      name: "知晓率",
      value: awarenessBp(aware, valid),
      unit: "bp",
      of: { numerator: aware, denominator: valid, denominatorName: "有效答卷" },
      definition: "期内收卷的调查里，五题答对四题以上的答卷占有效答卷的比例。",
      link,
    },
  ];
}

/** For score sheets: the last survey of each unit that was closed in the year by a day; the same whenever it is asked. */
export async function awarenessOf(
  ctx: ReadCtx,
  asOf: PlainDate,
): Promise<{ readonly organisationId: string; readonly got: bigint; readonly of: bigint }[]> {
  const { rows } = await sql<{
    organisationId: string;
    got: bigint;
    of: bigint;
  }>`select distinct on (s.organisation_id)
      s.organisation_id as "organisationId", s.aware::bigint as got, s.valid::bigint as "of"
    from survey as s where ${here(ctx)} and s.state = 'closed'
      and s.closed_on between ${`${asOf.slice(0, 4)}-01-01`}::date and ${asOf}::date
    order by s.organisation_id, s.closed_on desc, s.id desc`.execute(ctx.db);
  return rows;
}
