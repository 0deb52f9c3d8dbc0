import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { binary, serverBinaries, serverMajor } from "../binaries.ts";
import type { EmbeddedServer } from "../embedded.ts";
import { alone } from "../folder-lock.ts";
import { placesIn } from "../places.ts";
import { DatabaseProblem } from "../problem.ts";
import { type Entry, type Part, writeBackup } from "./container.ts";
import { entriesOf, fileOf, filesUnder, pass, sentFiles, takeOut } from "./files.ts";
import { backupText } from "./text.ts";

const platform = `PostgreSQL ${serverMajor} ${process.platform}-${process.arch}`;

// What a server makes anew, or what would be wrong in a copy.
const leftOut = new Set(
  "pg_wal pg_replslot pg_dynshmem pg_notify pg_serial pg_snapshots pg_stat_tmp pg_subtrans".split(" "),
);
const leftOutFiles = new Set(["postmaster.pid", "postmaster.opts", "current_logfiles", "backup_label"]);

/** The files of the running embedded server with the WAL that makes them one moment. Others go on working. */
export async function writePhysicalBackup(
  file: string,
  server: EmbeddedServer,
  dataFolder: string,
): Promise<void> {
  const client = new pg.Client({ ...server.address, database: "postgres" });
  await client.connect();
  try {
    await writeBackup(file, partsOf(client, server.cluster, dataFolder));
  } finally {
    await client.end();
  }
}

async function* partsOf(client: pg.Client, cluster: string, dataFolder: string): AsyncGenerator<Part> {
  const one = async (sql: string) => (await client.query(sql)).rows[0];
  yield { head: { kind: "physical", platform, madeAt: (await one("select now()::text as it")).it } };
  // The slot keeps the WAL until it is copied, and goes with the session.
  await client.query(
    `select pg_create_physical_replication_slot('tongzhou_backup_' || pg_backend_pid(), true, true)`,
  );
  const start = await one("select pg_walfile_name(pg_backup_start('tongzhou', true)) as segment");
  for (const folder of foldersOf(cluster)) yield { head: { kind: "folder", path: `postgres/${folder}` } };
  for (const path of clusterFiles(cluster)) yield fileOf(dataFolder, path);
  yield fileOf(dataFolder, "postgres/global/pg_control");
  const end = await one(
    "select pg_walfile_name(lsn) as segment, labelfile as label from pg_backup_stop(false)",
  );
  for (const { name } of entriesOf(join(cluster, "pg_wal"))) {
    const isNeeded = /^[0-9A-F]{24}$/.test(name) && name >= start.segment && name <= end.segment;
    if (isNeeded || name.endsWith(".history")) yield fileOf(dataFolder, `postgres/pg_wal/${name}`);
  }
  yield { head: { kind: "file", path: "postgres/backup_label" }, pieces: [Buffer.from(end.label)] };
  yield fileOf(dataFolder, "postgres.password");
  yield* sentFiles(dataFolder);
}

function foldersOf(cluster: string): string[] {
  const found: string[] = [];
  const visit = (path: string) => {
    for (const entry of entriesOf(join(cluster, path))) {
      if (!entry.isDirectory() || entry.name.startsWith("pgsql_tmp")) continue;
      const inside = path === "" ? entry.name : `${path}/${entry.name}`;
      found.push(inside);
      if (!leftOut.has(inside)) visit(inside);
    }
  };
  visit("");
  return [...found, "pg_wal/archive_status", "pg_wal/summaries"];
}

function clusterFiles(cluster: string): string[] {
  return filesUnder(join(cluster, ".."), "postgres").filter((path) => {
    const [, first = "", ...rest] = path.split("/");
    const isTemporary = /\/pgsql_tmp/.test(path) || /\/t\d+_\d+(_\w+)?(\.\d+)?$/.test(path);
    const isControl = path === "postgres/global/pg_control";
    return (
      !isTemporary && !isControl && !leftOut.has(first) && !(rest.length === 0 && leftOutFiles.has(first))
    );
  });
}

/** Puts a physical backup into a data folder that has no database yet; all or nothing. */
export async function restorePhysical(
  head: Record<string, unknown>,
  entries: AsyncIterable<Entry>,
  dataFolder: string,
  file: string,
): Promise<void> {
  if (head.platform !== platform)
    throw new DatabaseProblem(backupText.otherPlatform(String(head.platform), platform));
  const places = placesIn(dataFolder);
  mkdirSync(join(dataFolder, "lock"), { recursive: true, mode: 0o711 });
  await alone(places.startLock, async () => {
    if (existsSync(places.cluster)) throw new DatabaseProblem(backupText.folderTaken(dataFolder));
    const incoming = join(dataFolder, "restoring");
    rmSync(incoming, { recursive: true, force: true });
    try {
      for await (const entry of entries) {
        if (entry.head.kind === "file") await takeOut(entry, incoming, file, false);
        else {
          await pass(entry);
          mkdirSync(join(incoming, String(entry.head.path)), { recursive: true, mode: 0o700 });
        }
      }
      // A thousand small files: to the disk all at once, not one by one.
      const synced = spawnSync(binary(serverBinaries(), "initdb"), [
        "--sync-only",
        "-D",
        join(incoming, "postgres"),
      ]);
      if (synced.status !== 0) throw new Error(String(synced.stderr));
      // The cluster last: with it the folder counts as a database.
      for (const name of ["files", "postgres.password", "postgres"]) {
        if (existsSync(join(incoming, name))) renameSync(join(incoming, name), join(dataFolder, name));
      }
    } finally {
      rmSync(incoming, { recursive: true, force: true });
    }
  });
}
