import { sql } from "kysely";
import type { z } from "zod";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { organisationsIn, ownOrganisation } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { ActivityRequest, MediaRequest } from "../contract.ts";

/** What was held, and which units it reached. Refuses `organisation_unknown`. */
export async function noteActivity(ctx: WriteCtx, given: z.output<typeof ActivityRequest>): Promise<string> {
  const ids = [...new Set(given.organisationIds)];
  if ((await organisationsIn(ctx, { ids })).length !== ids.length)
    throw new Refusal("not_found", "organisation_unknown");
  const id = newId();
  const host = await ownOrganisation(ctx);
  await sql`insert into publicity_activity (city_id, id, organisation_id, kind, title, place, held_on, heads, noted_by_name, noted_at)
    values (${ctx.actor.cityId}, ${id}, ${host}, ${given.kind}, ${given.title}, ${given.place}, ${given.heldOn}, ${given.heads},
      ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);
  await sql`insert into activity_reach (city_id, id, organisation_id, activity_id)
    select ${ctx.actor.cityId}, r.id, r.organisation_id, ${id}::uuid
    from unnest(${ids.map(() => newId())}::uuid[], ${ids}::uuid[]) as r (id, organisation_id)`.execute(
    ctx.db,
  );
  await ctx.record("activity.noted", { activityId: id, kind: given.kind, units: ids.length });
  return id;
}

/** A post of ours, or what others reported; several reports of one kind in one line. */
export async function noteMedia(ctx: WriteCtx, given: z.output<typeof MediaRequest>): Promise<string> {
  const id = newId();
  await sql`insert into media_item (city_id, id, channel, audience, outlet, title, is_own, mentions, published_on, noted_by_name, noted_at)
    values (${ctx.actor.cityId}, ${id}, ${given.channel}, ${given.audience}, ${given.outlet}, ${given.title}, ${given.isOwn},
      ${given.mentions}, ${given.publishedOn}, ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);
  await ctx.record("media.noted", { mediaId: id, channel: given.channel });
  return id;
}
