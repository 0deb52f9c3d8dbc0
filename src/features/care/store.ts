import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { type WriteCtx, withinPart } from "#platform/context.ts";
import { isComing, type MoveKind } from "./rules/stock.ts";

/**
 * Held open for whoever moves something, alone for whoever closes it. Refuses `pack_unknown`, also where it is closed:
 * nothing moves any more.
 */
export async function lockOpenPack(
  ctx: WriteCtx,
  packId: string,
  how: "share" | "update" = "share",
): Promise<void> {
  const { rows } = await sql`select from care_pack
    where city_id = ${ctx.actor.cityId} and id = ${packId}::uuid and state = 'open'
    ${how === "share" ? sql`for share` : sql`for update`}`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("not_found", "pack_unknown");
}

/** A place where nothing ever lay has nothing: written down, so that it can be locked. */
export const standPlace = (ctx: WriteCtx, packId: string, organisationId: string): Promise<unknown> =>
  sql`insert into pack_stock (city_id, id, organisation_id, pack_id)
    values (${ctx.actor.cityId}, ${newId()}, ${organisationId}, ${packId})
    on conflict on constraint pack_stock_once do nothing`.execute(ctx.db);

/** What places have, locked in one order, so that two who send to each other do not wait for one another. */
export async function lockStock(
  ctx: WriteCtx,
  packId: string,
  places: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{
    of: string;
    have: number;
  }>`select organisation_id as of, came - went as have from pack_stock
    where city_id = ${ctx.actor.cityId} and pack_id = ${packId}::uuid and organisation_id = any(${places}::uuid[])
    order by organisation_id for update`.execute(ctx.db);
  return new Map(rows.map(({ of, have }) => [of, have]));
}

export type Move = {
  readonly packId: string;
  readonly organisationId: string;
  readonly kind: MoveKind;
  readonly quantity: number;
  readonly on: string;
  readonly note: string;
  readonly otherId?: string;
  readonly recipientId?: string;
};

/** Writes a move and what it leaves behind. Refuses `pack_short` where there are not so many. */
export async function move(ctx: WriteCtx, of: Move): Promise<void> {
  const { cityId, name } = ctx.actor;
  const stock = isComing(of.kind)
    ? await sql`insert into pack_stock as stock (city_id, id, organisation_id, pack_id, came)
        values (${cityId}, ${newId()}, ${of.organisationId}, ${of.packId}, ${of.quantity})
        on conflict on constraint pack_stock_once do update set came = stock.came + ${of.quantity} returning id`.execute(
        ctx.db,
      )
    : await sql`update pack_stock set went = went + ${of.quantity} where city_id = ${cityId}
        and organisation_id = ${of.organisationId} and pack_id = ${of.packId} and came - went >= ${of.quantity}
        returning id`.execute(ctx.db);
  if (stock.rows.length === 0) {
    const have = (await lockStock(ctx, of.packId, [of.organisationId])).get(of.organisationId) ?? 0;
    throw new Refusal("conflict", "pack_short", { have });
  }
  await sql`insert into pack_move (city_id, id, organisation_id, pack_id, kind, quantity, other_id, recipient_id, on_day, note,
      moved_by_name, moved_at)
    values (${cityId}, ${newId()}, ${of.organisationId}, ${of.packId}, ${of.kind}, ${of.quantity}, ${of.otherId ?? null},
      ${of.recipientId ?? null}, ${of.on}::date, ${of.note}, ${name}, ${ctx.now})`.execute(ctx.db);
}

export type RecipientState = "listed" | "handed" | "struck";

export type Recipient = {
  readonly id: string;
  readonly organisationId: string;
  readonly state: RecipientState;
};

/** Somebody who stands on the list. Refuses `recipient_unknown`. */
export async function lockRecipient(ctx: WriteCtx, packId: string, id: string): Promise<Recipient> {
  const { rows } =
    await sql<Recipient>`select id, organisation_id as "organisationId", state from pack_recipient
    where city_id = ${ctx.actor.cityId} and pack_id = ${packId}::uuid and id = ${id}::uuid and state <> 'struck'
      and ${withinPart(ctx, sql.ref("organisation_id"))} for update`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "recipient_unknown");
  return rows[0];
}

export const setState = (ctx: WriteCtx, { id }: Recipient, state: RecipientState): Promise<unknown> =>
  sql`update pack_recipient set state = ${state} where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(
    ctx.db,
  );

type Handing = {
  readonly fromId: string;
  readonly event: "handed" | "taken_back";
  readonly note: string;
  readonly proof?: { readonly id: string; readonly kind: "signature" | "photo"; readonly type: string };
};

/** What was handed over or taken back, for good: the next one stands beside it. */
export const noteHanding = (ctx: WriteCtx, to: Recipient, of: Handing): Promise<unknown> =>
  sql`insert into pack_handing (city_id, id, organisation_id, recipient_id, from_id, event, on_day, by_name, note, proof_kind,
      proof_type, proof_id)
    values (${ctx.actor.cityId}, ${newId()}, ${to.organisationId}, ${to.id}, ${of.fromId}, ${of.event}, ${ctx.today}::date,
      ${ctx.actor.name}, ${of.note}, ${of.proof?.kind ?? null}, ${of.proof?.type ?? null}, ${of.proof?.id ?? null})`.execute(
    ctx.db,
  );

/** The place whose stock the last one left. */
export async function handedFrom(ctx: WriteCtx, { id }: Recipient): Promise<string> {
  const { rows } = await sql<{ fromId: string }>`select from_id as "fromId" from pack_handing
    where city_id = ${ctx.actor.cityId} and recipient_id = ${id}::uuid order by id desc limit 1`.execute(
    ctx.db,
  );
  if (!rows[0]) throw new Error(`Recipient ${id} was handed nothing.`);
  return rows[0].fromId;
}
