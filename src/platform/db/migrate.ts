import { runMigrations as prepareQueue } from "graphile-worker";
import type { Pool, PoolClient } from "pg";
import { type Migration, readMigrations } from "./migration-files.ts";
import { DatabaseProblem } from "./problem.ts";
import { databaseText } from "./text.ts";
import { raiseWalls } from "./walls.ts";

/** Any number, the same for all starters. */
const migrationLock = 410_900_001;

/**
 * Brings the schema up to date: the job queue's tables, the numbered migrations, then the walls. Forward only; each
 * file in one transaction; safe when two programs start at once. Answers the names of what was applied.
 */
export async function migrate(
  owner: Pool,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  const client = await owner.connect();
  try {
    const applied = await appliedBefore(client);
    if (isUpToDate(migrations, applied)) {
      await raiseWalls(client);
      return [];
    }
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    try {
      return await applyMissing(owner, client, migrations);
    } finally {
      await client.query("select pg_advisory_unlock($1)", [migrationLock]);
    }
  } finally {
    client.release();
  }
}

type Applied = ReadonlyMap<number, { name: string; hash: string }>;

async function appliedBefore(client: PoolClient): Promise<Applied> {
  const { rows: tables } = await client.query("select to_regclass('public.schema_migration') as it");
  if (tables[0].it === null) return new Map();
  const { rows } = await client.query("select number, name, hash from schema_migration where number > 0");
  return new Map(rows.map((row) => [row.number, row]));
}

/** Refuses where the files and what was applied contradict each other. */
function isUpToDate(migrations: readonly Migration[], applied: Applied): boolean {
  const known = new Map(migrations.map((migration) => [migration.number, migration]));
  for (const [number, { name, hash }] of applied) {
    const file = known.get(number);
    if (!file) throw new DatabaseProblem(databaseText.migrationUnknown(name));
    if (file.hash !== hash) throw new DatabaseProblem(databaseText.migrationChanged(name));
  }
  return applied.size === migrations.length && applied.size > 0;
}

async function applyMissing(
  owner: Pool,
  client: PoolClient,
  migrations: readonly Migration[],
): Promise<string[]> {
  // Another starter may have done it while this one waited for the lock.
  const applied = await appliedBefore(client);
  if (!isUpToDate(migrations, applied)) {
    await prepareQueue({ pgPool: owner });
    await client.query(
      `create table if not exists schema_migration (
        number int primary key, name text not null, hash text not null, applied_at timestamptz not null default now())`,
    );
  }
  const { rowCount: citus } = await client.query("select from pg_extension where extname = 'citus'");
  const missing = migrations.filter(({ number }) => !applied.has(number));
  for (const migration of missing) await apply(client, migration, (citus ?? 0) > 0);
  await raiseWalls(client);
  return missing.map(({ name }) => name);
}

async function apply(client: PoolClient, migration: Migration, isCitus: boolean): Promise<void> {
  const steps = [...migration.tables, ...(isCitus ? migration.distribute : []), ...migration.foreignKeys];
  let current = "";
  await client.query("begin");
  try {
    for (current of steps) await client.query(current);
    await client.query("insert into schema_migration (number, name, hash) values ($1, $2, $3)", [
      migration.number,
      migration.name,
      migration.hash,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    const { code, message } = error as { code?: string; message: string };
    if (code === "42501") throw new DatabaseProblem(databaseText.mayNotMigrate(migration.name));
    throw new DatabaseProblem(databaseText.migrationFailed(migration.name, current, message));
  }
}
