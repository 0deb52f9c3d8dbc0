import { sql } from "kysely";
import type { WriteCtx } from "#platform/context.ts";

/** Two records turned out to be one person: the claims of the one merged away are the other's. Safe to run twice. */
export async function followMerge(
  ctx: WriteCtx,
  keptId: string,
  mergedId: string,
): Promise<{ claims: number }> {
  const { cityId } = ctx.actor;
  for (const table of ["claim_private", "claim"])
    await sql`update ${sql.table(table)} set person_id = ${keptId} where city_id = ${cityId} and person_id = ${mergedId}`.execute(
      ctx.db,
    );
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from claim
    where city_id = ${cityId} and person_id = ${keptId}`.execute(ctx.db);
  return { claims: rows[0]?.n ?? 0 };
}
