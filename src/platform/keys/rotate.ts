import { setTimeout as sleep } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import { Refusal } from "#core/refusal.ts";
import type { Config } from "#platform/config.ts";
import { systemActor, writing } from "#platform/context.ts";
import { keysLookedAtMs, openVault, setVault, vault } from "#platform/crypto.ts";
import type { Database } from "#platform/db/database.ts";
import { files } from "#platform/files.ts";
import {
  freshKey,
  type KeyFile,
  parseKeyFile,
  readKeyFile,
  retiredKeys,
  retireKeys,
  writeKeyFile,
} from "./key-file.ts";
import { countByKey, resealTable, sealedTables } from "./reseal-rows.ts";

/** How far it is: what is being sealed anew, and how many rows or files are done. */
export type OnResealed = (what: string, done: number) => void;

export type Rotated = {
  readonly key: number;
  /** Taken out of the ring. With TONGZHOU_KEYS: what may be taken out by hand. */
  readonly old: readonly number[];
  readonly rows: number;
  readonly files: number;
};

const mostKeys = 255;
const lockNumber = 410_900_017;

/**
 * A new data key while the program runs: it is put into the ring and seals from now on, everything sealed by older ones
 * is sealed anew in small batches, and when nothing is left of them they are taken out. Killed at any moment, the same
 * command goes on: a ring of several keys is a rotation that is not over. Refuses `key_rotation_running`, `key_ring_full`,
 * `key_in_environment`.
 */
export async function rotateKey(
  config: Config,
  database: Database,
  tell: OnResealed = () => undefined,
): Promise<Rotated> {
  const { ownerPool, pool } = database;
  return alone(ownerPool, async () => {
    const { keys, isNew } = withNewKey(config);
    setVault(openVault(config.dataFolder, config.keys));
    const old = Object.keys(keys.sealing)
      .map(Number)
      .filter((number) => number !== keys.current);
    const record = (event: string, facts: Record<string, number | string>) =>
      writing(pool, systemActor("keys", 0, "密钥更换"), (ctx) => ctx.record(event, facts));
    if (isNew) await record("key.rotation_begun", { key: keys.current, old: old.join(" ") });
    await sleep(3 * keysLookedAtMs); // every program that runs has looked at the ring
    await untilBegunHasEnded(ownerPool);
    let [rows, kept, again] = [0, 0, 0];
    do {
      rows += await resealRows(ownerPool, tell);
      again = await files().reseal((done) => tell("文件", done));
      kept += again;
      // A sealed value may be copied from one table to another by what is under way just now.
      await untilBegunHasEnded(ownerPool);
    } while (again > 0 || (await isOldLeft(ownerPool)));
    if (!config.keys) retireKeys(config.dataFolder);
    await record("key.rotated", { key: keys.current, old: old.join(" "), rows, files: kept });
    return { key: keys.current, old, rows, files: kept };
  });
}

/** One at a time, whoever asks: the lock ends with its connection. */
async function alone<T>(owner: Pool, work: () => Promise<T>): Promise<T> {
  const client: PoolClient = await owner.connect();
  try {
    const { rows } = await client.query<{ ok: boolean }>("select pg_try_advisory_lock($1) as ok", [
      lockNumber,
    ]);
    if (!rows[0]?.ok) throw new Refusal("conflict", "key_rotation_running");
    try {
      return await work();
    } finally {
      await client.query("select pg_advisory_unlock($1)", [lockNumber]);
    }
  } finally {
    client.release();
  }
}

/** A ring of one key gets another, which seals from now on; a ring of several is gone on with. */
function withNewKey({ keys: environment, dataFolder }: Config): {
  readonly keys: KeyFile;
  readonly isNew: boolean;
} {
  const keys = environment ? parseKeyFile(environment) : readKeyFile(dataFolder).keys;
  if (Object.keys(keys.sealing).length > 1) return { keys, isNew: false };
  if (environment) throw new Refusal("conflict", "key_in_environment");
  // A number is never given twice: a backup tells by it which key it needs.
  const used = [...Object.keys(keys.sealing), ...Object.keys(retiredKeys(dataFolder))].map(Number);
  const current = Math.max(...used) + 1;
  if (current > mostKeys) throw new Refusal("conflict", "key_ring_full");
  const grown = { ...keys, current, sealing: { ...keys.sealing, [current]: freshKey() } };
  writeKeyFile(dataFolder, grown);
  return { keys: grown, isNew: true };
}

/** Whatever was begun by now has ended. */
async function untilBegunHasEnded(owner: Pool): Promise<void> {
  const { rows } = await owner.query<{ now: bigint }>("select pg_current_xact_id()::text::bigint as now");
  const mark = BigInt(rows[0]?.now ?? 0);
  for (;;) {
    const oldest = await owner.query<{ xmin: bigint }>(
      "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xmin",
    );
    if (BigInt(oldest.rows[0]?.xmin ?? 0) > mark) return;
    await sleep(200);
  }
}

async function resealRows(owner: Pool, tell: OnResealed): Promise<number> {
  let rows = 0;
  for (const table of await sealedTables(owner)) {
    let done = 0;
    rows += await resealTable(owner, table, (more) => {
      done += more;
      tell(table.name, done);
    });
  }
  return rows;
}

async function isOldLeft(owner: Pool): Promise<boolean> {
  return [...(await countByKey(owner)).keys()].some((key) => key !== vault().keyNumber());
}
