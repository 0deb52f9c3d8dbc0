import { sql } from "kysely";
import type { z } from "zod";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { agencyId, organisationsIn } from "#features/organisations/index.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import type { CountRequest, IssueRequest, PackRequest, PurchaseRequest } from "../contract.ts";
import { differenceOf } from "../rules/stock.ts";
import { lockOpenPack, lockStock, move, standPlace } from "../store.ts";

/** Packs of a season, for the whole city. */
export async function openPack(ctx: WriteCtx, given: z.output<typeof PackRequest>): Promise<string> {
  const id = newId();
  await sql`insert into care_pack (city_id, id, title, season, contents, state, opened_by_name, opened_on)
    values (${ctx.actor.cityId}, ${id}, ${given.title}, ${given.season}, ${given.contents}, 'open', ${ctx.actor.name},
      ${ctx.today}::date)`.execute(ctx.db);
  await ctx.record("pack.opened", { packId: id, season: given.season });
  return id;
}

/** Bought by the city: they lie with its agency. Refuses `pack_unknown`, `pack_day_not_yet`. */
export async function buyPacks(
  ctx: WriteCtx,
  packId: string,
  given: z.output<typeof PurchaseRequest>,
): Promise<void> {
  await lockOpenPack(ctx, packId);
  if (given.on > ctx.today) throw new Refusal("invalid", "pack_day_not_yet");
  await sql`insert into care_purchase (city_id, id, pack_id, supplier, invoice, quantity, cents, bought_on, noted_by_name)
    values (${ctx.actor.cityId}, ${newId()}, ${packId}, ${given.supplier}, ${given.invoice}, ${given.quantity}, ${given.amount},
      ${given.on}::date, ${ctx.actor.name})`.execute(ctx.db);
  const words = { on: given.on, note: given.supplier };
  await move(ctx, {
    packId,
    organisationId: await agencyId(ctx),
    kind: "bought",
    quantity: given.quantity,
    ...words,
  });
  await ctx.record("pack.bought", { packId, quantity: given.quantity });
}

/**
 * From one place to another; both lie in the actor's part, or it goes back to the city, whose agency is nobody's part below.
 * Refuses `pack_unknown`, `organisation_unknown`, `pack_short`.
 */
export async function issuePacks(
  ctx: WriteCtx,
  packId: string,
  given: z.output<typeof IssueRequest>,
): Promise<void> {
  const { fromId, quantity, note } = given;
  const { cityId, name, demoDay } = ctx.actor;
  const toId = given.toId ?? (await agencyId(ctx));
  await lockOpenPack(ctx, packId);
  const own = given.toId ? [fromId, given.toId] : [fromId];
  if (fromId === toId || (await organisationsIn(ctx, { ids: own })).length !== own.length)
    throw new Refusal("not_found", "organisation_unknown");
  await actingAs(ctx, { ...systemActor("care", cityId, name), demoDay }, async (desk) => {
    await lockStock(desk, packId, [fromId, toId]);
    const both = { packId, quantity, on: ctx.today, note };
    await move(desk, { ...both, organisationId: fromId, kind: "issued", otherId: toId });
    await move(desk, { ...both, organisationId: toId, kind: "received", otherId: fromId });
  });
  await ctx.record("pack.issued", { packId, quantity, from: fromId, to: toId });
}

/**
 * Counted by hand: where the books say otherwise, the difference is put down with its reason. Refuses `pack_unknown`,
 * `organisation_unknown`, `pack_count_agrees`.
 */
export async function countPacks(
  ctx: WriteCtx,
  packId: string,
  { organisationId, counted, reason }: z.output<typeof CountRequest>,
): Promise<void> {
  await lockOpenPack(ctx, packId);
  if ((await organisationsIn(ctx, { ids: [organisationId] })).length === 0)
    throw new Refusal("not_found", "organisation_unknown");
  await standPlace(ctx, packId, organisationId);
  const stock = await lockStock(ctx, packId, [organisationId]);
  const difference = differenceOf(stock.get(organisationId) ?? 0, counted);
  if (!difference) throw new Refusal("conflict", "pack_count_agrees", { left: counted });
  await move(ctx, { packId, organisationId, ...difference, on: ctx.today, note: reason });
  await ctx.record("pack.counted", { packId, organisationId, ...difference });
}

/** Nothing moves any more; what is left over is explained. Refuses `pack_unknown`, `pack_people_left`. */
export async function closePack(ctx: WriteCtx, packId: string, words: string): Promise<void> {
  await lockOpenPack(ctx, packId, "update");
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from pack_recipient
    where city_id = ${ctx.actor.cityId} and pack_id = ${packId}::uuid and state = 'listed'`.execute(ctx.db);
  if (rows[0]?.n) throw new Refusal("conflict", "pack_people_left", { people: rows[0].n });
  await sql`update care_pack set state = 'closed', closed_on = ${ctx.today}::date, closed_words = ${words}
    where city_id = ${ctx.actor.cityId} and id = ${packId}::uuid`.execute(ctx.db);
  await ctx.record("pack.closed", { packId });
}
