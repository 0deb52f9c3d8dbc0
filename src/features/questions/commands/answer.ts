import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import { closeDuty, dutiesOf, escalateDuty, openDuty } from "#features/duties/index.ts";
import { workingMinutesBetween } from "#features/duties/rules/index.ts";
import { tell } from "#features/notices/index.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import { answerWithinMinutes, firstAnswer, outcome } from "../rules/duties.ts";
import { stripNumbers } from "../rules/strip.ts";
import { addEntry, lockQuestion, placeName, type Question, stationFor } from "../store.ts";
import { questionNotices } from "../text.ts";

/** What hangs on a question – its clock, its state – is the program's to write, whoever the wall lets see the question. */
const atDesk = <T>(ctx: WriteCtx, run: (desk: WriteCtx) => Promise<T>): Promise<T> =>
  actingAs(ctx, { ...systemActor("questions", ctx.actor.cityId), demoDay: ctx.actor.demoDay }, run);

/** Answers: the clock stops, the asker is told. Refuses `not_found`, `question_not_open`, `question_too_short`. */
export async function answer(
  ctx: WriteCtx,
  id: string,
  given: { readonly body: string; readonly faqId?: string | undefined },
): Promise<void> {
  const question = await lockQuestion(ctx, id);
  const body = stripNumbers(given.body).trim();
  if (body.length < 2) throw new Refusal("invalid", "question_too_short");
  if (question.state !== "open") throw new Refusal("conflict", "question_not_open");
  const byPlace = await placeName(ctx);
  await atDesk(ctx, async (desk) => {
    const [duty] = (await dutiesOf(desk, [id])).filter(
      ({ kind, state }) => kind === firstAnswer.code && state !== "done",
    );
    await closeDuty(desk, firstAnswer, id, { words: "已答复" });
    await sql`update question set state = 'answered', version = version + 1,
        first_answered_at = coalesce(first_answered_at, ${desk.now}),
        took_minutes = coalesce(took_minutes, ${workingMinutesBetween(question.askedAt, desk.now)}),
        answered_level = coalesce(answered_level, ${duty?.level ?? 0})
      where city_id = ${desk.actor.cityId} and id = ${id}`.execute(desk.db);
    await addEntry(desk, question, {
      event: "answered",
      byName: ctx.actor.name,
      byPlace,
      body,
      faqId: given.faqId,
    });
    await tellAsker(desk, question);
  });
  await ctx.record("question.answered", { questionId: id });
}

async function tellAsker(desk: WriteCtx, question: Question): Promise<void> {
  const about = { source: "questions", sourceId: `${question.id} ${question.version}` };
  const facts = { number: question.number };
  if (question.personId)
    await tell(desk, questionNotices.answered, { personId: question.personId }, facts, {
      ...about,
      link: `/m/questions/${question.id}`,
    });
  else
    await tell(
      desk,
      questionNotices.answered,
      { organisationId: question.organisationId, permission: "questions.ask" },
      facts,
      {
        ...about,
        link: `/inquiries/${question.id}`,
      },
    );
}

/** Whoever cannot say sends it to the organisation above, with a reason. Refuses `not_found`, `question_not_open`. */
export async function sendUp(ctx: WriteCtx, id: string, reason: string): Promise<void> {
  const question = await lockQuestion(ctx, id);
  if (question.state !== "open") throw new Refusal("conflict", "question_not_open");
  const byPlace = await placeName(ctx);
  await atDesk(ctx, async (desk) => {
    await escalateDuty(desk, firstAnswer, id);
    await addEntry(desk, question, {
      event: "sent_up",
      byName: ctx.actor.name,
      byPlace,
      body: stripNumbers(reason),
    });
  });
  await ctx.record("question.sent_up", { questionId: id });
}

/** The answer did not help: the clock of the station begins anew. Refuses `not_found`, `question_still_open`. */
export async function askAgain(ctx: WriteCtx, id: string, more: string): Promise<void> {
  const question = await lockQuestion(ctx, id);
  if (question.state === "open") throw new Refusal("conflict", "question_still_open");
  await atDesk(ctx, async (desk) => {
    const place = await stationFor(desk, question.organisationId);
    await sql`update question set state = 'open', version = version + 1
      where city_id = ${desk.actor.cityId} and id = ${id}`.execute(desk.db);
    await addEntry(desk, question, {
      event: "asked_again",
      byName: question.personId ? "职工" : ctx.actor.name,
      byPlace: "",
      body: stripNumbers(more),
    });
    await openDuty(desk, firstAnswer, {
      organisationId: place.organisationId,
      sourceId: id,
      title: `再次答复咨询${question.number}`,
      link: `/inquiries/${id}`,
      clock: { workingMinutes: answerWithinMinutes },
    });
  });
  await ctx.record("question.asked_again", { questionId: id });
}

/** What became of a suggestion: whoever made it reads it. Refuses `not_found`, `not_a_suggestion`. */
export async function noteOutcome(ctx: WriteCtx, id: string, words: string): Promise<void> {
  const question = await lockQuestion(ctx, id);
  if (question.kind !== "suggestion") throw new Refusal("conflict", "not_a_suggestion");
  const byPlace = await placeName(ctx);
  await atDesk(ctx, async (desk) => {
    await sql`update question set outcome = ${stripNumbers(words)}, state = 'closed', version = version + 1
      where city_id = ${desk.actor.cityId} and id = ${id}`.execute(desk.db);
    await closeDuty(desk, firstAnswer, id);
    await closeDuty(desk, outcome, id, { words: "已告知结果" });
    await addEntry(desk, question, {
      event: "outcome",
      byName: ctx.actor.name,
      byPlace,
      body: stripNumbers(words),
    });
    await tellAsker(desk, question);
  });
  await ctx.record("question.outcome_noted", { questionId: id });
}
