import { sql } from "kysely";
import { maskAccount, maskIdNumber, maskPhone } from "#core/mask.ts";
import { Refusal } from "#core/refusal.ts";
import { hashToken } from "#features/identity/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { consentsOf } from "../commands/consents.ts";
import { consentPurposes, consentText } from "../rules/consents.ts";

type PersonRow = {
  readonly name: string;
  readonly sex: "male" | "female" | null;
  readonly bornOn: string | null;
  readonly phone: Buffer | null;
  readonly card: Buffer | null;
  readonly organisationName: string;
  readonly unionName: string | null;
  readonly cityName: string;
  readonly numbers: readonly Buffer[];
};

export async function myRecord(ctx: ReadCtx): Promise<PersonRow> {
  const { rows } = await sql<PersonRow>`select p.name, p.sex, p.born_on as "bornOn", p.phone_sealed as phone,
      p.card_sealed as card, o.name as "organisationName", u.name as "unionName", c.name as "cityName",
      array(select i.number_sealed from person_identifier as i where i.city_id = p.city_id and i.person_id = p.id
        order by i.id) as numbers
    from person as p
    join organisation as o on o.city_id = p.city_id and o.id = p.organisation_id
    left join organisation as u on u.city_id = o.city_id and u.id = o.union_id
    join city as c on c.city_id = p.city_id
    where p.city_id = ${ctx.actor.cityId} and p.id = ${ctx.actor.personId ?? null}`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw new Refusal("not_found", "not_found");
  return row;
}

/** What the roster says of me, masked as everywhere: a phone lies about. */
export async function myProfile(ctx: ReadCtx) {
  const { phone, card, numbers, ...row } = await myRecord(ctx);
  const open = (sealed: Buffer) => vault().open(sealed);
  return {
    ...row,
    phone: phone ? maskPhone(open(phone)) : null,
    card: card ? maskAccount(open(card)) : null,
    idNumbers: numbers.map((number) => maskIdNumber(open(number))),
    deletionAskedAt: await deletionAskedAt(ctx),
  };
}

async function deletionAskedAt(ctx: ReadCtx): Promise<string | null> {
  const { rows } = await sql<{ at: Date }>`select asked_at as at from member_deletion
    where city_id = ${ctx.actor.cityId} and person_id = ${ctx.actor.personId ?? null} and answered_at is null`.execute(
    ctx.db,
  );
  return rows[0]?.at.toISOString() ?? null;
}

type SessionRow = {
  readonly id: string;
  readonly device: string;
  readonly seenAt: Date;
  readonly createdAt: Date;
  readonly isThis: boolean;
};

/** Where my account is signed in. */
export async function mySessions(ctx: ReadCtx, token: string | undefined) {
  const { rows } = await sql<SessionRow>`select id, device, seen_at as "seenAt", created_at as "createdAt",
      token_hash = ${hashToken(token ?? "")} as "isThis"
    from member_session where account_id = ${ctx.actor.id} order by seen_at desc limit 50`.execute(ctx.db);
  return {
    rows: rows.map((row) => ({
      ...row,
      seenAt: row.seenAt.toISOString(),
      createdAt: row.createdAt.toISOString(),
    })),
  };
}

/** Each purpose with its text in force, and what I said to it. */
export async function myConsents(ctx: ReadCtx) {
  const me = ctx.actor.personId ?? "";
  const rows = [];
  for (const purpose of consentPurposes) {
    const standing = (await consentsOf(ctx, purpose, [me])).get(me);
    const text = consentText(purpose);
    if (!text) continue;
    rows.push({
      purpose,
      ...text,
      paragraphs: [...text.paragraphs],
      given: standing ? { version: standing.version, at: standing.at.toISOString() } : null,
    });
  }
  return { rows };
}
