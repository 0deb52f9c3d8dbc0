import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { nameKey } from "../rules/name-key.ts";
import type { KnownParent, Placed } from "../rules/new-organisation.ts";

/** Those of the codes that stand in the city already. */
export async function standingByCode(
  ctx: ReadCtx,
  codes: readonly string[],
): Promise<Map<string, KnownParent>> {
  const { rows } = await sql<
    KnownParent & { code: string }
  >`select code, id, kind, union_id as "unionId" from organisation
    where city_id = ${ctx.actor.cityId} and state = 'registered' and code = any(${codes})`.execute(ctx.db);
  return new Map(rows.map((row) => [row.code, row]));
}

/** Writes organisations with their profile, first parent, category and place in the tree, a list at a time. */
export async function insertOrganisations(ctx: WriteCtx, rows: readonly Placed[]): Promise<void> {
  await insertTree(ctx, rows);
  await insertClosure(
    ctx,
    rows.map((row) => row.id),
  );
  await insertProfiles(ctx, rows);
  await insertFirstPeriods(ctx, rows);
}

async function insertTree(ctx: WriteCtx, rows: readonly Placed[]): Promise<void> {
  const column = (name: keyof Placed) => rows.map((row) => row[name] ?? null);
  try {
    await sql`insert into organisation (city_id, id, code, name, name_key, kind, parent_id, union_id, region_code, sector,
        state, opened_on)
      select ${ctx.actor.cityId}::int, id, code, name, name_key, kind, parent_id, union_id, region_code, sector,
        'registered', opened_on
      from unnest(${column("id")}::uuid[], ${column("code")}::text[], ${column("name")}::text[],
        ${rows.map((row) => nameKey(row.name))}::text[], ${column("kind")}::text[], ${column("parentId")}::uuid[],
        ${column("unionId")}::uuid[], ${column("regionCode")}::text[], ${column("sector")}::text[], ${column("openedOn")}::date[])
        as t (id, code, name, name_key, kind, parent_id, union_id, region_code, sector, opened_on)`.execute(
      ctx.db,
    );
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== "organisation_code_once") throw error;
    throw new Refusal("conflict", "organisation_code_taken");
  }
}

/** Every organisation is part of itself and of all above it. */
async function insertClosure(ctx: WriteCtx, ids: readonly string[]): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`insert into organisation_part (city_id, ancestor_id, organisation_id, depth)
    with recursive up as (
      select city_id, id as organisation_id, id as ancestor_id, 0 as depth from organisation
      where city_id = ${cityId} and id = any(${ids}::uuid[])
      union all
      select up.city_id, up.organisation_id, above.parent_id, up.depth + 1
      from up join organisation as above on above.city_id = up.city_id and above.id = up.ancestor_id
      where above.parent_id is not null)
    select city_id, ancestor_id, organisation_id, depth from up`.execute(ctx.db);
}

async function insertProfiles(ctx: WriteCtx, rows: readonly Placed[]): Promise<void> {
  const column = (name: keyof Placed) => rows.map((row) => row[name] ?? null);
  const sealed = (name: "accountNo" | "phone") =>
    rows.map((row) => (row[name] ? vault().seal(row[name]) : null));
  const accountIndexes = rows.map((row) => (row.accountNo ? vault().blindIndex(row.accountNo) : null));
  await sql`insert into organisation_profile (city_id, id, organisation_id, uscc, no_uscc_reason, staff, payer,
      account_name, account_no_sealed, account_no_index, contact, phone_sealed)
    select ${ctx.actor.cityId}::int, id, organisation_id, uscc, no_uscc_reason, staff, coalesce(payer, 'unit'),
      account_name, account_no, account_index, contact, phone
    from unnest(${rows.map(() => newId())}::uuid[], ${column("id")}::uuid[], ${column("uscc")}::text[],
      ${column("noUsccReason")}::text[], ${column("staff")}::int[], ${column("payer")}::text[], ${column("accountName")}::text[],
      ${sealed("accountNo")}::bytea[], ${accountIndexes}::bytea[], ${column("contact")}::text[], ${sealed("phone")}::bytea[])
      as t (id, organisation_id, uscc, no_uscc_reason, staff, payer, account_name, account_no, account_index, contact, phone)`.execute(
    ctx.db,
  );
}

/** The parent from the day it opened; the category without a beginning, for it is what the unit is, not what it became. */
async function insertFirstPeriods(ctx: WriteCtx, rows: readonly Placed[]): Promise<void> {
  const { cityId } = ctx.actor;
  const under = rows.filter((row) => row.parentId !== undefined);
  await sql`insert into organisation_move (city_id, id, organisation_id, parent_id, during, reason)
    select ${cityId}::int, id, organisation_id, parent_id, daterange(opened_on, null), 'registered'
    from unnest(${under.map(() => newId())}::uuid[], ${under.map((row) => row.id)}::uuid[],
      ${under.map((row) => row.parentId)}::uuid[], ${under.map((row) => row.openedOn)}::date[])
      as t (id, organisation_id, parent_id, opened_on)`.execute(ctx.db);
  const classed = rows.filter((row) => row.category);
  await sql`insert into organisation_category (city_id, id, organisation_id, category, during)
    select ${cityId}::int, id, organisation_id, category, daterange(null, null)
    from unnest(${classed.map(() => newId())}::uuid[], ${classed.map((row) => row.id)}::uuid[],
      ${classed.map((row) => row.category)}::text[]) as t (id, organisation_id, category)`.execute(ctx.db);
}
