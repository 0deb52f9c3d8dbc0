import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { actingAs, type ReadCtx, systemActor, type WriteCtx } from "#platform/context.ts";
import { copyRows } from "#platform/db/copy.ts";
import type { IdentifierKind } from "./rules/identity-number.ts";

/** A person as a bulk load knows them: numbers sealed and indexed already, since the roster keeps them, too. */
export type NewPerson = {
  readonly id: string;
  readonly name: string;
  readonly sex: "male" | "female" | undefined;
  readonly bornOn: PlainDate | undefined;
  readonly organisationId: string;
  readonly kind: IdentifierKind;
  readonly numberSealed: Buffer;
  readonly numberIndex: Buffer;
  readonly phoneSealed?: Buffer | undefined;
  readonly cardSealed?: Buffer | undefined;
  readonly employedFrom?: PlainDate | undefined;
};

export type KnownPerson = {
  readonly id: string;
  readonly name: string;
  readonly organisationId: string;
  readonly archiveBornOn: PlainDate | null;
};

/**
 * Who is known in the whole city by these numbers (blind indexes), by the index in hex; whoever was merged away is
 * found as the record kept. It looks past the actor's wall, because cover elsewhere counts: guard what you answer.
 */
export async function peopleByNumbers(
  ctx: WriteCtx,
  indexes: readonly Buffer[],
): Promise<Map<string, KnownPerson>> {
  const whole = systemActor("people", ctx.actor.cityId);
  const { rows } = await actingAs(ctx, whole, (inside) =>
    sql<KnownPerson & { index: string }>`select encode(i.number_index, 'hex') as index, p.id, p.name,
        p.organisation_id as "organisationId", p.archive_born_on as "archiveBornOn"
      from unnest(${indexes}::bytea[]) as wanted (number_index)
      join person_identifier as i on i.city_id = ${ctx.actor.cityId} and i.number_index = wanted.number_index
      join person as p on p.city_id = i.city_id and p.id = i.person_id`.execute(inside.db),
  );
  return new Map(rows.map((row) => [row.index, row]));
}

/** Above this many COPY is quicker than arrays. */
const copyFromCount = 20_000;

/** Writes new people with their identifiers. Refuses: person_known_already (somebody was quicker). */
export async function addPeople(ctx: WriteCtx, people: readonly NewPerson[]): Promise<void> {
  try {
    if (people.length >= copyFromCount) await copyPeople(ctx, people);
    else await insertPeople(ctx, people);
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== "person_identifier_once") throw error;
    throw new Refusal("conflict", "person_known_already");
  }
}

async function insertPeople(ctx: WriteCtx, people: readonly NewPerson[]): Promise<void> {
  const { cityId } = ctx.actor;
  const column = (name: keyof NewPerson) => people.map((person) => person[name] ?? null);
  await sql`insert into person (city_id, id, name, sex, born_on, organisation_id, employed_from, phone_sealed, card_sealed)
    select ${cityId}::int, * from unnest(${column("id")}::uuid[], ${column("name")}::text[], ${column("sex")}::text[],
      ${column("bornOn")}::date[], ${column("organisationId")}::uuid[], ${column("employedFrom")}::date[],
      ${column("phoneSealed")}::bytea[], ${column("cardSealed")}::bytea[])`.execute(ctx.db);
  await sql`insert into person_identifier (city_id, id, person_id, organisation_id, kind, number_sealed, number_index)
    select ${cityId}::int, * from unnest(${people.map(() => newId())}::uuid[], ${column("id")}::uuid[],
      ${column("organisationId")}::uuid[], ${column("kind")}::text[], ${column("numberSealed")}::bytea[],
      ${column("numberIndex")}::bytea[])`.execute(ctx.db);
}

async function copyPeople(ctx: WriteCtx, people: readonly NewPerson[]): Promise<void> {
  const { cityId } = ctx.actor;
  await ctx.copy(
    "person (city_id, id, name, sex, born_on, organisation_id, employed_from, phone_sealed, card_sealed)",
    copyRows(people, (p) => [
      cityId,
      p.id,
      p.name,
      p.sex,
      p.bornOn,
      p.organisationId,
      p.employedFrom,
      p.phoneSealed,
      p.cardSealed,
    ]),
  );
  await ctx.copy(
    "person_identifier (city_id, id, person_id, organisation_id, kind, number_sealed, number_index)",
    copyRows(people, (p) => [cityId, newId(), p.id, p.organisationId, p.kind, p.numberSealed, p.numberIndex]),
  );
}

/** The ids under which a person is on record: the one kept and those merged into it. */
export async function recordsOf(ctx: ReadCtx, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from person
    where city_id = ${ctx.actor.cityId} and (id = ${personId} or merged_into = ${personId})`.execute(ctx.db);
  return rows.map((row) => row.id);
}
