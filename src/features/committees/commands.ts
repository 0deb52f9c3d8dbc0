import { sql } from "kysely";
import type { z } from "zod";
import { type PlainDate, plainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { openDuties } from "#features/duties/index.ts";
import { organisationsIn } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { CommitteeRequest, MeetingRequest, SeatRequest } from "./contract.ts";
import { decisionDuty } from "./rules/duties.ts";
import { type Seat, seatFault } from "./rules/seats.ts";

/** Sets up a body. Refuses `committee_exists`. */
export async function establishCommittee(
  ctx: WriteCtx,
  given: z.output<typeof CommitteeRequest>,
): Promise<string> {
  const id = newId();
  const { rows } = await sql`insert into committee (city_id, id, kind, name, work, established_on)
    values (${ctx.actor.cityId}, ${id}, ${given.kind}, ${given.name}, ${given.work}, ${given.establishedOn})
    on conflict (city_id, name) where dissolved_on is null do nothing returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("conflict", "committee_exists");
  await ctx.record("committee.established", { committeeId: id, kind: given.kind });
  return id;
}

/** Locked, so that two heads are never seated at once. Refuses `committee_unknown`. */
async function lockCommittee(ctx: WriteCtx, id: string): Promise<void> {
  const { rows } = await sql`select id from committee where city_id = ${ctx.actor.cityId} and id = ${id}::uuid
    and dissolved_on is null for update`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("not_found", "committee_unknown");
}

/** Refuses `committee_unknown`, `committee_term_backwards`, `committee_has_head`. */
export async function seatSomebody(
  ctx: WriteCtx,
  committeeId: string,
  given: z.output<typeof SeatRequest>,
): Promise<string> {
  await lockCommittee(ctx, committeeId);
  const { cityId } = ctx.actor;
  const standing = await sql<Seat>`select seat, from_on as "fromOn", until_on as "untilOn" from committee_seat
    where city_id = ${cityId} and committee_id = ${committeeId}::uuid`.execute(ctx.db);
  const untilOn = given.untilOn ? plainDate(given.untilOn) : null;
  const fault = seatFault({ seat: given.seat, fromOn: plainDate(given.fromOn), untilOn }, standing.rows);
  if (fault) throw new Refusal("conflict", fault);
  const id = newId();
  await sql`insert into committee_seat (city_id, id, committee_id, seat, post, holder_name, from_on, until_on)
    values (${cityId}, ${id}, ${committeeId}, ${given.seat}, ${given.post}, ${given.holder}, ${given.fromOn}, ${untilOn})`.execute(
    ctx.db,
  );
  await ctx.record("committee.seated", { committeeId, seatId: id, seat: given.seat });
  return id;
}

/** A term ends. Refuses `committee_seat_unknown`, `committee_term_backwards`. */
export async function endTerm(ctx: WriteCtx, seatId: string, untilOn: PlainDate): Promise<void> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{ fromOn: PlainDate }>`select from_on as "fromOn" from committee_seat
    where city_id = ${cityId} and id = ${seatId}::uuid and until_on is null for update`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "committee_seat_unknown");
  if (untilOn < rows[0].fromOn) throw new Refusal("conflict", "committee_term_backwards");
  await sql`update committee_seat set until_on = ${untilOn}
    where city_id = ${cityId} and id = ${seatId}::uuid`.execute(ctx.db);
  await ctx.record("committee.left", { seatId });
}

/**
 * Notes a meeting; each decision becomes a duty of whoever is to do it. Refuses `committee_unknown`,
 * `organisation_unknown`, `meeting_in_future`, `decision_due_before_meeting`.
 */
export async function noteMeeting(ctx: WriteCtx, given: z.output<typeof MeetingRequest>): Promise<string> {
  await lockCommittee(ctx, given.committeeId);
  if (given.heldOn > ctx.today) throw new Refusal("invalid", "meeting_in_future");
  if (given.decisions.some(({ dueOn }) => dueOn < given.heldOn))
    throw new Refusal("invalid", "decision_due_before_meeting");
  const ids = [...new Set(given.decisions.map(({ organisationId }) => organisationId))];
  if ((await organisationsIn(ctx, { ids })).length !== ids.length)
    throw new Refusal("not_found", "organisation_unknown");
  const { cityId, name } = ctx.actor;
  const id = newId();
  await sql`insert into committee_meeting (city_id, id, committee_id, kind, title, held_on, attended, record, noted_by_name, noted_at)
    values (${cityId}, ${id}, ${given.committeeId}, ${given.kind}, ${given.title}, ${given.heldOn}, ${given.attended},
      ${given.record}, ${name}, ${ctx.now})`.execute(ctx.db);
  const decisions = given.decisions.map((decision) => ({ ...decision, id: newId() }));
  for (const { id: decisionId, organisationId, words, dueOn } of decisions)
    await sql`insert into meeting_decision (city_id, id, organisation_id, meeting_id, words, due_on)
      values (${cityId}, ${decisionId}, ${organisationId}, ${id}, ${words}, ${dueOn})`.execute(ctx.db);
  await openDuties(
    ctx,
    decisionDuty,
    decisions.map((decision) => ({
      organisationId: decision.organisationId,
      sourceId: decision.id,
      title: `${given.title}：${decision.words}`,
      link: "/meetings",
      clock: { by: plainDate(decision.dueOn) },
    })),
  );
  await ctx.record("committee.met", { meetingId: id, kind: given.kind, decisions: decisions.length });
  return id;
}
