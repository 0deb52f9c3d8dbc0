import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { stripNumbers } from "../rules/strip.ts";
import { wordsOf } from "../rules/words.ts";

export type NewFaq = {
  readonly kind: "faq" | "ruling";
  readonly topic: string;
  readonly question: string;
  readonly answer: string;
  readonly clause?: string | undefined;
  readonly validFrom?: string | undefined;
  readonly validUntil?: string | undefined;
  readonly sourceQuestionId?: string | undefined;
};

/** Drafts an answer for everybody. A ruling (口径) names its clause. Refuses `ruling_without_clause`, `faq_over_before_it_begins`. */
export async function draftFaq(ctx: WriteCtx, given: NewFaq): Promise<string> {
  if (given.kind === "ruling" && !given.clause) throw new Refusal("invalid", "ruling_without_clause");
  if (given.validUntil && given.validUntil <= (given.validFrom ?? ctx.today))
    throw new Refusal("invalid", "faq_over_before_it_begins");
  const id = newId();
  await sql`insert into faq_entry (city_id, id, kind, topic, question, answer, clause, state, valid_from, valid_until,
      source_question_id, drafted_by, drafted_by_name, drafted_at)
    values (${ctx.actor.cityId}, ${id}, ${given.kind}, ${given.topic}, ${stripNumbers(given.question)},
      ${stripNumbers(given.answer)}, ${given.clause ?? null}, 'drafted', ${given.validFrom ?? ctx.today},
      ${given.validUntil ?? null}, ${given.sourceQuestionId ?? null}, ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.now})`.execute(
    ctx.db,
  );
  await ctx.record("faq.drafted", { faqId: id, kind: given.kind });
  return id;
}

/** Another person than who drafted it lets everybody read it. Refuses `not_found`, `faq_not_drafted`, `drafter_is_approver`. */
export async function approveFaq(ctx: WriteCtx, id: string): Promise<void> {
  const entry = await lockFaq(ctx, id);
  if (entry.state !== "drafted") throw new Refusal("conflict", "faq_not_drafted");
  if (entry.draftedBy === ctx.actor.id) throw new Refusal("conflict", "drafter_is_approver");
  await sql`update faq_entry set state = 'approved', approved_by = ${ctx.actor.id}, approved_by_name = ${ctx.actor.name},
      approved_at = ${ctx.now} where city_id = ${ctx.actor.cityId} and id = ${id}`.execute(ctx.db);
  await sql`insert into faq_word (city_id, word, faq_id) select ${ctx.actor.cityId}, word, ${id}::uuid
    from unnest(${wordsOf(`${entry.question} ${entry.topic}`)}::text[]) as w (word) on conflict do nothing`.execute(
    ctx.db,
  );
  await ctx.record("faq.approved", { faqId: id });
}

/** It holds no longer: nobody finds it any more. Refuses `not_found`, `faq_retired`. */
export async function retireFaq(ctx: WriteCtx, id: string): Promise<void> {
  const entry = await lockFaq(ctx, id);
  if (entry.state === "retired") throw new Refusal("conflict", "faq_retired");
  await sql`update faq_entry set state = 'retired' where city_id = ${ctx.actor.cityId} and id = ${id}`.execute(
    ctx.db,
  );
  await sql`delete from faq_word where city_id = ${ctx.actor.cityId} and faq_id = ${id}`.execute(ctx.db);
  await ctx.record("faq.retired", { faqId: id });
}

async function lockFaq(
  ctx: WriteCtx,
  id: string,
): Promise<{ state: string; draftedBy: string; question: string; topic: string }> {
  const { rows } = await sql<{
    state: string;
    draftedBy: string;
    question: string;
    topic: string;
  }>`select state,
      drafted_by as "draftedBy", question, topic
    from faq_entry where city_id = ${ctx.actor.cityId} and id = ${id}::uuid for update`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "faq_unknown");
  return rows[0];
}
