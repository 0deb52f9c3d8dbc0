import { sql } from "kysely";
import type { ReadCtx } from "#platform/context.ts";

/** Lines of a batch that nobody has decided yet, by the line a person sees. */
export async function linesInReview(
  ctx: ReadCtx,
  batchId: string,
): Promise<{ readonly id: string; readonly line: number }[]> {
  const { rows } = await sql<{ id: string; line: number }>`select id, line from roster_line
    where city_id = ${ctx.actor.cityId} and batch_id = ${batchId} and outcome = 'review' and decision is null`.execute(
    ctx.db,
  );
  return rows;
}
