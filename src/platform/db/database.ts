import pg from "pg";
import type { Config } from "#platform/config.ts";
import { type EmbeddedServer, joinEmbeddedServer } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import { DatabaseProblem } from "./problem.ts";
import { ensureAppRole } from "./roles.ts";
import { databaseText } from "./text.ts";
import { valueTypes } from "./types.ts";

export type Database = {
  /** The application role's: every request, job and command, behind the wall. */
  readonly pool: pg.Pool;
  /** The tables' owner: migrations, the job queue, backups. No feature uses it. */
  readonly ownerPool: pg.Pool;
  /** Undefined on a server of one's own. */
  readonly embedded: EmbeddedServer | undefined;
  /** The migrations that were applied when it was opened. */
  readonly applied: readonly string[];
  close(): Promise<void>;
};

const embeddedName = "tongzhou";

/** Joins the embedded server or the one of DATABASE_URL, brings the schema up to date, and opens the pools. */
export async function openDatabase(config: Config, options: { migrate?: boolean } = {}): Promise<Database> {
  const embedded = config.databaseUrl ? undefined : await joinEmbeddedServer(config.dataFolder);
  try {
    if (embedded) await ensureDatabase(embedded);
    const owner: pg.PoolConfig = embedded
      ? { ...embedded.address, database: embeddedName }
      : { connectionString: config.databaseUrl };
    const app = await ensureAppRole(owner, config);
    const database = openPools(owner, app, embedded);
    if (options.migrate === false) return database;
    const applied = await migrate(database.ownerPool).catch(async (error) => {
      await database.close();
      throw error;
    });
    return { ...database, applied };
  } catch (error) {
    await embedded?.leave();
    throw explained(error);
  }
}

export function openPools(owner: pg.PoolConfig, app: pg.PoolConfig, embedded?: EmbeddedServer): Database {
  const common = { idleTimeoutMillis: 10_000, connectionTimeoutMillis: 20_000, keepAlive: true };
  const pool = new pg.Pool({ ...common, ...app, max: 12, types: valueTypes, application_name: "tongzhou" });
  const ownerPool = new pg.Pool({
    ...common,
    ...owner,
    max: 8,
    application_name: "tongzhou owner",
    // Forced row-level security holds for an owner, too, who is no superuser.
    onConnect: (client) => client.query("set app.reach = 'system'"),
  });
  // An idle connection that breaks is replaced at its next use; without a listener it would end the program.
  for (const each of [pool, ownerPool]) {
    each.on("error", () => undefined);
    each.on("connect", (client) => client.on("error", () => undefined));
  }
  let closing: Promise<void> | undefined;
  return {
    pool,
    ownerPool,
    embedded,
    applied: [],
    close() {
      closing ??= Promise.all([pool.end(), ownerPool.end()]).then(() => embedded?.leave());
      return closing;
    },
  };
}

async function ensureDatabase(server: EmbeddedServer): Promise<void> {
  const client = new pg.Client({ ...server.address, database: "postgres" });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [embeddedName]);
    if (rowCount === 0) await client.query(`create database ${embeddedName}`);
  } catch (error) {
    // Another starter was a moment earlier.
    if (!["42P04", "23505"].includes((error as { code?: string }).code ?? "")) throw error;
  } finally {
    await client.end();
  }
}

/** What an operator can do something about, in words; anything else as it is. */
function explained(error: unknown): unknown {
  if (error instanceof DatabaseProblem || !(error instanceof Error)) return error;
  const code = (error as { code?: string }).code ?? "";
  if (["ECONNREFUSED", "ENOENT", "ENOTFOUND", "ETIMEDOUT", "EHOSTUNREACH"].includes(code))
    return new DatabaseProblem(databaseText.unreachable(code));
  if (code === "28P01" || code === "28000") return new DatabaseProblem(databaseText.signInRefused);
  if (code === "3D000") return new DatabaseProblem(databaseText.noSuchDatabase);
  if (code === "53100") return new DatabaseProblem(databaseText.serverFull);
  return error;
}
