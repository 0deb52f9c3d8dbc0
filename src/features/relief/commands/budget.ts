import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { type Cents, formatYuan, zero } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";

/** How much relief a year may take, by resolution. Refuses `budget_below_granted`. */
export async function setReliefBudget(
  ctx: WriteCtx,
  year: number,
  cents: Cents,
  resolution: string,
): Promise<void> {
  const { rows } = await sql<{ committed: Cents }>`select committed_cents as committed from relief_budget
    where city_id = ${ctx.actor.cityId} and year = ${year} for update`.execute(ctx.db);
  const committed = rows[0]?.committed ?? zero;
  if (cents < committed)
    throw new Refusal("invalid", "budget_below_granted", { granted: formatYuan(committed) });
  await sql`insert into relief_budget (city_id, id, year, cents, resolution, set_by_name, set_at)
    values (${ctx.actor.cityId}, ${newId()}, ${year}, ${cents}, ${resolution}, ${ctx.actor.name}, ${ctx.now})
    on conflict on constraint relief_budget_once do update set cents = excluded.cents, resolution = excluded.resolution,
      set_by_name = excluded.set_by_name, set_at = excluded.set_at`.execute(ctx.db);
  await ctx.record("relief.budget_set", { year, cents: formatYuan(cents) });
}
