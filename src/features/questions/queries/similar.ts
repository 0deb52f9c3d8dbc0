import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { ReadCtx } from "#platform/context.ts";
import type { Similar } from "../contract.ts";
import { wordsOf } from "../rules/words.ts";

/** ☆ So many rows of an index are looked at for one text, however long it is and however common its words are. */
const looks = 4_000;

/**
 * Texts that share words with what is typed, the latest of each word: how many words, and how telling they are. A word that
 * stands in few texts tells most. Ids are in the order of time.
 */
export const sharing = (
  ctx: ReadCtx,
  table: "question_word" | "faq_word",
  words: readonly string[],
): RawBuilder<{ id: string; n: number; weight: number }> => {
  const id = sql.ref(table === "question_word" ? "t.question_id" : "t.faq_id");
  const each = Math.floor(looks / Math.max(words.length, 1));
  return sql`select found.id, count(*) as n, sum(1.0 / found.size) as weight
    from unnest(${words}::text[]) as w (word)
    cross join lateral (select latest.id, count(*) over () as size from (select ${id} as id from ${sql.table(table)} as t
      where t.city_id = ${ctx.actor.cityId} and t.word = w.word order by ${id} desc limit ${each}) as latest) as found
    group by found.id`;
};

type Row = z.input<typeof Similar>["rows"][number];

/** What is often asked and how clauses are read, most alike first: for everybody. */
export async function similarFaq(ctx: ReadCtx, text: string, limit = 5): Promise<Row[]> {
  const { rows } = await sql<Row>`select entry.id, entry.kind, entry.question, entry.answer, entry.clause
    from (${sharing(ctx, "faq_word", wordsOf(text))} order by weight desc limit 20) as found
    join faq_entry as entry on entry.city_id = ${ctx.actor.cityId} and entry.id = found.id
    where entry.state = 'approved' and entry.valid_from <= ${ctx.today}::date
      and (entry.valid_until is null or entry.valid_until > ${ctx.today}::date)
    order by found.weight desc, entry.id limit ${limit}`.execute(ctx.db);
  return rows;
}

/** The same, and questions that were answered before: for whoever answers. */
export async function similar(ctx: ReadCtx, text: string): Promise<z.input<typeof Similar>> {
  const faq = await similarFaq(ctx, text);
  const { rows } =
    await sql<Row>`select question.id, 'question' as kind, question.body as question, said.body as answer,
      null as clause
    from (${sharing(ctx, "question_word", wordsOf(text))} order by weight desc, id desc limit 20) as found
    join question on question.city_id = ${ctx.actor.cityId} and question.id = found.id
    join lateral (select body from question_entry as entry where entry.city_id = question.city_id
      and entry.question_id = question.id and entry.event = 'answered' order by entry.id desc limit 1) as said on true
    order by found.weight desc, question.id desc limit 5`.execute(ctx.db);
  return { rows: [...faq, ...rows] };
}
