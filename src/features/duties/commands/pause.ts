import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { DutyKind } from "../rules/duty-kind.ts";
import { timeBetween, timeOn } from "../rules/working-time.ts";
import { asDuties, type Duty, lockDuty, lockOpen, noteEvents } from "../store.ts";

/** The clock stands still: what is left is kept. Where nothing runs, nothing happens. */
export const pauseDuty = (ctx: WriteCtx, kind: DutyKind, sourceId: string, reason: string): Promise<void> =>
  asDuties(ctx, async (inside) => {
    const [open] = await lockOpen(inside, kind.code, [sourceId]);
    if (open?.state === "open") await stop(inside, open, ctx.actor.name, reason);
  });

/** The clock goes on with what was left. */
export const resumeDuty = (ctx: WriteCtx, kind: DutyKind, sourceId: string): Promise<void> =>
  asDuties(ctx, async (inside) => {
    const [open] = await lockOpen(inside, kind.code, [sourceId]);
    if (open?.state === "paused") await goOn(inside, open, ctx.actor.name);
  });

/** By hand, with a reason. Refuses `not_found`, `duty_not_running`. */
export async function pauseByHand(ctx: WriteCtx, dutyId: string, reason: string): Promise<void> {
  const duty = await lockDuty(ctx, dutyId);
  if (duty.state !== "open") throw new Refusal("conflict", "duty_not_running");
  await asDuties(ctx, (inside) => stop(inside, duty, ctx.actor.name, reason));
  await ctx.record("duty.paused", { dutyId, kind: duty.kind });
}

/** Refuses `not_found`, `duty_not_paused`. */
export async function resumeByHand(ctx: WriteCtx, dutyId: string): Promise<void> {
  const duty = await lockDuty(ctx, dutyId);
  if (duty.state !== "paused") throw new Refusal("conflict", "duty_not_paused");
  await asDuties(ctx, (inside) => goOn(inside, duty, ctx.actor.name));
  await ctx.record("duty.resumed", { dutyId, kind: duty.kind });
}

async function stop(ctx: WriteCtx, duty: Duty, byName: string, reason: string): Promise<void> {
  const left = timeBetween(duty.unit, ctx.now, duty.dueAt);
  await sql`update duty set state = 'paused', paused_at = ${ctx.now}, time_left = ${left}
    where city_id = ${ctx.actor.cityId} and id = ${duty.id}`.execute(ctx.db);
  await noteEvents(ctx, [duty], "paused", byName, reason);
}

/**
 * The promise made first moves on with the pause: nobody is late for time that did not run. What was late before it was
 * paused stays late.
 */
async function goOn(ctx: WriteCtx, duty: Duty, byName: string): Promise<void> {
  const wasLate = duty.pausedAt !== null && duty.dueAt < duty.pausedAt;
  const due = wasLate ? duty.dueAt : timeOn(duty.unit, duty.timeLeft ?? 0, ctx.now);
  const moved = duty.firstDueAt.getTime() === duty.dueAt.getTime() ? due : duty.firstDueAt;
  await sql`update duty set state = 'open', due_at = ${due}, first_due_at = ${moved}, paused_at = null, time_left = null
    where city_id = ${ctx.actor.cityId} and id = ${duty.id}`.execute(ctx.db);
  await noteEvents(ctx, [duty], "resumed", byName);
}
