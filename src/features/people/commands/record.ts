import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import type { Purpose } from "#core/purposes.ts";
import { Refusal } from "#core/refusal.ts";
import { type WriteCtx, withinPart } from "#platform/context.ts";
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

/** Shows one of a person's numbers in full, for a purpose, on record. Refuses: person_unknown. */
export async function unmaskPerson(
  ctx: WriteCtx,
  personId: string,
  field: "number" | "phone" | "card",
  purpose: Purpose,
): Promise<string> {
  const { rows } = await sql<{
    phone: Buffer | null;
    card: Buffer | null;
    numbers: Buffer[];
  }>`select p.phone_sealed as phone,
      p.card_sealed as card, array(select i.number_sealed from person_identifier as i
        where i.city_id = p.city_id and i.person_id = p.id order by i.id) as numbers
    from person as p
    where p.city_id = ${ctx.actor.cityId} and p.id = ${personId} and ${withinPart(ctx, sql.ref("p.organisation_id"))}`.execute(
    ctx.db,
  );
  const person = rows[0];
  if (!person) throw new Refusal("not_found", "person_unknown");
  await ctx.record("person.unmasked", { personId, field, purpose });
  const sealed = field === "number" ? person.numbers : [person[field]];
  return sealed.flatMap((each) => (each ? [vault().open(each)] : [])).join("、");
}
