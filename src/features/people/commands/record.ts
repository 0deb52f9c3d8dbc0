import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";

/** Notes the birth date that a person's file proves, beside the one in the number. Refuses: person_unknown, person_changed. */
export async function setArchiveBirthDate(
  ctx: WriteCtx,
  personId: string,
  given: { readonly bornOn: PlainDate | null; readonly expectedVersion?: number | undefined },
): Promise<void> {
  const { rows } = await sql<{ version: number }>`select version from person
    where city_id = ${ctx.actor.cityId} and id = ${personId} and merged_into is null for update`.execute(
    ctx.db,
  );
  const person = rows[0];
  if (!person) throw new Refusal("not_found", "person_unknown");
  if (given.expectedVersion !== undefined && given.expectedVersion !== person.version)
    throw new Refusal("conflict", "person_changed");
  await sql`update person set archive_born_on = ${given.bornOn}, version = version + 1
    where city_id = ${ctx.actor.cityId} and id = ${personId}`.execute(ctx.db);
  await ctx.record("person.archive_birth_date_set", { personId });
}

/** Shows numbers in full for a purpose, on record. Refuses: person_unknown. */
export async function unmaskPerson(ctx: WriteCtx, personId: string, purpose: string) {
  const { rows } = await sql<{ name: string; phone: Buffer | null; card: Buffer | null }>`select name,
      phone_sealed as phone, card_sealed as card from person
    where city_id = ${ctx.actor.cityId} and id = ${personId}`.execute(ctx.db);
  const person = rows[0];
  if (!person) throw new Refusal("not_found", "person_unknown");
  const numbers = await sql<{
    kind: string;
    number: Buffer;
  }>`select kind, number_sealed as number from person_identifier
    where city_id = ${ctx.actor.cityId} and person_id = ${personId} order by id`.execute(ctx.db);
  await ctx.record("person.unmasked", { personId, purpose });
  const open = (sealed: Buffer | null) => (sealed ? vault().open(sealed) : null);
  return {
    identifiers: numbers.rows.map((row) => ({ kind: row.kind, number: vault().open(row.number) })),
    phone: open(person.phone),
    card: open(person.card),
    seconds: 30,
  };
}
