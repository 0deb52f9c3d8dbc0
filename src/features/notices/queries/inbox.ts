import { type RawBuilder, sql } from "kysely";
import { roleOf } from "#core/permissions.ts";
import type { ReadCtx } from "#platform/context.ts";

type Row = {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly link: string | null;
  readonly toldAt: Date;
  readonly isRead: boolean;
};

/** What was told to whoever asks: a worker their own, others what goes to their account or to their desk. */
function mine({ actor }: ReadCtx): RawBuilder<boolean> {
  if (actor.reach === "self")
    return sql`notice.city_id = ${actor.cityId} and notice.person_id = ${actor.personId ?? null}`;
  const permissions = actor.role === "system" ? [] : roleOf(actor.role).permissions;
  return sql`notice.city_id = ${actor.cityId} and (notice.account_id::text = ${actor.id}
    or (notice.organisation_id = ${actor.organisationId ?? null}
      and (notice.permission is null or notice.permission = any(${permissions}::text[]))))`;
}

const isRead = ({ actor }: ReadCtx) => sql<boolean>`exists (select from notice_read as seen
  where seen.city_id = notice.city_id and seen.notice_id = notice.id and seen.reader = ${actor.id})`;

/** Newest first. */
export async function inbox(
  ctx: ReadCtx,
  query: { readonly after?: string | undefined; readonly limit: number },
) {
  const { rows } =
    await sql<Row>`select notice.id, notice.title, notice.body, notice.link, notice.told_at as "toldAt",
      ${isRead(ctx)} as "isRead"
    from notice where ${mine(ctx)} ${query.after ? sql`and notice.id < ${query.after}::uuid` : sql``}
    order by notice.id desc limit ${query.limit + 1}`.execute(ctx.db);
  const { rows: counted } = await sql<{ total: number; unread: number }>`select count(*)::int as total,
      count(*) filter (where not ${isRead(ctx)})::int as unread from notice where ${mine(ctx)}`.execute(
    ctx.db,
  );
  const shown = rows.slice(0, query.limit);
  return {
    rows: shown.map((row) => ({ ...row, toldAt: row.toldAt.toISOString() })),
    total: counted[0]?.total ?? 0,
    unread: counted[0]?.unread ?? 0,
    next: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

export async function unreadCount(ctx: ReadCtx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from notice
    where ${mine(ctx)} and not ${isRead(ctx)}`.execute(ctx.db);
  return rows[0]?.n ?? 0;
}

/** Of these, or of all, the ids that are mine and unread. */
export async function unreadIds(ctx: ReadCtx, ids: readonly string[] | undefined): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select notice.id from notice
    where ${mine(ctx)} and not ${isRead(ctx)} ${ids ? sql`and notice.id = any(${ids}::uuid[])` : sql``}`.execute(
    ctx.db,
  );
  return rows.map(({ id }) => id);
}
