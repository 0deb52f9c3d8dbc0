import { spawnSync } from "node:child_process";
import { join } from "node:path";
import pg from "pg";
import { type Config, readConfig } from "#platform/config.ts";
import { openVault, setVault } from "#platform/crypto.ts";
import { type Database, openDatabase, openPools } from "#platform/db/database.ts";
import { type EmbeddedServer, joinEmbeddedServer } from "#platform/db/embedded.ts";
import { ensureAppRole } from "#platform/db/roles.ts";
import { makeFileStore, setFiles } from "#platform/files.ts";

/** The database of the program itself: the city that is filled and then measured. */
export const cityDatabase = "tongzhou";

/** A data folder of the benchmark's own with its server; copies of the city's database are made for the bare scripts. */
export type BenchFolder = {
  readonly path: string;
  readonly config: Config;
  readonly server: EmbeddedServer;
  open(name: string): Promise<Database>;
  /** A connection of the tables' owner, beyond every wall. */
  connect(name: string): Promise<pg.Client>;
  copy(from: string, to: string): Promise<void>;
  drop(name: string): Promise<void>;
};

export async function openFolder(path: string): Promise<BenchFolder> {
  // The server's account passes through to its own folder.
  spawnSync("chmod", ["711", path]);
  const config = readConfig({ TONGZHOU_DATA: path });
  const server = await joinEmbeddedServer(path);
  setVault(openVault(path, undefined));
  setFiles(makeFileStore(path));
  const connect = async (database: string) => {
    const client = new pg.Client({ ...server.address, database });
    await client.connect();
    return client;
  };
  const order = async (statement: string) => {
    const client = await connect("postgres");
    await client.query(statement);
    await client.end();
  };
  return {
    path,
    config,
    server,
    connect,
    async open(name) {
      if (name === cityDatabase) return openDatabase(config);
      const owner = { ...server.address, database: name };
      return openPools(owner, await ensureAppRole(owner, config));
    },
    copy: async (from, to) => {
      await order(`drop database if exists ${to} with (force)`);
      await order(`create database ${to} template ${from} strategy file_copy`);
    },
    drop: (name) => order(`drop database if exists ${name} with (force)`),
  };
}

export const rosterFile = (folder: string, name: string): string => join(folder, `${name}.xlsx`);
