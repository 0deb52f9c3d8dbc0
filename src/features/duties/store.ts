import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { actingAs, type ReadCtx, systemActor, type WriteCtx } from "#platform/context.ts";
import type { ClockUnit } from "./rules/working-time.ts";

export type Duty = {
  readonly id: string;
  readonly organisationId: string;
  readonly accountId: string | null;
  readonly kind: string;
  readonly permission: string;
  readonly sourceId: string;
  readonly title: string;
  readonly link: string;
  readonly unit: ClockUnit;
  readonly allowed: number;
  readonly state: "open" | "paused" | "done" | "cancelled";
  readonly level: number;
  readonly escalates: boolean;
  readonly dueJob: string | null;
  readonly openedAt: Date;
  readonly sinceAt: Date;
  readonly dueAt: Date;
  readonly firstDueAt: Date;
  readonly pausedAt: Date | null;
  readonly timeLeft: number | null;
  readonly closedAt: Date | null;
  readonly closedByName: string | null;
  readonly evidence: string | null;
};

export const dutyColumns = sql`duty.id, duty.organisation_id as "organisationId", duty.account_id as "accountId", duty.kind,
  duty.permission, duty.source_id as "sourceId", duty.title, duty.link, duty.unit, duty.allowed, duty.state, duty.level,
  duty.escalates, duty.due_job as "dueJob", duty.opened_at as "openedAt", duty.since_at as "sinceAt", duty.due_at as "dueAt",
  duty.first_due_at as "firstDueAt", duty.paused_at as "pausedAt", duty.time_left as "timeLeft",
  duty.closed_at as "closedAt", duty.closed_by_name as "closedByName", duty.evidence`;

/**
 * Duties are opened and closed by what people do elsewhere: a unit that pays closes what the county waits for. The wall of
 * whoever acts is not the wall of who owes; what may be done was asked by the command that calls.
 */
export const asDuties = <T>(ctx: WriteCtx, run: (inside: WriteCtx) => Promise<T>): Promise<T> =>
  actingAs(ctx, { ...systemActor("duties", ctx.actor.cityId), demoDay: ctx.actor.demoDay }, run);

/** Open and paused ones of these sources, locked in the order of their keys. */
export async function lockOpen(ctx: WriteCtx, kind: string, sourceIds: readonly string[]): Promise<Duty[]> {
  const { rows } = await sql<Duty>`select ${dutyColumns} from duty
    where city_id = ${ctx.actor.cityId} and kind = ${kind} and source_id = any(${sourceIds}::uuid[])
      and state in ('open', 'paused') order by id for update`.execute(ctx.db);
  return rows;
}

/** Within the actor's part of the tree. Refuses `not_found`. */
export async function lockDuty(ctx: WriteCtx, id: string): Promise<Duty> {
  const { rows } = await sql<Duty>`select ${dutyColumns} from duty
    where city_id = ${ctx.actor.cityId} and id = ${id} for update`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "duty_unknown");
  return rows[0];
}

export type DutyEvent = "opened" | "reminded" | "paused" | "resumed" | "escalated" | "closed" | "cancelled";

/** One line in the course of each. */
export async function noteEvents(
  ctx: WriteCtx,
  duties: readonly Pick<Duty, "id" | "organisationId">[],
  event: DutyEvent,
  byName: string,
  note: string | null = null,
): Promise<void> {
  if (duties.length === 0) return;
  await sql`insert into duty_event (city_id, id, organisation_id, duty_id, event, at, by_name, note)
    select ${ctx.actor.cityId}, e.id, e.organisation_id, e.duty_id, ${event}, ${ctx.now}, ${byName}, ${note}
    from unnest(${duties.map(() => newId())}::uuid[], ${duties.map((duty) => duty.organisationId)}::uuid[],
      ${duties.map((duty) => duty.id)}::uuid[]) as e (id, organisation_id, duty_id)`.execute(ctx.db);
}

/** The organisation above each: above the city's agency the province's office, which stands in the city's tree, too. */
export async function parentsOf(ctx: ReadCtx, ids: readonly string[]): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ id: string; above: string | null }>`select o.id,
      coalesce(o.parent_id, (select office.id from organisation as office where office.city_id = o.city_id
        and office.kind = 'province_office' and o.kind = 'city_agency' limit 1)) as above
    from organisation as o where o.city_id = ${ctx.actor.cityId} and o.id = any(${ids}::uuid[])`.execute(
    ctx.db,
  );
  return new Map(rows.map((row) => [row.id, row.above]));
}
