import { type RawBuilder, sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { organisationsIn, ownOrganisation } from "#features/organisations/index.ts";
import { hardshipPeople } from "#features/relief/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { files } from "#platform/files.ts";
import type { ArrivedFile } from "#platform/http/route.ts";
import { paperTypeAt } from "#platform/paper-file.ts";
import { type MoveKind, namesIn } from "../rules/stock.ts";
import {
  handedFrom,
  lockOpenPack,
  lockRecipient,
  type Move,
  move,
  noteHanding,
  type Recipient,
  setState,
} from "../store.ts";

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
  const { cityId } = ctx.actor;
  return putOnList(
    ctx,
    packId,
    sql`select n.id, ${organisationId}::uuid as organisation_id, (select (array_agg(p.id))[1] from person as p
        where p.city_id = ${cityId} and p.organisation_id = ${organisationId}::uuid and p.merged_into is null
          and p.name = n.name having count(*) = 1) as person_id, n.name, n.mark
      from unnest(${named.map(() => newId())}::uuid[], ${named.map((each) => each.name)}::text[],
        ${named.map(({ mark }) => mark)}::text[]) as n (id, name, mark)`,
  );
}

/**
 * Puts everybody on the list whom the hardship lists of civil affairs name and who still agree to be looked for. Nothing on the
 * list says why they stand there. Answers how many are new. Refuses `pack_unknown`, `hardship_nobody`.
 */
export async function listHardship(ctx: WriteCtx, packId: string): Promise<number> {
  await lockOpenPack(ctx, packId);
  const people = await hardshipPeople(ctx);
  if (people.length === 0) throw new Refusal("conflict", "hardship_nobody");
  // Namesakes of a unit are told apart by a number of their own.
  return putOnList(
    ctx,
    packId,
    sql`select n.id, p.organisation_id, p.id as person_id, p.name,
        case when exists (select from person as other where other.city_id = p.city_id and other.name = p.name
          and other.organisation_id = p.organisation_id and other.merged_into is null and other.id <> p.id)
          then right(p.id::text, 4) else '' end as mark
      from unnest(${people.map(() => newId())}::uuid[], ${people}::uuid[]) as n (id, person_id)
      join person as p on p.city_id = ${ctx.actor.cityId} and p.id = n.person_id`,
  );
}

/** Whoever was struck out stands on the list again. */
async function putOnList(ctx: WriteCtx, packId: string, people: RawBuilder<unknown>): Promise<number> {
  const { cityId, name } = ctx.actor;
  const again = await sql`update pack_recipient as r set state = 'listed', listed_by_name = ${name}
    from (${people}) as n where r.city_id = ${cityId} and r.pack_id = ${packId}::uuid and r.state = 'struck'
      and (r.person_id = n.person_id or (r.organisation_id = n.organisation_id and r.name = n.name and r.mark = n.mark))
    returning r.id`.execute(ctx.db);
  const added =
    await sql`insert into pack_recipient (city_id, id, organisation_id, pack_id, person_id, name, mark, state,
      listed_by_name)
    select ${cityId}::int, n.id, n.organisation_id, ${packId}::uuid, n.person_id, n.name, n.mark, 'listed', ${name}
    from (${people}) as n on conflict do nothing returning id`.execute(ctx.db);
  const count = again.rows.length + added.rows.length;
  await ctx.record("pack.listed", { packId, people: count });
  return count;
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
  const [id, fromId] = [newId(), await ownOrganisation(ctx)];
  await move(ctx, oneOf(ctx, packId, recipient, fromId, "handed", ""));
  await noteHanding(ctx, recipient, { fromId, event: "handed", note: "", proof: { id, kind, type } });
  await setState(ctx, recipient, "handed");
  await files().keep(id, file.path);
  await ctx.record("pack.handed", { packId, recipientId, proof: kind });
}

const oneOf = (
  { today: on }: WriteCtx,
  packId: string,
  { id: recipientId }: Recipient,
  organisationId: string,
  kind: MoveKind,
  note: string,
): Move => ({ packId, organisationId, recipientId, kind, quantity: 1, on, note });

/**
 * Handed to the wrong one: it lies where it lay, the proof stays. Refuses `pack_unknown`, `recipient_unknown`,
 * `recipient_has_none`, and `recipient_handed_elsewhere` where it came from a place outside the actor's part.
 */
export async function takeBack(
  ctx: WriteCtx,
  packId: string,
  recipientId: string,
  reason: string,
): Promise<void> {
  await lockOpenPack(ctx, packId);
  const recipient = await lockRecipient(ctx, packId, recipientId);
  if (recipient.state !== "handed") throw new Refusal("conflict", "recipient_has_none");
  const fromId = await handedFrom(ctx, recipient);
  if ((await organisationsIn(ctx, { ids: [fromId] })).length === 0)
    throw new Refusal("conflict", "recipient_handed_elsewhere");
  await move(ctx, oneOf(ctx, packId, recipient, fromId, "taken_back", reason));
  await noteHanding(ctx, recipient, { fromId, event: "taken_back", note: reason });
  await setState(ctx, recipient, "listed");
  await ctx.record("pack.taken_back", { packId, recipientId });
}

/** Put down by mistake: whoever has none leaves the list. Refuses `recipient_unknown`, `recipient_has_it`. */
export async function strikeOut(ctx: WriteCtx, packId: string, recipientId: string): Promise<void> {
  const recipient = await lockRecipient(ctx, packId, recipientId);
  if (recipient.state === "handed") throw new Refusal("conflict", "recipient_has_it");
  await setState(ctx, recipient, "struck");
  await ctx.record("pack.struck_out", { packId, recipientId });
}
