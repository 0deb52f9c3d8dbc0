import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { z } from "zod";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { closeDuty, openDuty } from "#features/duties/index.ts";
import { organisationsIn } from "#features/organisations/index.ts";
import { planDocument, planVersionOn, priceIn } from "#features/plans/index.ts";
import { reportMark } from "#features/targets/index.ts";
import { atFrontDesk, type WriteCtx } from "#platform/context.ts";
import type { Marked } from "./contract.ts";
import { makeUp } from "./rules/duties.ts";
import { isAware, isLow, isWhole, makeUpDays, type Question, quizFrom } from "./rules/quiz.ts";

/**
 * Opens a survey at a unit, its questions drawn from the version in force today. After a low result it is the test again.
 * Refuses `organisation_unknown`, `survey_open_already`, `plan_not_in_force`, `plan_without_price`.
 */
export async function openSurvey(ctx: WriteCtx, organisationId: string, planCode: string): Promise<string> {
  const { cityId } = ctx.actor;
  const [unit] = await organisationsIn(ctx, { ids: [organisationId] });
  if (!unit) throw new Refusal("not_found", "organisation_unknown");
  const version = await planVersionOn(ctx, planCode, ctx.today);
  const plan = await planDocument(ctx, planCode, version.version);
  const questions = quizFrom(plan, priceIn(ctx, version, ctx.today));
  const id = newId();
  const token = `${cityId}.${randomBytes(12).toString("base64url")}`;
  const { rows } =
    await sql`insert into survey (city_id, id, organisation_id, root_id, plan_code, plan_version, questions,
      token, state, opened_on, opened_by_name)
    select ${cityId}, ${id}::uuid, ${organisationId}::uuid, coalesce((select case when aware * 10000 < valid * 8000 then root_id end
        from survey where city_id = ${cityId} and organisation_id = ${organisationId}::uuid and state = 'closed'
        order by id desc limit 1), ${id}::uuid), ${planCode}, ${version.version}, ${JSON.stringify(questions)}::jsonb, ${token}, 'open',
      ${ctx.today}::date, ${ctx.actor.name}
    on conflict (city_id, organisation_id) where state = 'open' do nothing returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("conflict", "survey_open_already");
  await ctx.record("survey.opened", { surveyId: id });
  return id;
}

type Open = { readonly id: string; readonly organisationId: string; readonly questions: readonly Question[] };

const cityOf = (token: string): number => Number(token.slice(0, 6));

/** Somebody's answers by link; the same slip again changes nothing. Refuses `survey_link_unknown`, `survey_not_whole`. */
export const giveSlip = (
  ctx: WriteCtx,
  token: string,
  slip: string,
  choices: readonly number[],
): Promise<z.input<typeof Marked>> =>
  atFrontDesk(ctx, cityOf(token), async (inside) => {
    const { rows } = await sql<Open>`select id, organisation_id as "organisationId", questions from survey
      where city_id = ${cityOf(token)} and token = ${token} and state = 'open' for share`.execute(inside.db);
    const [survey] = rows;
    if (!survey) throw new Refusal("not_found", "survey_link_unknown");
    if (!isWhole(survey.questions, choices)) throw new Refusal("invalid", "survey_not_whole");
    await sql`insert into survey_slip (city_id, id, organisation_id, survey_id, slip, choices, is_aware, given_at)
      values (${cityOf(token)}, ${newId()}, ${survey.organisationId}, ${survey.id}, ${slip}, ${choices}, ${isAware(survey.questions, choices)},
        ${inside.now}) on conflict on constraint survey_slip_once do nothing`.execute(inside.db);
    await inside.record("survey.answered", { surveyId: survey.id });
    const answers = survey.questions.map(({ text, options, right, clause }, at) => ({
      text,
      answer: options[right] ?? "",
      clause,
      isRight: choices[at] === right,
    }));
    return { right: answers.filter(({ isRight }) => isRight).length, of: answers.length, answers };
  });

/**
 * Counts a survey. Under 80 % a make-up lesson is owed within 15 days and the unit's colour is held down, until a test again
 * reaches 80 %. Refuses `survey_unknown`, `survey_empty`.
 */
export async function closeSurvey(ctx: WriteCtx, id: string): Promise<void> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{
    organisationId: string;
    rootId: string;
    valid: number;
    aware: number;
  }>`update survey
    set state = 'closed', closed_on = ${ctx.today}, valid = s.valid, aware = s.aware
    from (select count(*)::int as valid, (count(*) filter (where is_aware))::int as aware from survey_slip
      where city_id = ${cityId} and survey_id = ${id}::uuid) as s
    where city_id = ${cityId} and id = ${id}::uuid and state = 'open'
    returning organisation_id as "organisationId", root_id as "rootId", survey.valid, survey.aware`.execute(
    ctx.db,
  );
  const [survey] = rows;
  if (!survey || (await organisationsIn(ctx, { ids: [survey.organisationId] })).length === 0)
    throw new Refusal("not_found", "survey_unknown");
  const { organisationId, rootId, valid, aware } = survey;
  if (valid === 0) throw new Refusal("conflict", "survey_empty");
  const mark = {
    organisationId,
    kind: "awareness",
    from: ctx.today,
    source: "surveys",
    sourceId: rootId,
  } as const;
  if (isLow(aware, valid)) {
    await openDuty(ctx, makeUp, {
      organisationId,
      sourceId: rootId,
      title: "知晓率低于80%，开展补课后再测",
      link: `/surveys/${id}`,
      clock: { days: makeUpDays },
    });
    await reportMark(ctx, mark);
  } else if (rootId !== id) {
    await closeDuty(ctx, makeUp, rootId, { words: `再测${valid}人，${aware}人知晓` });
    await reportMark(ctx, { ...mark, until: ctx.today });
  }
  await ctx.record("survey.closed", { surveyId: id, valid, aware });
}
