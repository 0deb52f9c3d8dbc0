import { sql } from "kysely";
import type { z } from "zod";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { organisationsIn } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { CallRequest } from "../contract.ts";
import { callScore } from "../rules/calls.ts";

/** A call in disguise to a desk, with what was good of it. Refuses `organisation_unknown`, `visit_day_wrong`. */
export async function noteCall(ctx: WriteCtx, given: z.output<typeof CallRequest>): Promise<string> {
  if ((await organisationsIn(ctx, { ids: [given.organisationId] })).length === 0)
    throw new Refusal("not_found", "organisation_unknown");
  if (given.calledOn > ctx.today) throw new Refusal("invalid", "visit_day_wrong");
  const id = newId();
  const score = callScore(given.marks);
  await sql`insert into mystery_call (city_id, id, organisation_id, called_on, topic, marks, score, words, called_by_name)
    values (${ctx.actor.cityId}, ${id}, ${given.organisationId}, ${given.calledOn}::date, ${given.topic},
      ${JSON.stringify(given.marks)}::jsonb, ${score}, ${given.words}, ${ctx.actor.name})`.execute(ctx.db);
  await ctx.record("inspection.called", { callId: id, score });
  return id;
}
