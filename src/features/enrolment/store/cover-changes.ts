import { type RawBuilder, sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { actingAs, type ReadCtx, systemActor, type WriteCtx, withinPart } from "#platform/context.ts";

export type KeptCover = {
  readonly id: string;
  readonly organisationId: string;
  readonly personId: string;
  readonly batchId: string;
  readonly planCode: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
};

/** Holds a cover that lies in the actor's part of the tree. Refuses `not_found`. */
export async function lockCover(ctx: WriteCtx, coverId: string): Promise<KeptCover> {
  const { rows } =
    await sql<KeptCover>`select id, organisation_id as "organisationId", person_id as "personId",
      batch_id as "batchId", plan_code as "planCode", from_on as "from", until_on as "until"
    from cover where city_id = ${ctx.actor.cityId} and id = ${coverId} and ${withinPart(ctx, sql.ref("cover.organisation_id"))}
    for update`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "not_found");
  return rows[0];
}

/**
 * Takes covers away. What followed one of them follows what was before it (the chain's key is checked when the
 * transaction ends). Later covers may be another unit's, so this looks over the whole city.
 */
export async function deleteCovers(ctx: WriteCtx, which: RawBuilder<boolean>): Promise<void> {
  const { cityId } = ctx.actor;
  await actingAs(ctx, systemActor("enrolment", cityId), async (city) => {
    const gone = await sql<{
      person_id: string;
      plan_code: string;
      until_on: string;
      previous_until_on: string | null;
    }>`
      delete from cover where cover.city_id = ${cityId} and ${which}
      returning person_id, plan_code, until_on, previous_until_on`.execute(city.db);
    const all = <K extends keyof (typeof gone.rows)[number]>(name: K) => gone.rows.map((row) => row[name]);
    await sql`update cover as later set previous_until_on = gone.previous_until_on
      from unnest(${all("person_id")}::uuid[], ${all("plan_code")}::text[], ${all("until_on")}::date[],
        ${all("previous_until_on")}::date[]) as gone (person_id, plan_code, until_on, previous_until_on)
      where later.city_id = ${cityId} and later.person_id = gone.person_id and later.plan_code = gone.plan_code
        and later.previous_until_on = gone.until_on`.execute(city.db);
  });
}

export async function noteRemoval(
  ctx: WriteCtx,
  cover: KeptCover,
  reason: string,
  afterRemittance = false,
): Promise<void> {
  await sql`insert into cover_removal (city_id, id, organisation_id, cover_id, person_id, batch_id, plan_code, from_on, until_on,
      reason, after_remittance, removed_at, removed_by)
    values (${ctx.actor.cityId}, ${newId()}, ${cover.organisationId}, ${cover.id}, ${cover.personId}, ${cover.batchId},
      ${cover.planCode}, ${cover.from}, ${cover.until}, ${reason}, ${afterRemittance}, ${ctx.now},
      ${ctx.actor.id})`.execute(ctx.db);
}

/** Lines of a batch whose people were taken off after it was confirmed. */
export async function removedFrom(ctx: ReadCtx, batchId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select cover_id as id from cover_removal
    where city_id = ${ctx.actor.cityId} and batch_id = ${batchId}`.execute(ctx.db);
  return new Set(rows.map(({ id }) => id));
}

/** The cover stays one; from a day on another unit answers for it, and its person belongs there. */
export async function setCoverUnit(
  ctx: WriteCtx,
  cover: KeptCover,
  move: { readonly organisationId: string; readonly on: PlainDate; readonly reason: string },
): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`insert into cover_move (city_id, id, organisation_id, cover_id, batch_id, from_organisation_id, moved_on, reason,
      moved_at, moved_by)
    values (${cityId}, ${newId()}, ${move.organisationId}, ${cover.id}, ${cover.batchId}, ${cover.organisationId}, ${move.on}, ${move.reason},
      ${ctx.now}, ${ctx.actor.id})`.execute(ctx.db);
  await sql`update cover set organisation_id = ${move.organisationId}
    where city_id = ${cityId} and id = ${cover.id}`.execute(ctx.db);
}
