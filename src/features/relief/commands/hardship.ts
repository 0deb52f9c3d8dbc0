import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { consentsOf } from "#features/members/index.ts";
import { normalNumber, peopleByNumbers } from "#features/people/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { HardshipLine } from "../rules/hardship.ts";

export type Matched = {
  readonly lines: number;
  readonly matched: number;
  readonly withoutConsent: number;
  readonly unknown: number;
};

/**
 * Looks for the people of civil affairs' list among ours: by number and name, and only marks who agreed to be looked for.
 * Of everybody else nothing is kept. Refuses `hardship_list_taken`, `hardship_list_empty`.
 */
export async function takeHardshipList(
  ctx: WriteCtx,
  file: { readonly title: string; readonly hash: string },
  lines: readonly HardshipLine[],
): Promise<Matched> {
  if (lines.length === 0) throw new Refusal("invalid", "hardship_list_empty");
  const { cityId } = ctx.actor;
  const before =
    await sql`select from hardship_list where city_id = ${cityId} and content_hash = ${file.hash}`.execute(
      ctx.db,
    );
  if (before.rows.length > 0) throw new Refusal("conflict", "hardship_list_taken");
  const indexes = lines.map(({ number }) => vault().blindIndex(normalNumber(number)));
  const known = await peopleByNumbers(ctx, indexes);
  const found = lines.flatMap((line, at) => {
    const person = known.get(indexes[at]?.toString("hex") ?? "");
    return person?.name === line.name ? [{ personId: person.id, category: line.category }] : [];
  });
  const people = new Map(found.map((each) => [each.personId, each]));
  const agreed = await consentsOf(ctx, "hardship_match", [...people.keys()]);
  const marks = [...people.values()].filter(({ personId }) => agreed.has(personId));
  const matched: Matched = {
    lines: lines.length,
    matched: marks.length,
    withoutConsent: people.size - marks.length,
    unknown: lines.length - found.length,
  };
  const id = newId();
  await sql`insert into hardship_list (city_id, id, title, content_hash, lines, matched, without_consent, unknown, received_on,
      taken_by_name, taken_at)
    values (${cityId}, ${id}, ${file.title}, ${file.hash}, ${matched.lines}, ${matched.matched}, ${matched.withoutConsent},
      ${matched.unknown}, ${ctx.today}, ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);
  await sql`insert into hardship_mark (city_id, id, list_id, person_id, category)
    select ${cityId}, m.id, ${id}::uuid, m.person_id, m.category
    from unnest(${marks.map(() => newId())}::uuid[], ${marks.map(({ personId }) => personId)}::uuid[],
      ${marks.map(({ category }) => category)}::text[]) as m (id, person_id, category)`.execute(ctx.db);
  await ctx.record("relief.hardship_list_taken", {
    listId: id,
    lines: matched.lines,
    matched: matched.matched,
  });
  return matched;
}
