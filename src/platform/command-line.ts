import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import type { Config } from "#platform/config.ts";
import { systemActor, writing } from "./context.ts";
import { openVault, setVault } from "./crypto.ts";
import { type Database, openDatabase } from "./db/database.ts";
import { openFiles, setFiles } from "./files.ts";
import { setPublicAddress } from "./public-address.ts";

/** Opens the database and the vault for one command of the command line, and lets go of both whatever happens. */
export async function withDatabase<T>(config: Config, run: (database: Database) => Promise<T>): Promise<T> {
  setFiles(await openFiles(config));
  const database = await openDatabase(config);
  try {
    setVault(openVault(config.dataFolder, config.keys));
    setPublicAddress(config.publicAddress);
    return await run(database);
  } finally {
    await database.close();
  }
}

export type City = { readonly cityId: number; readonly name: string };

/** The cities a command is about: the one named by its six-digit code, or all that are open. */
export async function citiesOf(database: Database, code: string | undefined): Promise<City[]> {
  const { rows } = await writing(database.pool, systemActor("command-line", 0), (ctx) =>
    sql<City>`select city_id as "cityId", name from city order by city_id`.execute(ctx.db),
  );
  const found = code === undefined ? rows : rows.filter((city) => String(city.cityId) === code);
  if (code !== undefined && found.length === 0) throw new Refusal("not_found", "city_unknown", { code });
  return found;
}

/** What a command says: one JSON document with --json, Chinese sentences otherwise. */
export function say(asJson: boolean | undefined, document: unknown, sentences: readonly string[]): void {
  process.stdout.write(asJson ? `${JSON.stringify(document, null, 1)}\n` : `${sentences.join("\n")}\n`);
}
