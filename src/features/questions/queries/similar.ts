import { sql } from "kysely";
import type { z } from "zod";
import type { ReadCtx } from "#platform/context.ts";
import type { Similar } from "../contract.ts";
import { wordsOf } from "../rules/words.ts";

/** ☆ As many words decide, the rarest of those that are typed: the common ones stand everywhere. */
const deciding = 8;
/** ☆ A word that stands in more than so many texts tells nothing. */
const tooCommon = 3_000;

/** The rarest words of a text, of those that occur at all; counted only as far as it matters. */
export async function rarestWords(
  ctx: ReadCtx,
  table: "question_word" | "faq_word",
  text: string,
): Promise<string[]> {
  const { rows } = await sql<{
    word: string;
    n: number;
  }>`select w.word, counted.n from unnest(${wordsOf(text)}::text[]) as w (word)
    cross join lateral (select count(*)::int as n from (select from ${sql.table(table)} as t
      where t.city_id = ${ctx.actor.cityId} and t.word = w.word limit ${tooCommon + 1}) as found) as counted
    where counted.n > 0 order by counted.n, w.word limit ${deciding}`.execute(ctx.db);
  const rare = rows.filter(({ n }) => n <= tooCommon);
  return (rare.length > 0 ? rare : rows.slice(0, 1)).map(({ word }) => word);
}

type Row = z.input<typeof Similar>["rows"][number];

/** What is often asked and how clauses are read, most alike first: for everybody. */
export async function similarFaq(ctx: ReadCtx, text: string, limit = 5): Promise<Row[]> {
  const words = await rarestWords(ctx, "faq_word", text);
  if (words.length === 0) return [];
  const { rows } = await sql<Row>`select entry.id, entry.kind, entry.question, entry.answer, entry.clause
    from (select faq_id, count(*) as n from faq_word where city_id = ${ctx.actor.cityId} and word = any(${words}::text[])
      group by faq_id order by n desc limit 20) as found
    join faq_entry as entry on entry.city_id = ${ctx.actor.cityId} and entry.id = found.faq_id
    where entry.state = 'approved' and entry.valid_from <= ${ctx.today}::date
      and (entry.valid_until is null or entry.valid_until > ${ctx.today}::date)
    order by found.n desc, entry.id limit ${limit}`.execute(ctx.db);
  return rows;
}

/** The same, and questions that were answered before: for whoever answers. */
export async function similar(ctx: ReadCtx, text: string): Promise<z.input<typeof Similar>> {
  const faq = await similarFaq(ctx, text);
  const words = await rarestWords(ctx, "question_word", text);
  if (words.length === 0) return { rows: faq };
  const { rows } =
    await sql<Row>`select question.id, 'question' as kind, question.body as question, said.body as answer,
      null as clause
    from (select question_id, count(*) as n from question_word
      where city_id = ${ctx.actor.cityId} and word = any(${words}::text[])
      group by question_id order by n desc, question_id desc limit 20) as found
    join question on question.city_id = ${ctx.actor.cityId} and question.id = found.question_id
    join lateral (select body from question_entry as entry where entry.city_id = question.city_id
      and entry.question_id = question.id and entry.event = 'answered' order by entry.id desc limit 1) as said on true
    order by found.n desc, question.id desc limit 5`.execute(ctx.db);
  return { rows: [...faq, ...rows] };
}
