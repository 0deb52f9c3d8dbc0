import { createHash } from "node:crypto";
import { Kysely, PostgresDialect, sql } from "kysely";
import type { Pool, PoolClient } from "pg";
import { dayInChina, daysBetween, type PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { type Permission, type Reach, type Role, roleOf } from "#core/permissions.ts";
import { Refusal } from "#core/refusal.ts";
import { now } from "./clock.ts";
import { copyInto } from "./db/copy.ts";
import type { DB } from "./db/schema.ts";

/** Who acts: a person in one role in one part of the tree, or a named part of the program. */
export type Actor = {
  readonly id: string;
  readonly name: string;
  readonly role: Role | "system";
  readonly reach: Reach;
  /** The city acted in; the province's own number (410000) for the province. */
  readonly cityId: number;
  /** The organisation whose part of the tree the actor sees; the city agency for those who see the whole city. */
  readonly organisationId: string | undefined;
  /** The one person that a worker's session stands for (reach `self`). */
  readonly personId?: string | undefined;
  /** In a demo city the calendar stands still on this day, so that its months stay alive; only the hours go on. */
  readonly demoDay?: PlainDate | undefined;
};

/** Everything a query may use. Its `db` is a read-only transaction. */
export type ReadCtx = {
  readonly db: Kysely<DB>;
  readonly actor: Actor;
  readonly now: Date;
  readonly today: PlainDate;
};

/** Everything a command may use. Its `db` is always an open transaction. */
export type WriteCtx = ReadCtx & {
  /** Writes one audit line in the same transaction: ids and codes only, never names or numbers of people. */
  readonly record: (event: string, facts: AuditFacts) => Promise<void>;
  /** Queues a job in the same transaction: no commit, no job. Answers its run. It may be made to wait some seconds. */
  readonly enqueue: (
    name: string,
    title: string,
    payload: Readonly<Record<string, unknown>>,
    options?: { readonly afterSeconds?: number },
  ) => Promise<string>;
  /** Bulk load by COPY in text format: `copy("roster_line (city_id, id, …)", lines)`, each line ended by a newline. */
  readonly copy: (
    into: string,
    rows: Iterable<string | Buffer> | AsyncIterable<string | Buffer>,
  ) => Promise<void>;
};

export type AuditFacts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** A part of the program that acts. `name` is what people read of it. */
export const systemActor = (part: string, cityId: number, name = "系统"): Actor => ({
  id: `system:${part}`,
  name,
  role: "system",
  reach: "system",
  cityId,
  organisationId: undefined,
});

export const allows = (actor: Actor, permission: Permission): boolean =>
  actor.role === "system" || roleOf(actor.role).permissions.includes(permission);

/** Refuses as "not found" what the actor may not do on a record, so that existence does not leak. */
export function demand(actor: Actor, permission: Permission): void {
  if (!allows(actor, permission)) throw new Refusal("forbidden", "not_permitted", { permission });
}

type Options = { readonly requestId?: string | undefined; readonly at?: Date | undefined };

/** Runs queries in one read-only transaction behind the actor's wall. */
export const reading = <T>(
  pool: Pool,
  actor: Actor,
  run: (ctx: ReadCtx) => Promise<T>,
  options: Options = {},
): Promise<T> =>
  transacting(pool, actor, "begin isolation level repeatable read read only", (client) => {
    const at = options.at ?? clockOf(actor);
    return run({ db: kyselyOf(client), actor, now: at, today: dayInChina(at) });
  });

/** Runs one command in one transaction behind the actor's wall. */
export const writing = <T>(
  pool: Pool,
  actor: Actor,
  run: (ctx: WriteCtx) => Promise<T>,
  options: Options = {},
): Promise<T> => transacting(pool, actor, "begin", (client) => run(writeCtx(client, actor, options)));

/** Runs a command, shows what it would answer, and takes everything back. */
export const rehearsing = <T>(
  pool: Pool,
  actor: Actor,
  run: (ctx: WriteCtx) => Promise<T>,
  options: Options = {},
): Promise<T> =>
  transacting(pool, actor, "begin", (client) => run(writeCtx(client, actor, options)), "rollback");

async function transacting<T>(
  pool: Pool,
  actor: Actor,
  begin: string,
  run: (client: PoolClient) => Promise<T>,
  end: "commit" | "rollback" = "commit",
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(`${begin}; ${wallOf(actor)}`);
    const answer = await run(client);
    await client.query(end);
    return answer;
  } catch (thrown) {
    // Where even the rollback fails the connection is gone: the pool must not hand it out again.
    await client.query("rollback").catch((error: Error) => {
      broken = error;
    });
    throw thrown;
  } finally {
    client.release(broken);
  }
}

/** The time it is for an actor: now, or the hour it is now on the day where a demo city's calendar stands. */
function clockOf(actor: Actor): Date {
  const real = now();
  if (!actor.demoDay) return real;
  return new Date(real.getTime() - daysBetween(actor.demoDay, dayInChina(real)) * 86_400_000);
}

function writeCtx(client: PoolClient, actor: Actor, options: Options): WriteCtx {
  const db = kyselyOf(client);
  const at = options.at ?? clockOf(actor);
  return {
    db,
    actor,
    now: at,
    today: dayInChina(at),
    ...voices(db, actor, at, options.requestId),
    copy: (into, rows) => copyInto(client, into, rows),
  };
}

/** What a command says beside its own tables, in its actor's name: audit lines and jobs. */
function voices(
  db: Kysely<DB>,
  actor: Actor,
  at: Date,
  requestId?: string,
): Pick<WriteCtx, "record" | "enqueue"> {
  return {
    record: async (event, facts) => {
      await sql`${again} insert into audit_line (city_id, id, at, actor_id, actor_role, organisation_id, event, facts, request_id)
        values (${actor.cityId}, ${newId()}, ${at}, ${actor.id}, ${actor.role}, ${actor.organisationId ?? null}, ${event},
          ${JSON.stringify(facts)}, ${requestId ?? null})`.execute(db);
    },
    enqueue: async (name, title, payload, { afterSeconds = 0 } = {}) => {
      const id = newId();
      await sql`insert into job_run (city_id, id, account_id, actor, name, title, payload, state, created_at)
        values (${actor.cityId}, ${id}, ${actor.id}, ${JSON.stringify(actor)}, ${name}, ${title}, ${JSON.stringify(payload)},
          'waiting', ${at})`.execute(db);
      await (afterSeconds === 0
        ? sql`select enqueue_job(${actor.cityId}::int, ${id}::uuid)`
        : sql`select enqueue_job_in(${actor.cityId}::int, ${id}::uuid, ${afterSeconds}::int)`
      ).execute(db);
      return id;
    },
  };
}

/**
 * Runs one step of a transaction in another name: the front desk for whoever proves who they are, or a part of the
 * program that must see the whole city (is this person covered anywhere?). Our own wall stands again afterwards.
 * What it answers is the caller's to guard.
 */
export async function actingAs<T>(
  ctx: WriteCtx,
  actor: Actor,
  run: (ctx: WriteCtx) => Promise<T>,
  at = ctx.now,
): Promise<T> {
  const [theirs, ours] = [wallOf(actor), wallOf(ctx.actor)];
  const inside = { ...ctx, actor, now: at, today: dayInChina(at), ...voices(ctx.db, actor, at) };
  if (theirs === ours) return run(inside); // that wall stands already
  await sql.raw(theirs).execute(ctx.db);
  const answer = await run(inside);
  await sql.raw(ours).execute(ctx.db);
  return answer;
}

/**
 * Has plans that the connection keeps made anew, before thousands of rows are written. PostgreSQL plans the check of a
 * foreign key once per connection; a plan made while a table was nearly empty goes through all of its rows for each row
 * that refers to it, until somebody has counted them (autovacuum, a minute later).
 */
export const planAnew = async (ctx: WriteCtx): Promise<void> => {
  if (isTimeToPlan(ctx.db)) await sql`discard plans`.execute(ctx.db);
};

/** At a connection's first, second, fourth, eighth … bulk write: a plan has then seen half of what it works on. */
export function isTimeToPlan(connection: object): boolean {
  const writes = (bulkWrites.get(connection) ?? 0) + 1;
  bulkWrites.set(connection, writes);
  return Number.isInteger(Math.log2(writes));
}

const bulkWrites = new WeakMap<object, number>();

/**
 * Stands before a statement that every roster asks: each connection has it planned once and keeps the plan (`planAnew`).
 * Only where one plan serves all values: not where an array may hold two values or two thousand to be joined.
 */
export const again = sql.raw("/* again */");

/**
 * Acts in a city for somebody who comes in by the front desk: from nowhere, on the day it is there, for a demo city's
 * calendar stands still. `who` says who it is where that is known already.
 */
export async function atFrontDesk<T>(
  ctx: WriteCtx,
  cityId: number,
  run: (ctx: WriteCtx) => Promise<T>,
  who: Partial<Actor> = {},
): Promise<T> {
  const { rows } = await sql<{ demo_day: PlainDate | null }>`select demo_day from city
    where city_id = ${cityId}`.execute(ctx.db);
  const actor = { ...systemActor("front-desk", cityId), demoDay: rows[0]?.demo_day ?? undefined, ...who };
  return actingAs(ctx, actor, run, ctx.actor.cityId === 0 ? clockOf(actor) : ctx.now);
}

/** One Kysely per connection, over that connection only: it never begins, commits or lets go. */
function kyselyOf(client: PoolClient): Kysely<DB> {
  const known = kyselys.get(client);
  if (known) return known;
  const query = (text: string, values: unknown[]) =>
    client.query(text.startsWith("/* again */") ? { name: nameOf(text), text } : text, values);
  const lent = { query, release: () => undefined } as unknown as PoolClient;
  const pool = { connect: async () => lent, end: async () => undefined } as unknown as Pool;
  const made = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  kyselys.set(client, made);
  return made;
}

const kyselys = new WeakMap<PoolClient, Kysely<DB>>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `again_${names.size}`;
  names.set(text, name);
  return name;
}

const names = new Map<string, string>();

/**
 * Tells the database who asks, for this transaction only: its policies hold even where the code forgot a filter.
 * `SET LOCAL` takes no parameters; every value is checked or quoted here.
 */
function wallOf(actor: Actor): string {
  // Nobody sees a part of the tree and one person at a time: a worker's unit is no key to its rows.
  const isSelf = actor.reach === "self";
  const part = isSelf ? "" : (actor.organisationId ?? "");
  const person = isSelf ? (actor.personId ?? "") : "";
  if (!Number.isInteger(actor.cityId) || !/^[0-9a-f-]*$/.test(part + person))
    throw new Error("An actor without a proper place.");
  const id = actor.id.replaceAll("'", "''");
  return `set local app.city = '${actor.cityId}'; set local app.reach = '${actor.reach}'; set local app.part = '${part}'; set local app.person = '${person}'; set local app.actor = '${id}'`;
}

/**
 * The second lock of every query: `where ${withinPart(ctx, sql.ref("batch.organisation_id"))}`.
 * True for who sees the whole city; else only for organisations in the actor's part of the tree; never for a worker, who
 * is asked for by person, not by place.
 */
export function withinPart(ctx: ReadCtx, organisationId: ReturnType<typeof sql.ref>) {
  if (ctx.actor.reach === "self") return sql<boolean>`false`;
  return ctx.actor.reach === "part"
    ? sql<boolean>`${organisationId} = any(array(select organisation_id from organisation_part
        where city_id = ${ctx.actor.cityId} and ancestor_id = ${ctx.actor.organisationId ?? null}::uuid))`
    : sql<boolean>`true`;
}

export const sha256 = (content: string | Buffer): Buffer => createHash("sha256").update(content).digest();
