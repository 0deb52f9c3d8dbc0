import { sql } from "kysely";
import type { z } from "zod";
import { plainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { closeDuty, openDuty } from "#features/duties/index.ts";
import { agencyId } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { ItemRequest, ReportRequest } from "./contract.ts";
import { itemDuty } from "./rules/duties.ts";

/** What is promised for a year, owed by the city's agency until its day. Refuses `livelihood_known`, `livelihood_day_wrong`. */
export async function promiseItem(ctx: WriteCtx, given: z.output<typeof ItemRequest>): Promise<string> {
  const { cityId } = ctx.actor;
  if (!given.dueOn.startsWith(String(given.year))) throw new Refusal("invalid", "livelihood_day_wrong");
  const id = newId();
  const organisationId = await agencyId(ctx);
  const { rows } =
    await sql`insert into livelihood_item (city_id, id, year, title, measure, unit_word, goal, due_on, set_by_name)
    values (${cityId}, ${id}, ${given.year}, ${given.title}, ${given.measure}, ${given.unitWord}, ${given.goal},
      ${given.dueOn}::date, ${ctx.actor.name})
    on conflict on constraint livelihood_item_once do nothing returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("conflict", "livelihood_known");
  await openDuty(ctx, itemDuty, {
    organisationId,
    sourceId: id,
    title: `民生实事：${given.title}`,
    link: "/livelihood",
    clock: { by: plainDate(given.dueOn) },
  });
  await ctx.record("livelihood.promised", { itemId: id, year: given.year });
  return id;
}

/** How far it is on a day, once for each day; the goal reached, nothing is owed any more. Refuses `livelihood_unknown`, `livelihood_told`, `livelihood_future`. */
export async function reportItem(
  ctx: WriteCtx,
  itemId: string,
  given: z.output<typeof ReportRequest>,
): Promise<void> {
  const { cityId } = ctx.actor;
  if (given.asOf > ctx.today) throw new Refusal("invalid", "livelihood_future");
  const { rows } = await sql<{ goal: number }>`select goal::int as goal
    from livelihood_item where city_id = ${cityId} and id = ${itemId}::uuid`.execute(ctx.db);
  const [item] = rows;
  if (!item) throw new Refusal("not_found", "livelihood_unknown");
  const told =
    await sql`insert into livelihood_report (city_id, id, item_id, as_of, actual, problem, next_step, evidence,
      reported_by_name, reported_at)
    values (${cityId}, ${newId()}, ${itemId}, ${given.asOf}::date, ${given.actual}, ${given.problem},
      ${given.nextStep}, ${given.evidence}, ${ctx.actor.name}, ${ctx.now})
    on conflict on constraint livelihood_report_once do nothing returning id`.execute(ctx.db);
  if (told.rows.length === 0) throw new Refusal("conflict", "livelihood_told", { asOf: given.asOf });
  if (given.actual >= item.goal) await closeDuty(ctx, itemDuty, itemId, { words: given.evidence });
  await ctx.record("livelihood.reported", { itemId, asOf: given.asOf, actual: given.actual });
}
