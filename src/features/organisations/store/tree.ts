import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import type { OrganisationKind } from "../rules/tree.ts";

export type TreeNode = {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly parentId: string | null;
  readonly unionId: string;
  readonly version: number;
};

/** Locked in the order of their ids, so that two moves at once wait and never make a circle together. */
export async function lockNodes(ctx: WriteCtx, ids: readonly string[]): Promise<Map<string, TreeNode>> {
  const { rows } =
    await sql<TreeNode>`select id, kind, parent_id as "parentId", union_id as "unionId", version
    from organisation where city_id = ${ctx.actor.cityId} and id = any(${ids}::uuid[]) and state = 'registered'
    order by id for update`.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Whether `inner` is part of `outer`, or the same. */
export async function isPartOf(ctx: ReadCtx, inner: string, outer: string): Promise<boolean> {
  const { rows } = await sql`select from organisation_part where city_id = ${ctx.actor.cityId}
    and organisation_id = ${inner} and ancestor_id = ${outer}`.execute(ctx.db);
  return rows.length > 0;
}

/** Writes the move into the history: what was planned for later gives way to it. Answers the day the last one began. */
export async function noteMove(
  ctx: WriteCtx,
  move: { organisationId: string; parentId: string; from: PlainDate; reason: string },
): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`delete from organisation_move where city_id = ${cityId} and organisation_id = ${move.organisationId}
    and lower(during) >= ${move.from}::date`.execute(ctx.db);
  await sql`update organisation_move set during = daterange(lower(during), ${move.from}::date)
    where city_id = ${cityId} and organisation_id = ${move.organisationId} and during @> ${move.from}::date`.execute(
    ctx.db,
  );
  await sql`insert into organisation_move (city_id, id, organisation_id, parent_id, during, reason)
    values (${cityId}, ${newId()}, ${move.organisationId}, ${move.parentId}, daterange(${move.from}::date, null), ${move.reason})`.execute(
    ctx.db,
  );
}

/** Hangs a branch under another parent: parent, union and the closure of everything in it, in one go. */
export async function hangUnder(
  ctx: WriteCtx,
  organisationId: string,
  parentId: string,
  unionId: string,
): Promise<void> {
  const { cityId } = ctx.actor;
  const branch = sql`(select organisation_id from organisation_part where city_id = ${cityId} and ancestor_id = ${organisationId})`;
  await sql`update organisation set union_id = ${unionId}
    where city_id = ${cityId} and id in ${branch} and union_id not in ${branch}`.execute(ctx.db);
  await sql`update organisation set parent_id = ${parentId}, version = version + 1
    where city_id = ${cityId} and id = ${organisationId}`.execute(ctx.db);
  await sql`delete from organisation_part where city_id = ${cityId}
    and organisation_id in ${branch} and ancestor_id not in ${branch}`.execute(ctx.db);
  await sql`insert into organisation_part (city_id, ancestor_id, organisation_id, depth)
    select ${cityId}::int, above.ancestor_id, below.organisation_id, above.depth + below.depth + 1
    from organisation_part as above, organisation_part as below
    where above.city_id = ${cityId} and above.organisation_id = ${parentId}
      and below.city_id = ${cityId} and below.ancestor_id = ${organisationId}`.execute(ctx.db);
}

/** Moves that have begun and are not carried out yet. */
export async function dueMoves(
  ctx: WriteCtx,
): Promise<readonly { readonly organisationId: string; readonly parentId: string }[]> {
  const { rows } = await sql<{
    organisationId: string;
    parentId: string;
  }>`select m.organisation_id as "organisationId",
      m.parent_id as "parentId"
    from organisation_move as m join organisation as o on o.city_id = m.city_id and o.id = m.organisation_id
    where m.city_id = ${ctx.actor.cityId} and m.during @> ${ctx.today}::date and o.parent_id <> m.parent_id
    order by lower(m.during)`.execute(ctx.db);
  return rows;
}

/** A dated word (category, label): from a day on it is `value`; what was said for later gives way. Empty: no longer. */
export async function noteDated(
  ctx: WriteCtx,
  table: "organisation_category" | "organisation_label",
  given: { organisationId: string; label?: string; value: string; from: PlainDate },
): Promise<void> {
  const { cityId } = ctx.actor;
  const of = sql`city_id = ${cityId} and organisation_id = ${given.organisationId}
    ${given.label === undefined ? sql`` : sql`and label = ${given.label}`}`;
  const from = sql`${given.from}::date`;
  const name = sql.table(table);
  await sql`delete from ${name} where ${of} and lower(during) >= ${from}`.execute(ctx.db);
  await sql`update ${name} set during = daterange(lower(during), ${from}) where ${of} and during @> ${from}`.execute(
    ctx.db,
  );
  if (given.value === "") return;
  const during = sql`daterange(${from}, null)`;
  if (table === "organisation_category") {
    await sql`insert into organisation_category (city_id, id, organisation_id, category, during)
      values (${cityId}, ${newId()}, ${given.organisationId}, ${given.value}, ${during})`.execute(ctx.db);
  } else {
    await sql`insert into organisation_label (city_id, id, organisation_id, label, value, during)
      values (${cityId}, ${newId()}, ${given.organisationId}, ${given.label ?? ""}, ${given.value}, ${during})`.execute(
      ctx.db,
    );
  }
}
