import { sql } from "kysely";
import type { Pool } from "pg";
import { type Actor, type WriteCtx, writing } from "#platform/context.ts";
import type { DutyKind } from "../rules/duty-kind.ts";
import { timeOn } from "../rules/working-time.ts";
import { asDuties, type Duty, dutyColumns, lockOpen, noteEvents, parentsOf } from "../store.ts";

/** As many at a time as one transaction takes in its stride. */
const portion = 1_000;

/** What has fallen due in a city since the last look, or by then. Safe to run at any time, by several at once. */
export async function passDueTimes(pool: Pool, actor: Actor, at?: Date): Promise<void> {
  for (;;) {
    const passed = await writing(pool, actor, passPortion, { at });
    if (passed < portion) return;
  }
}

/** Each falls due once for each time it is given: `fired_for` remembers for which. */
async function passPortion(ctx: WriteCtx): Promise<number> {
  const { rows } = await sql<Duty>`select ${dutyColumns} from duty
    where city_id = ${ctx.actor.cityId} and state = 'open' and due_at < ${ctx.now}
      and fired_for is distinct from due_at and (escalates or due_job is not null)
    order by due_at, id limit ${portion} for update skip locked`.execute(ctx.db);
  if (rows.length === 0) return 0;
  await sql`update duty set fired_for = due_at
    where city_id = ${ctx.actor.cityId} and id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(ctx.db);
  for (const [name, duties] of Map.groupBy(rows, ({ dueJob }) => dueJob)) {
    if (name === null) continue;
    for (const [kind, ofKind] of Map.groupBy(duties, (duty) => duty.kind))
      await ctx.enqueue(name, "到期事项", { kind, sourceIds: ofKind.map(({ sourceId }) => sourceId) });
  }
  await moveUp(
    ctx,
    rows.filter(({ escalates }) => escalates),
    ctx.actor.name,
  );
  return rows.length;
}

/** By hand, before its time: to the organisation above, or to the one named. Where nothing runs, nothing happens. */
export const escalateDuty = (ctx: WriteCtx, kind: DutyKind, sourceId: string, to?: string): Promise<void> =>
  asDuties(ctx, async (inside) => {
    const open = await lockOpen(inside, kind.code, [sourceId]);
    await moveUp(
      inside,
      open.filter(({ state }) => state === "open"),
      ctx.actor.name,
      to,
    );
  });

/** At the top a duty stays where it is, late. Above, whoever may do it has the same time again. */
async function moveUp(ctx: WriteCtx, duties: readonly Duty[], byName: string, to?: string): Promise<void> {
  const parents = await parentsOf(ctx, [...new Set(duties.map((duty) => duty.organisationId))]);
  for (const duty of duties) {
    const above = to ?? parents.get(duty.organisationId);
    if (!above) continue;
    const due = timeOn(duty.unit, duty.allowed, ctx.now);
    await sql`update duty set organisation_id = ${above}, account_id = null, level = level + 1, due_at = ${due}
      where city_id = ${ctx.actor.cityId} and id = ${duty.id}`.execute(ctx.db);
    await noteEvents(ctx, [{ ...duty, organisationId: above }], "escalated", byName);
  }
}
