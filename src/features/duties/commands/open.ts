import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { DutyKind } from "../rules/duty-kind.ts";
import { allowedBy, type Clock, dueAt, unitOf } from "../rules/working-time.ts";
import { asDuties, lockOpen, noteEvents } from "../store.ts";

export type NewDuty = {
  readonly organisationId: string;
  /** One person who owes it; else whoever at the organisation may do it. */
  readonly accountId?: string;
  /** The record it comes from. */
  readonly sourceId: string;
  /** What is owed, in Chinese; no names or numbers of people, no illness. */
  readonly title: string;
  /** The page of the console on which it is done. */
  readonly link: string;
  readonly clock: Clock;
  /** When the clock began; now where it is left out. */
  readonly since?: Date;
};

/** Opens a duty, or answers the one that is open for the same source. Refuses `calendar_year_unknown`. */
export async function openDuty(ctx: WriteCtx, kind: DutyKind, duty: NewDuty): Promise<string> {
  await openDuties(ctx, kind, [duty]);
  const [open] = await asDuties(ctx, (inside) => lockOpen(inside, kind.code, [duty.sourceId]));
  if (!open) throw new Error("A duty that was opened is open.");
  return open.id;
}

/** Opens many at once; those that are open stay as they are. Answers how many are new. Refuses `calendar_year_unknown`. */
export async function openDuties(ctx: WriteCtx, kind: DutyKind, duties: readonly NewDuty[]): Promise<number> {
  if (duties.length === 0) return 0;
  const times = new Map<string, Date>();
  const rows = duties.map((duty) => {
    const since = duty.since ?? ctx.now;
    // Thousands have the same clock: each is worked out once.
    const key = `${JSON.stringify(duty.clock)} ${since.getTime()}`;
    const due = times.get(key) ?? dueAt(duty.clock, since);
    times.set(key, due);
    return {
      ...duty,
      id: newId(),
      since,
      due,
      unit: unitOf(duty.clock),
      allowed: allowedBy(duty.clock, since),
    };
  });
  return asDuties(ctx, async (inside) => {
    const { rows: opened } = await sql<{ id: string; organisationId: string }>`insert into duty (city_id, id,
        organisation_id, account_id, kind, permission, source_id, title, link, unit, allowed, state, escalates, due_job,
        opened_at, since_at, due_at, first_due_at)
      select ${ctx.actor.cityId}, d.id, d.organisation_id, d.account_id, ${kind.code}, ${kind.permission}, d.source_id,
        d.title, d.link, d.unit, d.allowed, 'open', ${kind.escalates ?? false}, ${kind.dueJob ?? null}, ${ctx.now}, d.since,
        d.due, d.due
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map((row) => row.organisationId)}::uuid[],
        ${rows.map((row) => row.accountId ?? null)}::uuid[], ${rows.map((row) => row.sourceId)}::uuid[],
        ${rows.map((row) => row.title)}::text[], ${rows.map((row) => row.link)}::text[], ${rows.map((row) => row.unit)}::text[],
        ${rows.map((row) => row.allowed)}::int[], ${rows.map((row) => row.since)}::timestamptz[],
        ${rows.map((row) => row.due)}::timestamptz[])
        as d (id, organisation_id, account_id, source_id, title, link, unit, allowed, since, due)
      on conflict (city_id, kind, source_id) where state in ('open', 'paused') do nothing
      returning id, organisation_id as "organisationId"`.execute(inside.db);
    await noteEvents(inside, opened, "opened", ctx.actor.name);
    return opened.length;
  });
}
