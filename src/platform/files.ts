import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { newId } from "#core/ids.ts";
import { vault } from "./crypto.ts";

/**
 * Files people sent, sealed at rest: one file each under its id in the data folder, never under a name of theirs.
 * A file is sealed in pieces of one MiB, each with its own nonce, so that 50 MB never stand in memory at once.
 */
export type FileStore = {
  /** Seals what lies at `path` and keeps it; safe on disk when it answers. */
  readonly keep: (id: string, path: string) => Promise<void>;
  readonly read: (id: string) => Promise<Buffer>;
  /** Lends the open file under a path that is gone when `use` is done. */
  readonly lend: <T>(id: string, use: (path: string) => Promise<T>) => Promise<T>;
  readonly drop: (id: string) => Promise<void>;
};

const piece = 1024 * 1024;

export function makeFileStore(dataFolder: string): FileStore {
  const pathOf = (id: string) => {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error("Not the id of a file.");
    return join(dataFolder, "files", id.slice(-2), id);
  };
  return {
    keep: async (id, path) => {
      const to = pathOf(id);
      await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      const part = `${to}.part`;
      try {
        const { size } = await stat(path);
        await pipeline(
          createReadStream(path, { highWaterMark: Math.min(piece, Math.max(size, 1)) }),
          sealing(),
          createWriteStream(part, { mode: 0o600 }),
        );
        await flushed(part);
        await rename(part, to);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    read: async (id) => openPieces(await readFile(pathOf(id))),
    lend: async (id, use) => {
      const path = join(dataFolder, "spool", newId());
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      try {
        const lent = await open(path, "wx", 0o600);
        await lent.writeFile(openPieces(await readFile(pathOf(id))));
        await lent.close();
        return await use(path);
      } finally {
        await rm(path, { force: true });
      }
    },
    drop: async (id) => {
      await rm(pathOf(id), { force: true });
    },
  };
}

async function flushed(path: string): Promise<void> {
  const file = await open(path, "r+");
  await file.sync();
  await file.close();
}

/** Each piece: its sealed length in four bytes, then the sealed bytes. */
const sealing = () =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const sealed = vault().sealBytes(chunk);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(sealed.length);
      done(null, Buffer.concat([length, sealed]));
    },
  });

function openPieces(sealed: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < sealed.length; ) {
    const end = at + 4 + sealed.readUInt32BE(at);
    pieces.push(vault().openBytes(sealed.subarray(at + 4, end)));
    at = end;
  }
  return Buffer.concat(pieces);
}

let used: FileStore | undefined;

/** Set once at start (and in tests), like the vault. */
export function setFiles(store: FileStore): void {
  used = store;
}

export function files(): FileStore {
  if (!used) throw new Error("The file store is opened at start.");
  return used;
}
