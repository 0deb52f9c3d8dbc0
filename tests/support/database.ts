import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { programFolder, readConfig } from "#platform/config.ts";
import { type Database, openDatabase, openPools } from "#platform/db/database.ts";
import { readMigrations } from "#platform/db/migration-files.ts";
import { ensureAppRole } from "#platform/db/roles.ts";

export type TestDatabase = Database & {
  readonly name: string;
  /** Ends the connections and removes the database. */
  close(): Promise<void>;
};

/** A fresh, migrated, empty database: one per test file. Close it in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const url = testServerUrl();
  const name = `tz_test_${process.pid}_${randomBytes(4).toString("hex")}`;
  await asOwner(url, async (client) => {
    // A template must have no connection; another file may be copying it just now.
    await client.query("select pg_advisory_lock(410900003)");
    await client.query(`create database ${name} template ${templateName()}`);
  });
  const owner = { connectionString: withDatabase(url, name) };
  const app = await ensureAppRole(owner, testConfig(withDatabase(url, name)));
  const database = openPools(owner, app);
  return {
    ...database,
    name,
    async close() {
      await database.close();
      await asOwner(url, (client) => dropWhenLeft(client, name));
    },
  };
}

/** Makes the template that test databases are copied from, unless this server has it already. */
export async function prepareTemplate(url: string): Promise<void> {
  const template = templateName();
  const unfinished = `${template}_new`;
  await asOwner(url, async (client) => {
    await client.query("select pg_advisory_lock(410900003)");
    const { rowCount } = await client.query("select from pg_database where datname = $1", [template]);
    if (rowCount) return;
    await client.query(`drop database if exists ${unfinished} with (force)`);
    await client.query(`create database ${unfinished} template template0`);
    const database = await openDatabase(testConfig(withDatabase(url, unfinished)));
    await database.close();
    await client.query(`alter database ${unfinished} rename to ${template}`);
  });
}

/** An owner who is no superuser may not end the sessions that are just closing: wait for them. */
async function dropWhenLeft(client: pg.Client, name: string): Promise<void> {
  for (const until = Date.now() + 10_000; ; await sleep(50)) {
    try {
      await client.query(`drop database if exists ${name}`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== "55006" || Date.now() > until) throw error;
    }
  }
}

export function testServerUrl(): string {
  const url = process.env.TONGZHOU_TEST_URL;
  if (!url) throw new Error("No test server: tests/support/setup.ts starts it.");
  return url;
}

export const withDatabase = (url: string, name: string): string =>
  url.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${name}`);

export const testConfig = (databaseUrl: string) =>
  readConfig({ DATABASE_URL: databaseUrl, TONGZHOU_DATA: join(tmpdir(), "tongzhou-test-keys") });

let knownName: string | undefined;

function templateName(): string {
  const hash = createHash("sha256");
  for (const migration of readMigrations()) hash.update(migration.hash);
  for (const file of ["tables.ts", "walls.ts", "migrate.ts"]) {
    hash.update(readFileSync(join(programFolder, "src", "platform", "db", file)));
  }
  knownName ??= `tz_template_${hash.digest("hex").slice(0, 12)}`;
  return knownName;
}

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
