import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { organisationsIn, ownOrganisation } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { files } from "#platform/files.ts";
import type { ArrivedFile } from "#platform/http/route.ts";
import { paperTypeAt } from "#platform/paper-file.ts";
import { namesIn } from "../rules/stock.ts";
import { lockOpenPack, lockRecipient, move } from "../store.ts";

/**
 * Puts people of a unit on the list of those who get one. A name that one person of the unit bears is that person; nobody
 * stands on it twice. Answers how many are new. Refuses `pack_unknown`, `organisation_unknown`, `recipients_none`.
 */
export async function listRecipients(
  ctx: WriteCtx,
  packId: string,
  organisationId: string,
  text: string,
): Promise<number> {
  await lockOpenPack(ctx, packId);
  if ((await organisationsIn(ctx, { ids: [organisationId] })).length === 0)
    throw new Refusal("not_found", "organisation_unknown");
  const named = namesIn(text);
  if (named.length === 0) throw new Refusal("invalid", "recipients_none");
  const { cityId, name } = ctx.actor;
  const { rows } =
    await sql`insert into pack_recipient (city_id, id, organisation_id, pack_id, person_id, name, mark, state,
      listed_by_name)
    select ${cityId}::int, n.id, ${organisationId}::uuid, ${packId}::uuid, (select (array_agg(p.id))[1] from person as p
        where p.city_id = ${cityId} and p.organisation_id = ${organisationId}::uuid and p.merged_into is null
          and p.name = n.name having count(*) = 1), n.name, n.mark, 'listed', ${name}
    from unnest(${named.map(() => newId())}::uuid[], ${named.map((each) => each.name)}::text[],
      ${named.map(({ mark }) => mark)}::text[]) as n (id, name, mark)
    on conflict do nothing returning id`.execute(ctx.db);
  await ctx.record("pack.listed", { packId, organisationId, people: rows.length });
  return rows.length;
}

/**
 * Handed over, with a signature or a photograph: one leaves the stock of the actor's own place in the same transaction.
 * Refuses `pack_unknown`, `recipient_unknown`, `recipient_has_it`, `proof_unreadable`, `pack_short`.
 */
export async function handOver(
  ctx: WriteCtx,
  packId: string,
  recipientId: string,
  kind: "signature" | "photo",
  file: ArrivedFile,
): Promise<void> {
  await lockOpenPack(ctx, packId);
  const recipient = await lockRecipient(ctx, packId, recipientId);
  if (recipient.state === "handed") throw new Refusal("conflict", "recipient_has_it");
  const type = await paperTypeAt(file.path);
  if (!type || type === "application/pdf") throw new Refusal("invalid", "proof_unreadable");
  const [proofId, fromId] = [newId(), await ownOrganisation(ctx)];
  await move(ctx, {
    ...{ packId, organisationId: fromId, recipientId, kind: "handed", quantity: 1, on: ctx.today, note: "" },
  });
  await sql`update pack_recipient set state = 'handed', from_id = ${fromId}, handed_on = ${ctx.today}::date,
      handed_by_name = ${ctx.actor.name}, proof_kind = ${kind}, proof_type = ${type}, proof_id = ${proofId}
    where city_id = ${ctx.actor.cityId} and id = ${recipientId}::uuid`.execute(ctx.db);
  await files().keep(proofId, file.path);
  await ctx.record("pack.handed", { packId, recipientId, proof: kind });
}

/** Handed to the wrong one: it lies where it lay. Refuses `pack_unknown`, `recipient_unknown`, `recipient_has_none`. */
export async function takeBack(
  ctx: WriteCtx,
  packId: string,
  recipientId: string,
  reason: string,
): Promise<void> {
  await lockOpenPack(ctx, packId);
  const { fromId } = await lockRecipient(ctx, packId, recipientId);
  if (!fromId) throw new Refusal("conflict", "recipient_has_none");
  await move(ctx, {
    ...{
      packId,
      organisationId: fromId,
      recipientId,
      kind: "taken_back",
      quantity: 1,
      on: ctx.today,
      note: reason,
    },
  });
  await sql`update pack_recipient set state = 'listed', from_id = null, handed_on = null, handed_by_name = null,
      proof_kind = null, proof_type = null, proof_id = null
    where city_id = ${ctx.actor.cityId} and id = ${recipientId}::uuid`.execute(ctx.db);
  await ctx.record("pack.taken_back", { packId, recipientId });
}

/** Put down by mistake: whoever has none yet leaves the list. Refuses `recipient_unknown`, `recipient_has_it`. */
export async function strikeOut(ctx: WriteCtx, packId: string, recipientId: string): Promise<void> {
  const { state } = await lockRecipient(ctx, packId, recipientId);
  if (state === "handed") throw new Refusal("conflict", "recipient_has_it");
  await sql`delete from pack_recipient where city_id = ${ctx.actor.cityId} and id = ${recipientId}::uuid`.execute(
    ctx.db,
  );
  await ctx.record("pack.struck_out", { packId, recipientId });
}
