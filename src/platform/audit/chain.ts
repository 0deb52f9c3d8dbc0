import { createHash } from "node:crypto";
import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";

/**
 * Audit lines are written unchained with the fact they tell of, because a chain in every transaction would make all
 * writes of a city wait for each other. This sealer chains committed lines within seconds: each seal's hash covers the
 * line and the seal before it, so that a line changed, removed or slipped in later breaks every hash after it.
 */
export async function sealAudit(ctx: WriteCtx, limit = 2000): Promise<number> {
  const { cityId } = ctx.actor;
  // One sealer at a time and city; a second one waits and then finds less to do.
  await sql`select pg_advisory_xact_lock(7301, ${cityId})`.execute(ctx.db);
  let { number, hash } = await lastSeal(ctx);
  const { rows } = await sql<Line>`select ${lineColumns} from audit_line as line
    where line.city_id = ${cityId}
      and not exists (select from audit_seal as seal where seal.city_id = line.city_id and seal.line_id = line.id)
    order by line.at, line.id limit ${limit}`.execute(ctx.db);
  if (rows.length === 0) return 0;
  const seals = rows.map((line) => {
    number += 1n;
    hash = chained(hash, line);
    return { id: newId(), number, line: line.id, hash };
  });
  await sql`insert into audit_seal (city_id, id, number, line_id, hash, sealed_at)
    select ${cityId}::int, id, number, line, hash, ${ctx.now}::timestamptz
    from unnest(${seals.map((s) => s.id)}::uuid[], ${seals.map((s) => s.number)}::bigint[], ${seals.map((s) => s.line)}::uuid[],
      ${seals.map((s) => s.hash)}::bytea[]) as t (id, number, line, hash)`.execute(ctx.db);
  return rows.length;
}

export type AuditVerdict = {
  readonly sealed: number;
  readonly unsealed: number;
  /** The number of the first seal that does not fit, if any. */
  readonly brokenAt: number | undefined;
};

/** Recomputes the whole chain of the actor's city, in pages. */
export async function verifyAudit(ctx: ReadCtx): Promise<AuditVerdict> {
  const { cityId } = ctx.actor;
  let number = 0n;
  let hash: Buffer = start;
  for (;;) {
    const { rows } = await sql<
      Line & { number: bigint; hash: Buffer }
    >`select seal.number, seal.hash, ${lineColumns}
      from audit_seal as seal left join audit_line as line on line.city_id = seal.city_id and line.id = seal.line_id
      where seal.city_id = ${cityId} and seal.number > ${number} order by seal.number limit 5000`.execute(
      ctx.db,
    );
    for (const row of rows) {
      hash = chained(hash, row);
      if (row.number !== number + 1n || !row.hash.equals(hash)) {
        return { sealed: Number(number), unsealed: 0, brokenAt: Number(number + 1n) };
      }
      number = row.number;
    }
    if (rows.length < 5000) break;
  }
  const tail = await sql<{
    n: bigint;
  }>`select count(*) as n from audit_line where city_id = ${cityId}`.execute(ctx.db);
  return { sealed: Number(number), unsealed: Number((tail.rows[0]?.n ?? 0n) - number), brokenAt: undefined };
}

type Line = {
  readonly id: string;
  readonly at: string;
  readonly actor_id: string;
  readonly actor_role: string;
  readonly organisation_id: string | null;
  readonly event: string;
  readonly facts: string;
};

// Text as the database writes it, in UTC, so that years later the same line gives the same bytes.
const lineColumns = sql`line.id, to_char(line.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, line.actor_id,
  line.actor_role, line.organisation_id, line.event, line.facts::text as facts`;

const start: Buffer = Buffer.alloc(32);

const chained = (previous: Buffer, line: Line): Buffer =>
  createHash("sha256")
    .update(previous)
    .update(
      JSON.stringify([
        line.id,
        line.at,
        line.actor_id,
        line.actor_role,
        line.organisation_id,
        line.event,
        line.facts,
      ]),
    )
    .digest();

async function lastSeal(ctx: ReadCtx): Promise<{ number: bigint; hash: Buffer }> {
  const { rows } = await sql<{ number: bigint; hash: Buffer }>`select number, hash from audit_seal
    where city_id = ${ctx.actor.cityId} order by number desc limit 1`.execute(ctx.db);
  return rows[0] ?? { number: 0n, hash: start };
}
