import { sql } from "kysely";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";

/**
 * After money was announced, or a rule of matching changed: the lines that wait are looked at again as soon as this is
 * kept – all of them by one job, whether one bill was issued or the bills of a whole city. Whoever loads past days asks
 * `matchLines` day by day instead.
 */
export const matchSoon = (ctx: WriteCtx): Promise<void> =>
  actingAs(ctx, systemActor("banking", ctx.actor.cityId), async (inside) => {
    const { rows } = await sql`select from bank_line where city_id = ${ctx.actor.cityId}
      and state in ('new', 'waiting', 'to_decide') and decided_how is null limit 1`.execute(inside.db);
    if (rows.length > 0)
      await inside.enqueue("match_waiting_lines", "核对等待中的来款", { until: ctx.today });
  });
