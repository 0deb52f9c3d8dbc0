import { sql } from "kysely";
import { dayInChina, type PlainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { allows, type WriteCtx } from "#platform/context.ts";
import type { DutyKind } from "../rules/duty-kind.ts";
import { timeBetween } from "../rules/working-time.ts";
import { asDuties, type Duty, lockDuty, lockOpen, noteEvents } from "../store.ts";
import { dutyKind } from "./kinds.ts";

export type Evidence = {
  readonly words?: string;
  /** The day on which it was done: what is owed only since a later day is not done with it. */
  readonly on?: PlainDate;
};

/** What was owed is done. Answers whether it was late; undefined where nothing was open. */
export async function closeDuty(
  ctx: WriteCtx,
  kind: DutyKind,
  sourceId: string,
  evidence: Evidence = {},
): Promise<{ readonly isLate: boolean } | undefined> {
  const [closed] = await closeDuties(ctx, kind, [sourceId], evidence);
  return closed && { isLate: closed.firstDueAt < ctx.now };
}

/** Closes those of these sources that are open; those that are not stay as they are. */
export const closeDuties = (
  ctx: WriteCtx,
  kind: DutyKind,
  sourceIds: readonly string[],
  evidence: Evidence = {},
): Promise<Duty[]> =>
  asDuties(ctx, async (inside) => {
    if (sourceIds.length === 0) return [];
    const { on } = evidence;
    const found = await lockOpen(inside, kind.code, sourceIds);
    const open = on ? found.filter(({ sinceAt }) => dayInChina(sinceAt) <= on) : found;
    await end(inside, open, "done", ctx.actor.name, evidence.words);
    return open;
  });

/** Nothing is owed any more: what it was about has gone. */
export const cancelDuties = (
  ctx: WriteCtx,
  kind: DutyKind,
  sourceIds: readonly string[],
  reason: string,
): Promise<void> =>
  asDuties(ctx, async (inside) => {
    if (sourceIds.length === 0) return;
    await end(inside, await lockOpen(inside, kind.code, sourceIds), "cancelled", ctx.actor.name, reason);
  });

export const cancelDuty = (ctx: WriteCtx, kind: DutyKind, sourceId: string, reason: string): Promise<void> =>
  cancelDuties(ctx, kind, [sourceId], reason);

/**
 * Whoever owes it says that it is done, with a word of evidence. Refuses `not_found`, `duty_not_open`, `duty_closed_elsewhere`
 * (it is closed by what is done on its page), `not_permitted`.
 */
export async function reportDone(ctx: WriteCtx, dutyId: string, words: string): Promise<void> {
  const duty = await lockDuty(ctx, dutyId);
  if (duty.state === "done" || duty.state === "cancelled") throw new Refusal("conflict", "duty_not_open");
  const kind = dutyKind(duty.kind);
  if (!kind?.byHand) throw new Refusal("conflict", "duty_closed_elsewhere");
  if (!allows(ctx.actor, kind.permission)) throw new Refusal("forbidden", "not_permitted");
  await asDuties(ctx, (inside) => end(inside, [duty], "done", ctx.actor.name, words));
  await ctx.record("duty.closed", { dutyId, kind: duty.kind });
}

async function end(
  ctx: WriteCtx,
  duties: readonly Duty[],
  state: "done" | "cancelled",
  byName: string,
  words?: string,
): Promise<void> {
  if (duties.length === 0) return;
  // Thousands are closed at once with few different beginnings: each is counted once.
  const counted = new Map<string, number>();
  const took = duties.map(({ unit, sinceAt }) => {
    const key = `${unit} ${sinceAt.getTime()}`;
    const known = counted.get(key) ?? timeBetween(unit, sinceAt, ctx.now);
    counted.set(key, known);
    return known;
  });
  await sql`update duty set state = ${state}, closed_at = ${ctx.now}, closed_by_name = ${byName}, evidence = ${words ?? null},
      took = case when ${state} = 'done' then d.took end, paused_at = null, time_left = null
    from unnest(${duties.map(({ id }) => id)}::uuid[], ${took}::int[]) as d (id, took)
    where duty.city_id = ${ctx.actor.cityId} and duty.id = d.id`.execute(ctx.db);
  await noteEvents(ctx, duties, state === "done" ? "closed" : "cancelled", byName, words ?? null);
}
