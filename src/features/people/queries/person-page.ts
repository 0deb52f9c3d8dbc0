import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { maskAccount, maskIdNumber, maskPhone } from "#core/mask.ts";
import type { Permission } from "#core/permissions.ts";
import { Refusal } from "#core/refusal.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";

type Row = {
  readonly id: string;
  readonly name: string;
  readonly sex: "male" | "female" | null;
  readonly bornOn: PlainDate | null;
  readonly archiveBornOn: PlainDate | null;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly unionName: string;
  readonly employedFrom: PlainDate | null;
  readonly phoneSealed: Buffer | null;
  readonly cardSealed: Buffer | null;
  readonly mergedInto: string | null;
  readonly version: number;
};

/** One person: who they are, where they work and worked, masked. Refuses: person_unknown. */
export async function personPage(ctx: ReadCtx, personId: string) {
  const { cityId } = ctx.actor;
  const { rows } =
    await sql<Row>`select p.id, p.name, p.sex, p.born_on as "bornOn", p.archive_born_on as "archiveBornOn",
      p.organisation_id as "organisationId", o.name as "organisationName", u.name as "unionName",
      p.employed_from as "employedFrom", p.phone_sealed as "phoneSealed", p.card_sealed as "cardSealed",
      p.merged_into as "mergedInto", p.version
    from person as p
    join organisation as o on o.city_id = p.city_id and o.id = p.organisation_id
    join organisation as u on u.city_id = o.city_id and u.id = o.union_id
    where p.city_id = ${cityId} and p.id = ${personId} and ${withinPart(ctx, sql.ref("p.organisation_id"))}`.execute(
      ctx.db,
    );
  const row = rows[0];
  if (!row) throw new Refusal("not_found", "person_unknown");
  const { phoneSealed, cardSealed, ...person } = row;
  return {
    ...person,
    phone: phoneSealed ? maskPhone(vault().open(phoneSealed)) : null,
    card: cardSealed ? maskAccount(vault().open(cardSealed)) : null,
    identifiers: await identifiersOf(ctx, personId),
    employers: await pastEmployersOf(ctx, personId),
    merged: await mergedInto(ctx, personId),
    allowed: (["people.unmask", "people.merge"] as const).filter((p: Permission) => allows(ctx.actor, p)),
  };
}

async function identifiersOf(ctx: ReadCtx, personId: string) {
  const { rows } = await sql<{ kind: string; number: Buffer }>`select kind, number_sealed as number
    from person_identifier where city_id = ${ctx.actor.cityId} and person_id = ${personId} order by id`.execute(
    ctx.db,
  );
  return rows.map((row) => ({ kind: row.kind, number: maskIdNumber(vault().open(row.number)) }));
}

async function pastEmployersOf(ctx: ReadCtx, personId: string) {
  const { rows } = await sql<{ name: string; from: string | null; until: string | null }>`select o.name,
      lower(e.during) as from, upper(e.during) as until
    from person_past_employer as e join organisation as o on o.city_id = e.city_id and o.id = e.organisation_id
    where e.city_id = ${ctx.actor.cityId} and e.person_id = ${personId} order by upper(e.during) desc`.execute(
    ctx.db,
  );
  return rows;
}

async function mergedInto(ctx: ReadCtx, personId: string) {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from person
    where city_id = ${ctx.actor.cityId} and merged_into = ${personId} order by id`.execute(ctx.db);
  return rows;
}
