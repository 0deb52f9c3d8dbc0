import { createHmac, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Config } from "#platform/config.ts";
import { DatabaseProblem } from "./problem.ts";
import { databaseText } from "./text.ts";

/** Owns nothing and reads only what the policies let through. */
export const appRole = "tongzhou_app";

/**
 * Makes sure that the server is new enough and the application role can sign in; answers how. An administrator who
 * makes the role himself says so by TONGZHOU_APP_DATABASE_URL.
 */
export async function ensureAppRole(owner: pg.PoolConfig, config: Config): Promise<pg.PoolConfig> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await refuseOldServer(client);
    if (config.appDatabaseUrl) return { connectionString: config.appDatabaseUrl };
    const password = passwordOf(client, config);
    const app = {
      host: client.host,
      port: client.port,
      database: client.database as string,
      ssl: client.ssl,
      user: appRole,
      password,
    };
    if (!(await roleExists(client))) await setRole(client, "create", password);
    if (!(await canSignIn(app))) await setRole(client, "alter", password);
    await refuseMightyRole(client);
    return app;
  } finally {
    await client.end();
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as version",
  );
  const found = rows[0];
  if (!found || found.number < 150_000)
    throw new DatabaseProblem(databaseText.oldServer(found?.version ?? "?"));
}

/** Programs on several machines share one server: the same owner's password gives the same password everywhere. */
function passwordOf(client: pg.Client, config: Config): string {
  if (client.password) {
    return createHmac("sha256", client.password).update(`role ${appRole}`).digest("base64url");
  }
  const file = join(config.dataFolder, "app-role.password");
  if (!existsSync(file)) {
    mkdirSync(config.dataFolder, { recursive: true, mode: 0o711 });
    writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  }
  return readFileSync(file, "utf8").trim();
}

async function roleExists(client: pg.Client): Promise<boolean> {
  return ((await client.query("select from pg_roles where rolname = $1", [appRole])).rowCount ?? 0) > 0;
}

async function setRole(client: pg.Client, verb: "create" | "alter", password: string): Promise<void> {
  try {
    await client.query(`${verb} role ${appRole} login password '${password}'`);
  } catch (error) {
    const { code } = error as { code?: string };
    // Another starter was a moment earlier.
    if (code === "42710" || code === "23505" || code === "XX000") return;
    if (code === "42501") throw new DatabaseProblem(databaseText.mayNotMakeRole(appRole));
    throw error;
  }
}

async function canSignIn(app: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(app);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith("28")) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A role that passes the policies by is no wall. */
async function refuseMightyRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ mighty: boolean }>(
    "select rolsuper or rolbypassrls as mighty from pg_roles where rolname = $1",
    [appRole],
  );
  if (rows[0]?.mighty) throw new DatabaseProblem(databaseText.mightyRole(appRole));
}
