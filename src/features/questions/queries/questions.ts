import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { Refusal } from "#core/refusal.ts";
import { dutiesOf } from "#features/duties/index.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { QuestionList, QuestionListQuery, QuestionPage, QuestionRow } from "../contract.ts";
import { firstAnswer } from "../rules/duties.ts";
import { wordsOf } from "../rules/words.ts";
import { sharing } from "./similar.ts";

type Row = {
  readonly id: string;
  readonly number: string;
  readonly kind: "question" | "suggestion";
  readonly channel: z.input<typeof QuestionRow>["channel"];
  readonly topic: z.input<typeof QuestionRow>["topic"];
  readonly body: string;
  readonly unit: string;
  readonly state: z.input<typeof QuestionRow>["state"];
  readonly askedAt: Date;
  readonly firstDueAt: Date;
  readonly firstAnsweredAt: Date | null;
  readonly tookMinutes: number | null;
};

const columns = sql`question.id, question.number, question.kind, question.channel, question.topic, question.body,
  unit.name as unit, question.state, question.asked_at as "askedAt", question.first_due_at as "firstDueAt",
  question.first_answered_at as "firstAnsweredAt", question.took_minutes as "tookMinutes"`;
const tables = sql`question join organisation as unit on unit.city_id = question.city_id and unit.id = question.organisation_id`;

const within = (ctx: ReadCtx): RawBuilder<boolean> =>
  sql<boolean>`question.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("question.organisation_id"))}`;

const shown: Record<z.output<typeof QuestionListQuery>["show"], RawBuilder<boolean>> = {
  open: sql`question.state = 'open'`,
  answered: sql`question.state <> 'open'`,
  suggestions: sql`question.kind = 'suggestion'`,
  all: sql`true`,
};

/** Those that wait by the time they are due, the others newest first. Pages by key. */
export async function questionList(
  ctx: ReadCtx,
  query: z.output<typeof QuestionListQuery>,
): Promise<z.input<typeof QuestionList>> {
  const filter: RawBuilder<boolean>[] = [within(ctx), shown[query.show]];
  if (query.topic) filter.push(sql`question.topic = ${query.topic}`);
  if (query.q) filter.push(isAbout(query.q));
  const isQueue = query.show === "open";
  const after = query.after
    ? isQueue
      ? sql`and question.id > ${query.after}::uuid`
      : sql`and question.id < ${query.after}::uuid`
    : sql``;
  const order = isQueue ? sql`id` : sql`id desc`;
  const counts = await countsOf(ctx);
  const where = sql.join(filter, sql` and `);
  const isPart = query.topic !== undefined || query.q !== undefined;
  const total = isPart
    ? sql`(select count(*)::int from question where ${where})`
    : sql`${counts[query.show]}::int`;
  // What is looked for is looked up once, for the page and for how many there are.
  const found = await sql<Row & { total: number }>`with about as materialized (${alike(ctx, query.q ?? "")})
    select whole.total, page.* from (select ${total} as total) as whole
    left join lateral (select ${columns} from ${tables} where ${where} ${after}
      order by question.${order} limit ${query.limit + 1}) as page on true
    order by ${order}`.execute(ctx.db);
  const rows = found.rows.filter(({ id }) => id !== null);
  const page = rows.slice(0, query.limit);
  return {
    rows: page.map((row) => present(row, ctx.now)),
    total: found.rows[0]?.total ?? 0,
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    counts,
  };
}

/** Each by an index that holds all that is counted; most questions are in one of the counts only. */
async function countsOf(ctx: ReadCtx): Promise<z.input<typeof QuestionList>["counts"]> {
  const count = (what: RawBuilder<boolean>) =>
    sql`(select count(*)::int from question where ${within(ctx)} and ${what})`;
  const { rows } = await sql<{
    open: number;
    suggestions: number;
    all: number;
  }>`select ${count(shown.open)} as open,
      ${count(sql`state in ('open', 'answered', 'closed') and ${shown.suggestions}`)} as suggestions,
      ${count(shown.all)} as all`.execute(ctx.db);
  const { open = 0, suggestions = 0, all = 0 } = rows[0] ?? {};
  return { open, answered: all - open, suggestions, all };
}

const isNumber = (text: string): boolean => /^ZX-/i.test(text);

/** Ids of those that hold at least half of the words that are looked for. */
function alike(ctx: ReadCtx, text: string): RawBuilder<unknown> {
  const words = isNumber(text) ? [] : wordsOf(text).slice(0, 12);
  return sql`select id from (${sharing(ctx, "question_word", words)}) as found where found.n * 2 >= ${words.length}`;
}

/** A number finds its question. */
const isAbout = (text: string): RawBuilder<boolean> =>
  isNumber(text) ? sql`question.number = ${text.toUpperCase()}` : sql`question.id in (select id from about)`;

const present = (row: Row, now: Date): z.input<typeof QuestionRow> => ({
  id: row.id,
  number: row.number,
  kind: row.kind,
  channel: row.channel,
  topic: row.topic,
  body: row.body,
  unit: row.unit,
  state: row.state,
  askedAt: row.askedAt.toISOString(),
  firstDueAt: row.firstDueAt.toISOString(),
  tookMinutes: row.tookMinutes,
  isInTime: row.firstAnsweredAt ? row.firstAnsweredAt <= row.firstDueAt : row.firstDueAt < now ? false : null,
});

/** Refuses `not_found`. */
export async function questionPage(ctx: ReadCtx, id: string): Promise<z.input<typeof QuestionPage>> {
  const found = await sql<
    Row & { askedBy: string; station: string | null; outcome: string | null }
  >`select ${columns},
      question.asked_by_name as "askedBy", station.name as station, question.outcome
    from ${tables} left join station on station.city_id = question.city_id and station.id = question.station_id
    where ${within(ctx)} and question.id = ${id}::uuid`.execute(ctx.db);
  const [row] = found.rows;
  if (!row) throw new Refusal("not_found", "question_unknown");
  const duties = await dutiesOf(ctx, [id]);
  const clock = duties.findLast(({ kind }) => kind === firstAnswer.code);
  return {
    ...present(row, ctx.now),
    askedBy: row.askedBy,
    station: row.station,
    outcome: row.outcome,
    clock: clock ?? null,
    entries: await entriesOf(ctx, id),
    allowed: [...allowedOf(ctx, row)],
  };
}

function* allowedOf(ctx: ReadCtx, row: Row): Generator<z.input<typeof QuestionPage>["allowed"][number]> {
  if (allows(ctx.actor, "questions.answer")) {
    if (row.state === "open") yield* ["answer", "send_up"] as const;
    if (row.kind === "suggestion" && row.state !== "closed") yield "outcome";
  }
  if (row.state !== "open" && allows(ctx.actor, "questions.ask")) yield "ask_again";
  if (row.state !== "open" && allows(ctx.actor, "questions.rule")) yield "draft_faq";
}

export async function entriesOf(ctx: ReadCtx, id: string): Promise<z.input<typeof QuestionPage>["entries"]> {
  const { rows } = await sql<{
    event: z.input<typeof QuestionPage>["entries"][number]["event"];
    at: Date;
    byName: string;
    byPlace: string;
    body: string;
  }>`select event, at, by_name as "byName", by_place as "byPlace", body from question_entry
    where city_id = ${ctx.actor.cityId} and question_id = ${id}::uuid order by id`.execute(ctx.db);
  return rows.map((entry) => ({ ...entry, at: entry.at.toISOString() }));
}
