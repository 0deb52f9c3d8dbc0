import type { Config } from "#platform/config.ts";
import { type Entry, readBackup } from "./backup/container.ts";
import { pass } from "./backup/files.ts";
import { restoreLogical, writeLogicalBackup } from "./backup/logical.ts";
import { restorePhysical, writePhysicalBackup } from "./backup/physical.ts";
import { backupText } from "./backup/text.ts";
import { openDatabase } from "./database.ts";
import { DatabaseProblem } from "./problem.ts";

export type BackupKind = "physical" | "logical";

/**
 * Writes everything but the keys into one file while others go on working. Physical (the default for the embedded
 * server): its files at one moment, fast, for the same system and major version. Logical: rows as text, for any server.
 */
export async function backUp(config: Config, file: string, wanted?: BackupKind): Promise<BackupKind> {
  const kind = wanted ?? (config.databaseUrl ? "logical" : "physical");
  if (kind === "physical" && config.databaseUrl) throw new DatabaseProblem(backupText.onlyEmbedded);
  // As it is: a backup before an update must not update first.
  const database = await openDatabase(config, { migrate: false });
  try {
    if (kind === "logical") await writeLogicalBackup(file, database.ownerPool, config.dataFolder);
    else if (database.embedded) await writePhysicalBackup(file, database.embedded, config.dataFolder);
    return kind;
  } finally {
    await database.close();
  }
}

/** Restores into an empty database or a folder without one; refuses anything else, and keeps nothing of half a backup. */
export async function restore(config: Config, file: string): Promise<BackupKind> {
  // All of it is read once before anything is touched.
  for await (const entry of readBackup(file)) await pass(entry);
  const entries = readBackup(file);
  const first = await entries.next();
  const head = first.done ? {} : first.value.head;
  if (!first.done) await pass(first.value);
  if (head.kind === "physical") await restoreFolder(config, head, entries, file);
  else if (head.kind === "logical") await restoreRows(config, head, entries, file);
  else throw new DatabaseProblem(backupText.noBackup(file));
  return head.kind;
}

async function restoreFolder(
  config: Config,
  head: Record<string, unknown>,
  entries: AsyncIterable<Entry>,
  file: string,
): Promise<void> {
  if (config.databaseUrl) throw new DatabaseProblem(backupText.physicalIntoServer);
  await restorePhysical(head, entries, config.dataFolder, file);
  // Started once, so that whoever is told it succeeded knows that it opens.
  await (await openDatabase(config)).close();
}

async function restoreRows(
  config: Config,
  head: Record<string, unknown>,
  entries: AsyncIterable<Entry>,
  file: string,
): Promise<void> {
  const database = await openDatabase(config, { migrate: false });
  try {
    await restoreLogical(head, entries, database.ownerPool, config.dataFolder, file);
  } finally {
    await database.close();
  }
}
