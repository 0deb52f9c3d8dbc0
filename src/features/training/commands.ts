import { randomBytes, randomInt } from "node:crypto";
import { sql } from "kysely";
import type { z } from "zod";
import { addMonths, plainDate, sayFullDay, yearOf } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { closeDuty, openDuties } from "#features/duties/index.ts";
import { organisationsIn } from "#features/organisations/index.ts";
import { planDocument, planVersionOn, priceIn } from "#features/plans/index.ts";
import { isAware, isWhole, type Question, quizFrom } from "#features/surveys/rules/index.ts";
import { atFrontDesk, type WriteCtx } from "#platform/context.ts";
import { nextNumbers, numbered } from "#platform/numbers.ts";
import type { Arrived, CourseRequest, Tested } from "./contract.ts";
import { unitsWithout } from "./queries.ts";
import { promoterDays, promoterDuty } from "./rules/duties.ts";

/** Plans a course with its test, drawn from a plan's clauses. Refuses `plan_not_in_force`, `plan_without_price`. */
export async function planCourse(ctx: WriteCtx, given: z.output<typeof CourseRequest>): Promise<string> {
  const { cityId } = ctx.actor;
  const version = await planVersionOn(ctx, given.planCode, ctx.today);
  const questions = quizFrom(
    await planDocument(ctx, given.planCode, version.version),
    priceIn(ctx, version, ctx.today),
  );
  const id = newId();
  const token = `${cityId}.${randomBytes(12).toString("base64url")}`;
  await sql`insert into course (city_id, id, level, title, topic, trainer, place, team, held_on, capacity,
      valid_months, questions, token, state, planned_by_name)
    values (${cityId}, ${id}, ${given.level}, ${given.title}, ${given.topic}, ${given.trainer},
      ${given.place}, ${given.team || null}, ${given.heldOn}::date, ${given.capacity}, ${given.validMonths},
      ${JSON.stringify(questions)}::jsonb, ${token}, 'planned', ${ctx.actor.name})`.execute(ctx.db);
  await ctx.record("course.planned", { courseId: id, level: given.level });
  return id;
}

/**
 * A seat for somebody of a unit; the code says in the room who they are. The last seat goes to one.
 * Refuses `course_unknown`, `organisation_unknown`, `course_full`, `seat_taken_already`.
 */
export async function takeSeat(
  ctx: WriteCtx,
  courseId: string,
  organisationId: string,
  name: string,
): Promise<string> {
  const { cityId } = ctx.actor;
  if ((await organisationsIn(ctx, { ids: [organisationId] })).length === 0)
    throw new Refusal("not_found", "organisation_unknown");
  const { rows } = await sql<{ full: boolean }>`select seats >= capacity as full from course
    where city_id = ${cityId} and id = ${courseId}::uuid and state = 'planned' for update`.execute(ctx.db);
  const [course] = rows;
  if (!course) throw new Refusal("not_found", "course_unknown");
  if (course.full) throw new Refusal("conflict", "course_full");
  const id = newId();
  const code = String(randomInt(10_000_000, 100_000_000));
  const seated =
    await sql`insert into course_seat (city_id, id, organisation_id, course_id, name, code, signed_up_by_name)
    values (${cityId}, ${id}, ${organisationId}, ${courseId}, ${name}, ${code}, ${ctx.actor.name})
    on conflict (city_id, course_id, organisation_id, name) do nothing returning id`.execute(ctx.db);
  if (seated.rows.length === 0) throw new Refusal("conflict", "seat_taken_already");
  await sql`update course set seats = seats + 1 where city_id = ${cityId} and id = ${courseId}::uuid`.execute(
    ctx.db,
  );
  await ctx.record("course.seat_taken", { courseId, seatId: id });
  return id;
}

/** Noted by hand where somebody has no phone. Refuses `seat_unknown`. */
export async function noteAttendance(ctx: WriteCtx, seatId: string): Promise<void> {
  const { rows } =
    await sql`update course_seat set attended_at = coalesce(attended_at, ${ctx.now}) from course
    where course_seat.city_id = ${ctx.actor.cityId} and course_seat.id = ${seatId}::uuid and course.city_id = course_seat.city_id
      and course.id = course_seat.course_id and course.state = 'planned' returning course_seat.id`.execute(
      ctx.db,
    );
  if (rows.length === 0) throw new Refusal("not_found", "seat_unknown");
  await ctx.record("course.attended", { seatId });
}

type Seat = {
  readonly id: string;
  readonly organisationId: string;
  readonly unit: string;
  readonly title: string;
  readonly trainer: string;
  readonly questions: readonly Question[];
  readonly validMonths: number;
  readonly isTested: boolean;
};

/** By the code of the room and the seat's own code. Refuses `course_code_unknown`. */
const inRoom = <T>(
  ctx: WriteCtx,
  { token, code }: { readonly token: string; readonly code: string },
  run: (inside: WriteCtx, seat: Seat) => Promise<T>,
): Promise<T> => {
  const cityId = Number(token.slice(0, 6));
  return atFrontDesk(ctx, cityId, async (inside) => {
    const { rows } =
      await sql<Seat>`select s.id, s.organisation_id as "organisationId", o.name as unit, c.title, c.trainer,
        c.questions, c.valid_months as "validMonths", s.tested_at is not null as "isTested"
      from course as c join course_seat as s on s.city_id = c.city_id and s.course_id = c.id and s.code = ${code}
      join organisation as o on o.city_id = s.city_id and o.id = s.organisation_id
      where c.city_id = ${cityId} and c.token = ${token} and c.state = 'planned' for update of s`.execute(
        inside.db,
      );
    const [seat] = rows;
    if (!seat) throw new Refusal("not_found", "course_code_unknown");
    return run(inside, seat);
  });
};

/** Whoever types their code in the room is there, and may take the test. */
export const arrive = (
  ctx: WriteCtx,
  by: { readonly token: string; readonly code: string },
): Promise<z.input<typeof Arrived>> =>
  inRoom(ctx, by, async (inside, seat) => {
    await noteAttendance(inside, seat.id);
    return {
      title: seat.title,
      unit: seat.unit,
      plan: seat.trainer,
      isTested: seat.isTested,
      questions: seat.questions.map(({ text, options }) => ({ text, options: [...options] })),
    };
  });

/** The test, once; four in five right are a certificate. Refuses `test_taken_already`, `survey_not_whole`. */
export const takeTest = (
  ctx: WriteCtx,
  by: { readonly token: string; readonly code: string },
  choices: readonly number[],
): Promise<z.input<typeof Tested>> =>
  inRoom(ctx, by, async (inside, seat) => {
    if (seat.isTested) throw new Refusal("conflict", "test_taken_already");
    if (!isWhole(seat.questions, choices)) throw new Refusal("invalid", "survey_not_whole");
    const answers = seat.questions.map(({ text, options, right, clause }, at) => ({
      text,
      answer: options[right] ?? "",
      clause,
      isRight: choices[at] === right,
    }));
    const right = answers.filter(({ isRight }) => isRight).length;
    const year = yearOf(inside.today);
    const certificate = isAware(seat.questions, choices)
      ? numbered("TX", year, await nextNumbers(inside, `promoter/${year}`), 4)
      : null;
    const validUntil = certificate ? addMonths(inside.today, seat.validMonths) : null;
    await sql`update course_seat set attended_at = coalesce(attended_at, ${inside.now}), tested_at = ${inside.now},
        right_count = ${right}, certificate = ${certificate}, certified_on = ${certificate && inside.today}::date,
        valid_until = ${validUntil}::date
      where city_id = ${inside.actor.cityId} and id = ${seat.id}`.execute(inside.db);
    if (certificate)
      await closeDuty(inside, promoterDuty, seat.organisationId, { words: `推行员证书${certificate}` });
    await inside.record("course.tested", { seatId: seat.id, isCertified: certificate !== null });
    return {
      right,
      of: answers.length,
      answers,
      certificate,
      validUntil: validUntil && sayFullDay(validUntil),
    };
  });

/** Nobody comes any more. Refuses `course_unknown`. */
export async function closeCourse(ctx: WriteCtx, id: string): Promise<void> {
  const { rows } =
    await sql`update course set state = 'closed' where city_id = ${ctx.actor.cityId} and id = ${id}::uuid
    and state = 'planned' returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("not_found", "course_unknown");
  await ctx.record("course.closed", { courseId: id });
}

/** Every unit that takes part and has no certified promoter owes one within 30 days. Answers how many are new. */
export async function owePromoters(ctx: WriteCtx): Promise<number> {
  const without = await unitsWithout(ctx, plainDate(ctx.today));
  const units = await openDuties(
    ctx,
    promoterDuty,
    without.map(({ id }) => ({
      organisationId: id,
      sourceId: id,
      title: "派一人参加培训，成为专职推行员",
      link: "/training",
      clock: { days: promoterDays },
    })),
  );
  await ctx.record("promoters.owed", { units });
  return units;
}
