import { sql } from "kysely";
import type { z } from "zod";
import { plainDate, yearOf } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { tellOrganisations } from "#features/notices/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { nextNumbers, numbered } from "#platform/numbers.ts";
import type { PublishRequest } from "./contract.ts";
import { tableOn } from "./queries.ts";
import { bulletinNotices } from "./text.ts";

/**
 * Publishes the bulletin of a reporting day: the table is taken as it stands now and never changes again; everybody on it is
 * told by the channels of notices. Once for each kind and day. Refuses `bulletin_day_unknown`, `bulletin_published`.
 */
export async function publishBulletin(
  ctx: WriteCtx,
  given: z.output<typeof PublishRequest>,
): Promise<string> {
  const { cityId } = ctx.actor;
  const asOf = plainDate(given.asOf);
  const table = await tableOn(ctx, given.kind, asOf);
  const id = newId();
  const year = yearOf(ctx.today);
  const known =
    await sql`select from bulletin where city_id = ${cityId} and kind = ${given.kind} and as_of = ${asOf}::date`.execute(
      ctx.db,
    );
  if (known.rows.length > 0) throw new Refusal("conflict", "bulletin_published", { asOf });
  const number = numbered("TB", year, await nextNumbers(ctx, `bulletin/${year}`), 4);
  const { rows } =
    await sql`insert into bulletin (city_id, id, number, kind, as_of, title, words, published_on, published_by,
      published_by_name, told)
    values (${cityId}, ${id}, ${number}, ${given.kind}, ${asOf}::date, ${given.title}, ${given.words},
      ${ctx.today}::date, ${ctx.actor.id}, ${ctx.actor.name}, ${table.length})
    on conflict on constraint bulletin_once do nothing returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("conflict", "bulletin_published", { asOf });
  await sql`insert into bulletin_line (city_id, id, organisation_id, bulletin_id, place, line)
    select ${cityId}, l.id, l.organisation_id, ${id}::uuid, l.place, l.line
    from unnest(${table.map(() => newId())}::uuid[], ${table.map((row) => row.organisationId)}::uuid[],
      ${table.map((_, at) => at + 1)}::int[], ${table.map((row) => JSON.stringify(row))}::jsonb[])
      as l (id, organisation_id, place, line)`.execute(ctx.db);
  await tellOrganisations(
    ctx,
    bulletinNotices.published,
    { organisationIds: table.map((row) => row.organisationId), permission: "bulletins.read" },
    { title: given.title },
    { source: "bulletins", sourceId: id, link: `/bulletins/${id}` },
  );
  await ctx.record("bulletin.published", { bulletinId: id, kind: given.kind, asOf, rows: table.length });
  return id;
}
