import { randomBytes, randomInt } from "node:crypto";
import { sql } from "kysely";
import type { z } from "zod";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { organisationsIn } from "#features/organisations/index.ts";
import { actingAs, atFrontDesk, systemActor, type WriteCtx, withinPart } from "#platform/context.ts";
import type { CostRequest, EventRequest } from "../contract.ts";

/** Refuses `event_days_wrong`: people sign up before it begins. */
export async function planEvent(ctx: WriteCtx, given: z.output<typeof EventRequest>): Promise<string> {
  if (given.signUpUntil > given.heldOn) throw new Refusal("invalid", "event_days_wrong");
  const { cityId, name } = ctx.actor;
  const id = newId();
  const token = `${cityId}.${randomBytes(12).toString("base64url")}`;
  await sql`insert into care_event (city_id, id, kind, title, place, held_on, begins, places, sign_up_until, token, state,
      state_words, planned_by_name)
    values (${cityId}, ${id}, ${given.kind}, ${given.title}, ${given.place}, ${given.heldOn}::date, ${given.begins},
      ${given.places}, ${given.signUpUntil}::date, ${token}, 'open', '', ${name})`.execute(ctx.db);
  await ctx.record("event.planned", { eventId: id, kind: given.kind });
  return id;
}

type SignUp = {
  readonly eventId: string;
  readonly organisationId: string;
  readonly personId?: string;
  readonly name: string;
  readonly byName: string;
};

/** The last place goes to one. Refuses `event_unknown`, `event_sign_up_over`, `event_full`, `event_signed_up`. */
async function seat(ctx: WriteCtx, of: SignUp): Promise<string> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{ isFull: boolean; isOver: boolean }>`select taken >= places as "isFull",
      sign_up_until < ${ctx.today}::date as "isOver" from care_event
    where city_id = ${cityId} and id = ${of.eventId}::uuid and state = 'open' for update`.execute(ctx.db);
  const [event] = rows;
  if (!event) throw new Refusal("not_found", "event_unknown");
  if (event.isOver) throw new Refusal("conflict", "event_sign_up_over");
  const id = await takeSeat(ctx, of);
  if (event.isFull) throw new Refusal("conflict", "event_full");
  await sql`update care_event set taken = taken + 1 where city_id = ${cityId} and id = ${of.eventId}::uuid`.execute(
    ctx.db,
  );
  await ctx.record("event.signed_up", { eventId: of.eventId, seatId: id });
  return id;
}

/** As often as a code is drawn that somebody of the event has: with ten thousand places never more than a few times. */
const mostDraws = 20;

async function takeSeat(ctx: WriteCtx, of: SignUp): Promise<string> {
  const { cityId } = ctx.actor;
  for (let draw = 0; draw < mostDraws; draw += 1) {
    const id = newId();
    const code = String(randomInt(100_000, 1_000_000));
    const { rows } =
      await sql`insert into care_event_seat (city_id, id, organisation_id, event_id, person_id, name, code, signed_up_by_name)
      values (${cityId}, ${id}, ${of.organisationId}, ${of.eventId}, ${of.personId ?? null}, ${of.name}, ${code}, ${of.byName})
      on conflict do nothing returning id`.execute(ctx.db);
    if (rows.length > 0) return id;
    if (await isSignedUp(ctx, of)) break;
  }
  throw new Refusal("conflict", "event_signed_up");
}

/** A person once; of those whom nobody knows, a name of a unit once. */
async function isSignedUp(
  ctx: WriteCtx,
  { eventId, organisationId, personId, name }: SignUp,
): Promise<boolean> {
  const who = personId
    ? sql`person_id = ${personId}::uuid`
    : sql`person_id is null and organisation_id = ${organisationId}::uuid and name = ${name}`;
  const { rows } = await sql`select from care_event_seat
    where city_id = ${ctx.actor.cityId} and event_id = ${eventId}::uuid and ${who}`.execute(ctx.db);
  return rows.length > 0;
}

/** A clerk signs somebody of their part up; a name that one person of the unit bears is that person. Refuses `organisation_unknown`, and as `seat`. */
export async function signUp(
  ctx: WriteCtx,
  eventId: string,
  organisationId: string,
  name: string,
): Promise<string> {
  if ((await organisationsIn(ctx, { ids: [organisationId] })).length === 0)
    throw new Refusal("not_found", "organisation_unknown");
  const { rows } = await sql<{ id: string }>`select (array_agg(id))[1] as id from person
    where city_id = ${ctx.actor.cityId} and organisation_id = ${organisationId}::uuid and merged_into is null
      and name = ${name} having count(*) = 1`.execute(ctx.db);
  const person = rows[0] && { personId: rows[0].id };
  return seat(ctx, { eventId, organisationId, name, byName: ctx.actor.name, ...person });
}

/** A worker signs up from the phone: who they are is on record. Refuses `not_found` where nobody knows yet, and as `seat`. */
export async function signMeUp(ctx: WriteCtx, eventId: string): Promise<string> {
  const { cityId, personId, demoDay } = ctx.actor;
  if (!personId) throw new Refusal("not_found", "not_found");
  return actingAs(ctx, { ...systemActor("care", cityId), demoDay }, async (desk) => {
    const { rows } = await sql<{
      name: string;
      organisationId: string;
    }>`select name, organisation_id as "organisationId"
      from person where city_id = ${cityId} and id = ${personId}::uuid`.execute(desk.db);
    const [me] = rows;
    if (!me) throw new Refusal("not_found", "not_found");
    return seat(desk, { eventId, personId, ...me, byName: "本人" });
  });
}

/** Somebody came, noted by hand. Refuses `event_seat_unknown`, and `event_not_yet` before its day. */
export async function noteArrival(ctx: WriteCtx, seatId: string): Promise<void> {
  const { rows } = await sql<{ isEarly: boolean }>`update care_event_seat as s
      set arrived_at = coalesce(s.arrived_at, ${ctx.now}) from care_event as e
    where s.city_id = ${ctx.actor.cityId} and s.id = ${seatId}::uuid and e.city_id = s.city_id and e.id = s.event_id
      and e.state = 'open' and ${withinPart(ctx, sql.ref("s.organisation_id"))}
    returning e.held_on > ${ctx.today}::date as "isEarly"`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "event_seat_unknown");
  if (rows[0].isEarly) throw new Refusal("conflict", "event_not_yet");
  await ctx.record("event.arrived", { seatId });
}

/** At the door: the code of the room and one's own. Refuses `event_code_unknown`, `event_not_yet`. */
export const arriveByCode = (
  ctx: WriteCtx,
  { token, code }: { readonly token: string; readonly code: string },
): Promise<{ readonly title: string; readonly place: string }> =>
  atFrontDesk(ctx, Number(token.slice(0, 6)), async (inside) => {
    const { rows } = await sql<{ id: string; title: string; place: string }>`select s.id, e.title, e.place
      from care_event as e join care_event_seat as s on s.city_id = e.city_id and s.event_id = e.id and s.code = ${code}
      where e.city_id = ${inside.actor.cityId} and e.token = ${token} and e.state = 'open'`.execute(
      inside.db,
    );
    const [found] = rows;
    if (!found) throw new Refusal("not_found", "event_code_unknown");
    await noteArrival(inside, found.id);
    return { title: found.title, place: found.place };
  });

/** What an event cost, line by line. Refuses `event_unknown`. */
export async function noteCost(
  ctx: WriteCtx,
  eventId: string,
  given: z.output<typeof CostRequest>,
): Promise<void> {
  const { cityId, name } = ctx.actor;
  const { rows } =
    await sql`insert into care_event_cost (city_id, id, event_id, words, cents, spent_on, noted_by_name)
    select ${cityId}, ${newId()}, e.id, ${given.words}, ${given.amount}, ${given.on}::date, ${name} from care_event as e
    where e.city_id = ${cityId} and e.id = ${eventId}::uuid and e.state <> 'cancelled' returning id`.execute(
      ctx.db,
    );
  if (rows.length === 0) throw new Refusal("not_found", "event_unknown");
  await ctx.record("event.cost_noted", { eventId });
}

/** Over, or called off with the reason. Refuses `event_unknown`. */
export async function endEvent(
  ctx: WriteCtx,
  eventId: string,
  state: "over" | "cancelled",
  words: string,
): Promise<void> {
  const { rows } = await sql`update care_event set state = ${state}, state_words = ${words}
    where city_id = ${ctx.actor.cityId} and id = ${eventId}::uuid and state = 'open' returning id`.execute(
    ctx.db,
  );
  if (rows.length === 0) throw new Refusal("not_found", "event_unknown");
  await ctx.record("event.ended", { eventId, state });
}
