import { sql } from "kysely";
import type { z } from "zod";
import { plainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { closeDuty, openDuties } from "#features/duties/index.ts";
import { isUnit, organisationById, organisationsIn, ownOrganisation } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { AreaRequest, FoundingRequest, VisitRequest } from "./contract.ts";
import { guidanceDuty, promiseDuty } from "./rules/duties.ts";
import { foundingFault, visitFault } from "./rules/visit.ts";

/**
 * Gives units to somebody of one's own staff: a unit that lay in another area moves. Where a union is named, all units
 * below it are meant. Refuses `organisation_unknown`, `area_exists`, `area_without_units`.
 */
export async function drawArea(ctx: WriteCtx, given: z.output<typeof AreaRequest>): Promise<string> {
  const { cityId } = ctx.actor;
  const ids = [...new Set(given.organisationIds)];
  const named = await organisationsIn(ctx, { ids });
  if (named.length !== ids.length) throw new Refusal("not_found", "organisation_unknown");
  const unions = named.filter(({ kind }) => !isUnit(kind)).map(({ id }) => id);
  const below = await sql<{
    id: string;
  }>`select distinct part.organisation_id as id from organisation_part as part
    join organisation as o on o.city_id = part.city_id and o.id = part.organisation_id
    where part.city_id = ${cityId} and part.ancestor_id = any(${unions}::uuid[])
      and o.kind in ('member_unit', 'joint_union')`.execute(ctx.db);
  const units = [
    ...new Set([...named.filter(({ kind }) => isUnit(kind)), ...below.rows].map(({ id }) => id)),
  ].sort();
  if (units.length === 0) throw new Refusal("invalid", "area_without_units");
  const id = newId();
  const { rows } = await sql`insert into field_area (city_id, id, organisation_id, name, holder_name, from_on)
    values (${cityId}, ${id}, ${await ownOrganisation(ctx)}, ${given.name}, ${given.holder}, ${given.fromOn})
    on conflict (city_id, organisation_id, name) where until_on is null do nothing returning id`.execute(
    ctx.db,
  );
  if (rows.length === 0) throw new Refusal("conflict", "area_exists");
  await sql`insert into field_area_unit (city_id, id, organisation_id, area_id)
    select ${cityId}, u.id, u.organisation_id, ${id}::uuid
    from unnest(${units.map(() => newId())}::uuid[], ${units}::uuid[]) as u (id, organisation_id)
    on conflict on constraint field_area_unit_once do update set area_id = excluded.area_id`.execute(ctx.db);
  await ctx.record("area.drawn", { areaId: id, units: units.length });
  return id;
}

/**
 * Notes a visit; what was promised becomes a duty of whoever promised. The guidance that a red unit waits for is done with
 * it, unless the visit was before that. Refuses `organisation_unknown`, `visit_in_future`, `promise_due_before_visit`.
 */
export async function noteVisit(ctx: WriteCtx, given: z.output<typeof VisitRequest>): Promise<string> {
  const fault = visitFault(given, ctx.today);
  if (fault) throw new Refusal("invalid", fault);
  const place = await organisationById(ctx, given.organisationId);
  if (!place) throw new Refusal("not_found", "organisation_unknown");
  const { cityId, name } = ctx.actor;
  const id = newId();
  await sql`insert into field_visit (city_id, id, organisation_id, met, purpose, outcome, visited_on, visitor_name, noted_at)
    values (${cityId}, ${id}, ${given.organisationId}, ${given.met}, ${given.purpose}, ${given.outcome}, ${given.visitedOn},
      ${name}, ${ctx.now})`.execute(ctx.db);
  const us = await ownOrganisation(ctx);
  const promises = given.promises.map((promise) => ({
    ...promise,
    id: newId(),
    owes: promise.by === "us" ? us : given.organisationId,
  }));
  for (const promise of promises)
    await sql`insert into visit_promise (city_id, id, organisation_id, visit_id, words, due_on)
      values (${cityId}, ${promise.id}, ${promise.owes}, ${id}, ${promise.words}, ${promise.dueOn})`.execute(
      ctx.db,
    );
  await openDuties(
    ctx,
    promiseDuty,
    promises.map((promise) => ({
      organisationId: promise.owes,
      sourceId: promise.id,
      title: `走访${place.name}时承诺：${promise.words}`,
      link: "/visits",
      clock: { by: plainDate(promise.dueOn) },
    })),
  );
  await closeDuty(ctx, guidanceDuty, given.organisationId, {
    words: `已走访：${given.purpose}`,
    on: plainDate(given.visitedOn),
  });
  await ctx.record("visit.noted", { visitId: id, met: given.met, promises: promises.length });
  return id;
}

/** Refuses `organisation_unknown`, `founding_in_future`, `founding_more_willing_than_came`. */
export async function noteFounding(ctx: WriteCtx, given: z.output<typeof FoundingRequest>): Promise<string> {
  const fault = foundingFault(given, ctx.today);
  if (fault) throw new Refusal("invalid", fault);
  if (!(await organisationById(ctx, given.organisationId)))
    throw new Refusal("not_found", "organisation_unknown");
  const id = newId();
  await sql`insert into founding (city_id, id, organisation_id, kind, held_on, attended, willing, note, noted_by_name, noted_at)
    values (${ctx.actor.cityId}, ${id}, ${given.organisationId}, ${given.kind}, ${given.heldOn}, ${given.attended},
      ${given.willing}, ${given.note}, ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);
  await ctx.record("founding.noted", { foundingId: id, kind: given.kind });
  return id;
}
