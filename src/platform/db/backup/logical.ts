import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import type { Pool, PoolClient } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { migrate } from "../migrate.ts";
import { type Migration, readMigrations } from "../migration-files.ts";
import { DatabaseProblem } from "../problem.ts";
import { tables } from "../tables.ts";
import { type Entry, type Part, writeBackup } from "./container.ts";
import { sentFiles, takeOut } from "./files.ts";
import { backupText } from "./text.ts";

// Rows as text by COPY: between servers, systems and major versions. One snapshot; the order of the primary key makes
// the text, and so its hash, the same wherever it is written.

type Applied = { readonly name: string; readonly hash: string };
type TableHead = { readonly kind: "table"; readonly table: string; readonly columns: readonly string[] };

const sameText = `set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local bytea_output = 'hex';
  set local intervalstyle = 'postgres'; set local extra_float_digits = 1; set local search_path = public`;

export async function writeLogicalBackup(file: string, owner: Pool, dataFolder: string): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query(`begin isolation level repeatable read read only; ${sameText}`);
    await writeBackup(file, partsOf(client, dataFolder));
  } finally {
    await client.query("rollback").catch(() => undefined);
    client.release();
  }
}

async function* partsOf(client: PoolClient, dataFolder: string): AsyncGenerator<Part> {
  const { rows: migrations } = await client.query<Applied>(
    "select name, hash from schema_migration where number > 0 order by number",
  );
  yield { head: { kind: "logical", migrations } };
  for (const table of await exportedTables(client)) {
    const columns = await columnsOf(client, table);
    const head: TableHead = { kind: "table", table, columns };
    yield { head, pieces: await rowsOf(client, table, columns) };
  }
  yield* sentFiles(dataFolder);
}

async function exportedTables(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1",
  );
  return rows.map(({ name }) => name).filter((name) => name !== "schema_migration" && name in tables);
}

async function columnsOf(client: PoolClient, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}

async function rowsOf(client: PoolClient, table: string, columns: readonly string[]) {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey)
     where indrelid = $1::regclass and indisprimary order by array_position(indkey::int2[], attnum)`,
    [table],
  );
  const order = rows.map(({ name }) => name).join(", ");
  const query = `copy (select ${columns.join(", ")} from ${table} order by ${order}) to stdout`;
  return client.query(copyTo(query)) as AsyncIterable<Buffer>;
}

/** Fills an empty database from a logical backup, in one transaction, and compares what is then in it. */
export async function restoreLogical(
  head: Record<string, unknown>,
  entries: AsyncIterable<Entry>,
  owner: Pool,
  dataFolder: string,
  file: string,
): Promise<void> {
  const made = head.migrations as Applied[];
  await migrate(owner, migrationsOf(made));
  const client = await owner.connect();
  try {
    await client.query(`begin; ${sameText}`);
    await refuseFilled(client);
    const raise = await lowerWalls(client);
    for await (const entry of entries) {
      if (entry.head.kind === "table") await fill(client, entry.head as unknown as TableHead, entry);
      else await takeOut(entry, dataFolder, file);
    }
    for (const statement of raise) await client.query(statement);
    await requeue(client);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
  await migrate(owner);
}

/** The state of the schema that the backup was made in; later migrations follow when the rows are in. */
function migrationsOf(made: readonly Applied[]): Migration[] {
  const known = new Map(readMigrations().map((migration) => [migration.name, migration]));
  return made.map(({ name, hash }) => {
    const migration = known.get(name);
    if (!migration) throw new DatabaseProblem(backupText.newerProgram(name));
    if (migration.hash !== hash) throw new DatabaseProblem(backupText.changedMigration(name));
    return migration;
  });
}

async function refuseFilled(client: PoolClient): Promise<void> {
  for (const table of await exportedTables(client)) {
    const { rowCount } = await client.query(`select from ${table} limit 1`);
    if (rowCount) throw new DatabaseProblem(backupText.notEmpty(table));
  }
}

/**
 * Foreign keys come back when all rows are in: no order to keep, and they are checked at once. An owner who is no
 * superuser is held by forced walls too, and no COPY passes one. Answers the statements that undo it.
 */
async function lowerWalls(client: PoolClient): Promise<string[]> {
  const { rows: keys } = await client.query<{ name: string; table: string; definition: string }>(
    `select conname as name, conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1`,
  );
  const { rows: walled } = await client.query<{ name: string }>(
    "select oid::regclass::text as name from pg_class where relforcerowsecurity and relnamespace = 'public'::regnamespace",
  );
  for (const { name, table } of keys) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of walled) await client.query(`alter table ${name} no force row level security`);
  return [
    ...keys.map(({ name, table, definition }) => `alter table ${table} add constraint ${name} ${definition}`),
    ...walled.map(({ name }) => `alter table ${name} force row level security`),
  ];
}

async function fill(client: PoolClient, head: TableHead, entry: Entry): Promise<void> {
  const { table, columns } = head;
  const known = await columnsOf(client, table);
  if (columns.some((column) => !known.includes(column)) || !(table in tables)) {
    throw new Error(`The backup's ${table} does not fit this schema.`);
  }
  const written = createHash("sha256");
  const input = client.query(copyFrom(`copy ${table} (${columns.join(", ")}) from stdin`));
  await pipeline(async function* () {
    let next = await entry.pieces.next();
    for (; !next.done; next = await entry.pieces.next()) {
      written.update(next.value);
      yield next.value;
    }
  }, input);
  const found = createHash("sha256");
  let rows = 0;
  const output = await rowsOf(client, table, columns);
  for await (const piece of output) {
    found.update(piece);
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) rows++;
  }
  const wanted = written.digest("hex");
  const reached = found.digest("hex");
  if (rows !== input.rowCount)
    throw new DatabaseProblem(backupText.wrongRows(table, `${input.rowCount} 行`, `${rows} 行`));
  if (wanted !== reached)
    throw new DatabaseProblem(backupText.wrongRows(table, wanted.slice(0, 12), reached.slice(0, 12)));
}

/** The queue's own tables are not in a backup: what waited, waits again. */
async function requeue(client: PoolClient): Promise<void> {
  await client.query(
    "select enqueue_job(city_id, id) from job_run where state in ('waiting', 'running') order by created_at",
  );
}
