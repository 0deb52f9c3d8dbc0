import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { ReadCtx } from "#platform/context.ts";
import type { QuestionList, QuestionListQuery, QuestionRow } from "../contract.ts";
import { lineColumns } from "../store/lines.ts";
import { ofProvince } from "../store/reviews.ts";
import { besideReview, presentReview, type ReviewedRow } from "./reviews.ts";

const tables = sql`line_review as question
  join city on city.city_id = question.city_id
  join roster_line as line on line.city_id = question.city_id and line.id = question.line_id
  join enrolment_batch as batch on batch.city_id = question.city_id and batch.id = question.batch_id
  left join line_review as answer on answer.city_id = question.city_id and answer.answers_id = question.id`;

/** Questions that still want an answer: not those about lines that the city has decided or the unit confirmed meanwhile. */
const isOpen = sql<boolean>`answer.id is null and line.outcome = 'review' and line.decision is null and batch.state = 'read'`;

/** `from … where …` of the questions that wait for the actor's province. */
export const openQuestions = (ctx: ReadCtx): RawBuilder<unknown> =>
  sql`from ${tables} where question.step = 'asked_province' and ${ofProvince(ctx)} and ${isOpen}`;

type Row = ReviewedRow & {
  readonly questionId: string;
  readonly cityId: number;
  readonly cityName: string;
  readonly question: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly answer: string | null;
};

/** What the cities of the province ask about lines under review, oldest first; or what has been answered, newest first. */
export async function questionList(
  ctx: ReadCtx,
  query: z.output<typeof QuestionListQuery>,
): Promise<z.input<typeof QuestionList>> {
  const asked = sql`question.step = 'asked_province' and ${ofProvince(ctx)}`;
  const isShown = query.show === "open" ? isOpen : sql<boolean>`answer.id is not null`;
  const [order, after] =
    query.show === "open"
      ? [sql`question.id`, query.after ? sql`and question.id > ${query.after}::uuid` : sql``]
      : [sql`question.id desc`, query.after ? sql`and question.id < ${query.after}::uuid` : sql``];
  const { rows } = await sql<Row>`select ${lineColumns}, ${besideReview}, question.id as "questionId",
      question.city_id as "cityId", city.name as "cityName", question.note as question, question.by_name as "askedBy",
      question.at as "askedAt", answer.note as answer
    from ${tables} join organisation as unit on unit.city_id = line.city_id and unit.id = line.organisation_id
    where ${asked} and ${isShown} ${after} order by ${order} limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ open: number; answered: number; cities: number }>`
    select (count(*) filter (where ${isOpen}))::int as open, (count(*) filter (where answer.id is not null))::int as answered,
      (count(distinct question.city_id) filter (where ${isOpen}))::int as cities
    from ${tables} where ${asked}`.execute(ctx.db);
  const counts = counted.rows[0] ?? { open: 0, answered: 0, cities: 0 };
  const page = rows.slice(0, query.limit);
  return {
    rows: page.map((row) => present(ctx, row)),
    total: counts[query.show],
    next: rows.length > query.limit ? (page.at(-1)?.questionId ?? null) : null,
    counts,
  };
}

const present = (ctx: ReadCtx, row: Row): z.input<typeof QuestionRow> => ({
  ...presentReview(ctx, row),
  questionId: row.questionId,
  cityId: row.cityId,
  cityName: row.cityName,
  question: row.question,
  askedBy: row.askedBy,
  askedAt: row.askedAt.toISOString(),
  answer: row.answer,
});
