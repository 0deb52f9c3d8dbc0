import { sql } from "kysely";
import type { z } from "zod";
import { newId } from "#core/ids.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { FactRequest } from "../contract.ts";

/** Enters what the system cannot know, with its source. A later entry of the same name holds instead. */
export async function addFact(ctx: WriteCtx, fact: z.output<typeof FactRequest>): Promise<string> {
  const id = newId();
  await sql`insert into external_fact (city_id, id, code, name, value, unit, holds_on, source, entered_by, entered_by_name, entered_at)
    values (${ctx.actor.cityId}, ${id}, ${fact.code}, ${fact.name}, ${fact.value}, ${fact.unit}, ${fact.holdsOn}::date,
      ${fact.source}, ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);
  await ctx.record("report.fact_entered", { factId: id, code: fact.code });
  return id;
}
