import { sql } from "kysely";
import type { z } from "zod";
import { roles } from "#core/permissions.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import type { AuditList, AuditQuery } from "./contract.ts";
import { eventName } from "./text/events.ts";

type Row = {
  id: string;
  at: Date;
  actor_id: string;
  actor_name: string | null;
  actor_role: string;
  event: string;
  facts: Record<string, unknown>;
  organisation_name: string | null;
  is_sealed: boolean;
};

/** What was done, newest first. Pages by time and id; the count is of the whole filter. */
export async function auditLines(
  ctx: ReadCtx,
  query: z.output<typeof AuditQuery>,
): Promise<z.input<typeof AuditList>> {
  const matches = sql`line.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("line.organisation_id"))}
    ${query.event ? sql`and line.event = ${query.event}` : sql``}
    ${query.actorId ? sql`and line.actor_id = ${query.actorId}` : sql``}
    ${query.from ? sql`and line.at >= ${query.from}::date at time zone 'Asia/Shanghai'` : sql``}
    ${query.until ? sql`and line.at < (${query.until}::date + 1) at time zone 'Asia/Shanghai'` : sql``}`;
  const [at, id] = (query.after ?? "").split("_");
  const earlier = at && id ? sql`and (line.at, line.id) < (${at}::timestamptz, ${id}::uuid)` : sql``;
  const { rows } =
    await sql<Row>`select line.id, line.at, line.actor_id, account.name as actor_name, line.actor_role, line.event,
      line.facts, organisation.name as organisation_name,
      exists (select from audit_seal as seal where seal.city_id = line.city_id and seal.line_id = line.id) as is_sealed
    from audit_line as line
    left join account on account.id::text = line.actor_id
    left join organisation on organisation.city_id = line.city_id and organisation.id = line.organisation_id
    where ${matches} ${earlier}
    order by line.at desc, line.id desc limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{
    n: bigint;
  }>`select count(*) as n from audit_line as line where ${matches}`.execute(ctx.db);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: page.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      actorId: row.actor_id,
      actorName: row.actor_name ?? systemName(row.actor_id),
      role: roleName(row),
      event: row.event,
      eventName: eventName(row.event),
      facts: row.facts,
      organisationName: row.organisation_name,
      isSealed: row.is_sealed,
    })),
    total: Number(counted.rows[0]?.n ?? 0n),
    next: last && rows.length > query.limit ? `${last.at.toISOString()}_${last.id}` : null,
  };
}

function roleName({ actor_role, actor_name }: Row): string {
  if (actor_role in roles) return roles[actor_role as keyof typeof roles].name;
  return actor_name ? "–" : "系统"; // somebody who is in no role yet, or not any more
}

const systemName = (actorId: string): string => (actorId.startsWith("system:") ? "系统" : "已停用的账号");
