import { type RawBuilder, sql } from "kysely";
import { maskIdNumber, maskPhone } from "#core/mask.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { normalNumber } from "../rules/identity-number.ts";
import { type NamePart, namePart } from "../rules/name-part.ts";

type Wanted = {
  readonly text?: string | undefined;
  readonly organisationId?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

type Row = {
  readonly id: string;
  readonly name: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly unionName: string;
  readonly sex: "male" | "female" | null;
  readonly numberSealed: Buffer | null;
  readonly phoneSealed: Buffer | null;
  readonly total: bigint;
};

/** People in the actor's part of the tree: by part of the name, by a whole identity number, or of one unit. */
export async function peopleList(ctx: ReadCtx, wanted: Wanted) {
  const { cityId } = ctx.actor;
  const looksFor = condition(wanted);
  if (!looksFor) return { rows: [], total: 0, next: null };
  const [afterName, afterId] = keyOf(wanted.after);
  const { rows } = await sql<Row>`with hit as materialized (
      select p.id, p.name, p.organisation_id, p.sex, p.phone_sealed from person as p
      where p.city_id = ${cityId} and p.merged_into is null and ${await within(ctx)} and ${looksFor}),
    page as (select * from hit ${afterId ? sql`where (name, id) > (${afterName}, ${afterId}::uuid)` : sql``}
      order by name, id limit ${wanted.limit + 1})
    select page.id, page.name, page.organisation_id as "organisationId", o.name as "organisationName", u.name as "unionName",
      page.sex, page.phone_sealed as "phoneSealed", (select count(*) from hit) as total,
      (select i.number_sealed from person_identifier as i where i.city_id = ${cityId} and i.person_id = page.id
        order by i.id limit 1) as "numberSealed"
    from page
    join organisation as o on o.city_id = ${cityId} and o.id = page.organisation_id
    join organisation as u on u.city_id = ${cityId} and u.id = o.union_id
    order by page.name, page.id`.execute(ctx.db);
  const shown = rows.slice(0, wanted.limit);
  const last = rows.length > wanted.limit ? shown.at(-1) : undefined;
  return {
    rows: shown.map(present),
    total: Number(rows[0]?.total ?? 0n),
    next: last ? `${last.id}${last.name}` : null,
  };
}

/** ☆ Up to so many units are gone through one by one; beyond, the names are, and their units looked up by hash. */
const fewUnits = 12;

/**
 * The actor's part of the tree, said in the way that keeps the search quick: a unit has few people, so its index is
 * best; a county has a good part of the city, so there the names' indexes are. `is true` keeps the planner from
 * making a join of it.
 */
async function within(ctx: ReadCtx): Promise<RawBuilder<boolean>> {
  const { actor } = ctx;
  if (actor.reach === "self") return sql`false`;
  if (actor.reach !== "part") return sql`true`;
  const { rows } = await sql`select from organisation_part
    where city_id = ${actor.cityId} and ancestor_id = ${actor.organisationId ?? null}::uuid limit ${fewUnits + 1}`.execute(
    ctx.db,
  );
  if (rows.length <= fewUnits) return withinPart(ctx, sql.ref("p.organisation_id"));
  return sql`(p.organisation_id in (select organisation_id from organisation_part
    where city_id = ${actor.cityId} and ancestor_id = ${actor.organisationId ?? null}::uuid)) is true`;
}

/** Names by their beginnings, which an index answers behind the wall; a number only whole, by its blind index. */
function condition(wanted: Wanted): RawBuilder<boolean> | undefined {
  const text = wanted.text ?? "";
  const inUnit = wanted.organisationId
    ? sql<boolean>`p.organisation_id = ${wanted.organisationId}::uuid`
    : sql<boolean>`true`;
  if (/\d{6}/.test(normalNumber(text))) {
    const index = vault().blindIndex(normalNumber(text));
    return sql<boolean>`${inUnit} and p.id = (select i.person_id from person_identifier as i
      where i.city_id = p.city_id and i.number_index = ${index})`;
  }
  const part = namePart(text);
  if (!part) return wanted.organisationId ? inUnit : undefined;
  return sql<boolean>`${inUnit} and ${hasNamePart(part)}`;
}

/** Whether the person `p` has this in their name. */
export function hasNamePart({ from, before }: NamePart): RawBuilder<boolean> {
  const anywhere = `%${from.replace(/[\\%_]/g, "\\$&")}%`;
  return sql<boolean>`((p.name >= ${from} and p.name < ${before})
    or (p.name_2 >= ${from} and p.name_2 < ${before})
    or (p.name_3 >= ${from} and p.name_3 < ${before} and p.name_3 <> '')
    or (p.name_is_long and p.name like ${anywhere}))`;
}

/** A page's key: the id of its last person and their name. */
const keyOf = (after: string | undefined): [string, string | undefined] =>
  after && /^[0-9a-f-]{36}/.test(after) ? [after.slice(36), after.slice(0, 36)] : ["", undefined];

const present = (row: Row) => ({
  id: row.id,
  name: row.name,
  sex: row.sex,
  organisationId: row.organisationId,
  organisationName: row.organisationName,
  unionName: row.unionName,
  idNumber: row.numberSealed ? maskIdNumber(vault().open(row.numberSealed)) : null,
  phone: row.phoneSealed ? maskPhone(vault().open(row.phoneSealed)) : null,
});
