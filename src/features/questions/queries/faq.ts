import { sql } from "kysely";
import type { z } from "zod";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { FaqList, FaqListQuery, FaqRow, MyFaq } from "../contract.ts";

type Row = Omit<z.input<typeof FaqRow>, "allowed"> & { readonly draftedById: string };

export async function faqList(
  ctx: ReadCtx,
  query: z.output<typeof FaqListQuery>,
): Promise<z.input<typeof FaqList>> {
  const after = query.after ? sql`and id < ${query.after}::uuid` : sql``;
  const { rows } =
    await sql<Row>`select id, kind, topic, question, answer, clause, state, valid_from::text as "validFrom",
      valid_until::text as "validUntil", drafted_by_name as "draftedBy", approved_by_name as "approvedBy",
      drafted_by as "draftedById"
    from faq_entry where city_id = ${ctx.actor.cityId} and state = ${query.state} ${after}
    order by id desc limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ n: number }>`select count(*)::int as n from faq_entry
    where city_id = ${ctx.actor.cityId} and state = ${query.state}`.execute(ctx.db);
  const page = rows.slice(0, query.limit);
  return {
    rows: page.map(({ draftedById, ...row }) => ({
      ...row,
      allowed: allowedOf(ctx, row.state, draftedById),
    })),
    total: counted.rows[0]?.n ?? 0,
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
  };
}

function allowedOf(
  ctx: ReadCtx,
  state: Row["state"],
  draftedById: string,
): z.input<typeof FaqRow>["allowed"] {
  if (!allows(ctx.actor, "questions.rule") || state === "retired") return [];
  return state === "drafted" && draftedById !== ctx.actor.id ? ["approve", "retire"] : ["retire"];
}

/** What holds today, for workers. */
export async function myFaq(ctx: ReadCtx): Promise<z.input<typeof MyFaq>> {
  const { rows } = await sql<{
    id: string;
    question: string;
    answer: string;
  }>`select id, question, answer from faq_entry
    where city_id = ${ctx.actor.cityId} and state = 'approved' and valid_from <= ${ctx.today}::date
      and (valid_until is null or valid_until > ${ctx.today}::date) order by approved_at desc limit 50`.execute(
    ctx.db,
  );
  return { rows };
}
