import { sql } from "kysely";
import { yearOf } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { openDuty } from "#features/duties/index.ts";
import { dueAt } from "#features/duties/rules/index.ts";
import { organisationById } from "#features/organisations/index.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import { nextNumbers, numbered } from "#platform/numbers.ts";
import { answerWithinMinutes, firstAnswer, outcome, outcomeWithinDays } from "../rules/duties.ts";
import { stripNumbers } from "../rules/strip.ts";
import { wordsOf } from "../rules/words.ts";
import { addEntry, stationFor } from "../store.ts";

export type Asked = {
  /** The asker's unit. */
  readonly organisationId: string;
  readonly personId?: string | undefined;
  readonly kind: "question" | "suggestion";
  readonly channel: "phone_page" | "clerk" | "telephone" | "group";
  readonly topic: string;
  readonly body: string;
};

/** Questions are routed and counted by the program: whoever asks sees neither stations of others nor the series of numbers. */
const atDesk = <T>(ctx: WriteCtx, run: (desk: WriteCtx) => Promise<T>): Promise<T> =>
  actingAs(ctx, { ...systemActor("questions", ctx.actor.cityId), demoDay: ctx.actor.demoDay }, run);

/**
 * Asks: the clock of the station on duty begins. Numbers of people in the text are hidden. Refuses `question_too_short`,
 * `organisation_unknown`, `calendar_year_unknown`.
 */
export async function ask(
  ctx: WriteCtx,
  asked: Asked,
): Promise<{ readonly id: string; readonly number: string }> {
  const body = stripNumbers(asked.body).trim();
  if (body.length < 4) throw new Refusal("invalid", "question_too_short");
  // A worker asks from the unit on record; anybody else for a unit in their part of the tree.
  if (!asked.personId && !(await organisationById(ctx, asked.organisationId)))
    throw new Refusal("not_found", "organisation_unknown");
  const id = newId();
  const number = await atDesk(ctx, async (desk) => {
    const place = await stationFor(desk, asked.organisationId);
    const year = yearOf(desk.today);
    const numberOf = numbered("ZX", year, await nextNumbers(desk, `question/${year}`));
    const clock = { workingMinutes: answerWithinMinutes };
    await sql`insert into question (city_id, id, organisation_id, person_id, number, kind, channel, topic, body, state,
        station_id, asked_at, asked_by, asked_by_name, first_due_at)
      values (${desk.actor.cityId}, ${id}, ${asked.organisationId}, ${asked.personId ?? null}, ${numberOf}, ${asked.kind},
        ${asked.channel}, ${asked.topic}, ${body}, 'open', ${place.stationId}, ${desk.now}, ${ctx.actor.id},
        ${asked.personId ? "职工" : ctx.actor.name}, ${dueAt(clock, desk.now)})`.execute(desk.db);
    await addEntry(
      desk,
      { id, ...asked },
      { event: "asked", byName: asked.personId ? "职工" : ctx.actor.name, byPlace: "", body },
    );
    await sql`insert into question_word (city_id, word, question_id, organisation_id)
      select ${desk.actor.cityId}, word, ${id}::uuid, ${asked.organisationId}::uuid
      from unnest(${wordsOf(body)}::text[]) as w (word)`.execute(desk.db);
    const duty = { organisationId: place.organisationId, sourceId: id, link: `/inquiries/${id}` };
    await openDuty(desk, firstAnswer, {
      ...duty,
      ...(place.accountId && { accountId: place.accountId }),
      title: `答复咨询${numberOf}`,
      clock,
    });
    if (asked.kind === "suggestion")
      await openDuty(desk, outcome, {
        ...duty,
        organisationId: place.unionId,
        title: `办理建议${numberOf}`,
        clock: { workingDays: outcomeWithinDays },
      });
    return numberOf;
  });
  await ctx.record("question.asked", { questionId: id, channel: asked.channel, kind: asked.kind });
  return { id, number };
}
