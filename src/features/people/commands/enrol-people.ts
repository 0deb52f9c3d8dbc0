import { type RawBuilder, sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { again, type WriteCtx } from "#platform/context.ts";
import { employPeople } from "./employ.ts";

/**
 * Makes the people of a whole roster whom the city does not know yet; answers how many. Rows of `source`: id, name, sex,
 * born_on, kind, number_sealed, number_index, phone_sealed, card_sealed. A person who is new takes the row's id.
 *
 * Runs beyond the actor's wall: call it in the program's own name. Numbers are written in one order, so that two rosters
 * with the same new people wait for each other and never lock each other out.
 */
export async function addUnknown(
  ctx: WriteCtx,
  organisationId: string,
  from: PlainDate,
  source: RawBuilder<unknown>,
): Promise<number> {
  const { cityId } = ctx.actor;
  const made =
    await sql`${again} insert into person (city_id, id, name, sex, born_on, organisation_id, employed_from, phone_sealed,
      card_sealed)
    select ${cityId}, given.id, given.name, given.sex, given.born_on, ${organisationId}, ${from}::date, given.phone_sealed,
      given.card_sealed
    from (${source}) as given
    where not exists (select from person_identifier as known
      where known.city_id = ${cityId} and known.number_index = given.number_index)`.execute(ctx.db);
  const people = Number(made.numAffectedRows ?? 0n);
  const numbers = people === 0 ? 0 : await nameNew(ctx, organisationId, source);
  if (numbers < people) await dropNameless(ctx, source);
  return numbers;
}

/** The numbers of those who were made just now. */
async function nameNew(ctx: WriteCtx, organisationId: string, source: RawBuilder<unknown>): Promise<number> {
  const { cityId } = ctx.actor;
  const named =
    await sql`${again} insert into person_identifier (city_id, id, person_id, organisation_id, kind, number_sealed,
      number_index)
    select ${cityId}, given.id, given.id, ${organisationId}, given.kind, given.number_sealed, given.number_index
    from (${source}) as given
    where exists (select from person where person.city_id = ${cityId} and person.id = given.id)
    order by given.number_index
    on conflict on constraint person_identifier_once do nothing`.execute(ctx.db);
  return Number(named.numAffectedRows ?? 0n);
}

/** Somebody else's roster made these people a moment earlier: theirs stay, ours go. */
async function dropNameless(ctx: WriteCtx, source: RawBuilder<unknown>): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`delete from person using (${source}) as given
    where person.city_id = ${cityId} and person.id = given.id
      and not exists (select from person_identifier as named where named.city_id = ${cityId} and named.person_id = person.id)`.execute(
    ctx.db,
  );
}

/**
 * Those whom a roster names and the city knew already: they keep the name on record, work in this unit from that day, and
 * what the roster says of their phone and card is news. In the program's own name, too.
 */
export async function welcomeKnown(
  ctx: WriteCtx,
  organisationId: string,
  from: PlainDate,
  source: RawBuilder<unknown>,
): Promise<void> {
  const { cityId } = ctx.actor;
  const strangers = await sql<{ id: string }>`select person.id from (${source}) as given
    join person_identifier as known on known.city_id = ${cityId} and known.number_index = given.number_index
    join person on person.city_id = ${cityId} and person.id = known.person_id
    where person.organisation_id <> ${organisationId}`.execute(ctx.db);
  const ids = strangers.rows.map(({ id }) => id);
  if (ids.length > 0) await employPeople(ctx, organisationId, ids, from);
  await sql`update person set phone_sealed = coalesce(given.phone_sealed, person.phone_sealed),
      card_sealed = coalesce(given.card_sealed, person.card_sealed)
    from (${source}) as given
    join person_identifier as known on known.city_id = ${cityId} and known.number_index = given.number_index
    where person.city_id = ${cityId} and person.id = known.person_id and known.person_id <> given.id
      and (given.phone_sealed is not null or given.card_sealed is not null)`.execute(ctx.db);
}
