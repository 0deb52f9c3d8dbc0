import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { agencyId, organisationsIn } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";

type Move = {
  readonly materialId: string;
  readonly quantity: number;
  readonly on: string;
  readonly note: string;
};

/** The city has something printed: a new kind of material where the name is new. Refuses `material_only_at_city`. */
export async function printMaterial(
  ctx: WriteCtx,
  given: Omit<Move, "materialId"> & { readonly name: string; readonly unitWord: string },
): Promise<string> {
  if (ctx.actor.reach === "part") throw new Refusal("forbidden", "material_only_at_city");
  const { cityId } = ctx.actor;
  await sql`insert into publicity_material (city_id, id, name, unit_word) values (${cityId}, ${newId()}, ${given.name},
    ${given.unitWord}) on conflict on constraint publicity_material_once do nothing`.execute(ctx.db);
  const { rows } = await sql<{ id: string }>`select id from publicity_material
    where city_id = ${cityId} and name = ${given.name}`.execute(ctx.db);
  const materialId = rows[0]?.id ?? "";
  const agency = await agencyId(ctx);
  await note(ctx, agency, "printed", { ...given, materialId });
  await receive(ctx, agency, materialId, given.quantity);
  await ctx.record("material.printed", { materialId, quantity: given.quantity });
  return materialId;
}

/**
 * Some of it goes to another organisation, or is used up. Both lie in the actor's part. Refuses `material_unknown`,
 * `organisation_unknown`, `material_short`.
 */
export async function moveMaterial(
  ctx: WriteCtx,
  given: Move & { readonly fromId: string; readonly toId?: string | undefined },
): Promise<void> {
  const { fromId, toId, materialId, quantity } = given;
  const ids = [fromId, ...(toId ? [toId] : [])];
  if ((await organisationsIn(ctx, { ids })).length !== new Set(ids).size || fromId === toId)
    throw new Refusal("not_found", "organisation_unknown");
  // Both sides in one order, so that two who send to each other do not wait for one another.
  const { rows } = await sql<{
    of: string;
    have: number;
  }>`select organisation_id as of, received - given as have
    from material_stock where city_id = ${ctx.actor.cityId} and organisation_id = any(${ids}::uuid[])
      and material_id = ${materialId}::uuid order by organisation_id for update`.execute(ctx.db);
  const from = rows.find(({ of }) => of === fromId);
  if (!from) throw new Refusal("not_found", "material_unknown");
  if (from.have < quantity) throw new Refusal("conflict", "material_short", { have: from.have });
  await sql`update material_stock set given = given + ${quantity} where city_id = ${ctx.actor.cityId}
    and organisation_id = ${fromId}::uuid and material_id = ${materialId}::uuid`.execute(ctx.db);
  await note(ctx, fromId, toId ? "issued" : "used", given, toId);
  if (toId) {
    await receive(ctx, toId, materialId, quantity);
    await note(ctx, toId, "received", given, fromId);
  }
  await ctx.record("material.moved", { materialId, quantity, from: fromId, to: toId ?? null });
}

const note = (
  ctx: WriteCtx,
  organisationId: string,
  kind: string,
  { materialId, quantity, on, note: words }: Move,
  otherId?: string,
): Promise<unknown> =>
  sql`insert into material_move (city_id, id, organisation_id, material_id, kind, quantity, other_id, on_day, note,
      moved_by_name, moved_at)
    values (${ctx.actor.cityId}, ${newId()}, ${organisationId}, ${materialId}, ${kind}, ${quantity}, ${otherId ?? null}, ${on},
      ${words}, ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);

const receive = (
  ctx: WriteCtx,
  organisationId: string,
  materialId: string,
  quantity: number,
): Promise<unknown> =>
  sql`insert into material_stock as stock (city_id, id, organisation_id, material_id, received)
    values (${ctx.actor.cityId}, ${newId()}, ${organisationId}, ${materialId}, ${quantity})
    on conflict on constraint material_stock_once do update set received = stock.received + ${quantity}`.execute(
    ctx.db,
  );
