import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { newId } from "#core/ids.ts";
import type { Config } from "./config.ts";
import { vault } from "./crypto.ts";
import { type ObjectStorage, openObjectStorage } from "./object-storage/object-storage.ts";

/**
 * Files people sent, sealed at rest: one each under its id in the data folder or a bucket, never under a name of theirs.
 * A file is sealed in pieces of one MiB, each with its own nonce, so that 50 MB never stand in memory at once.
 */
export type FileStore = {
  /** Seals what lies at `path` and keeps it; safe when it answers. */
  readonly keep: (id: string, path: string) => Promise<void>;
  readonly read: (id: string) => Promise<Buffer>;
  /** Lends the open file under a path that is gone when `use` is done. */
  readonly lend: <T>(id: string, use: (path: string) => Promise<T>) => Promise<T>;
  readonly drop: (id: string) => Promise<void>;
  /** Seals with the key that seals now whatever an older one has sealed, file by file. Answers how many files. */
  readonly reseal: (tell: (done: number) => void) => Promise<number>;
};

/** Where the sealed files lie. A file that is not there is `ENOENT`. */
type Shelf = {
  /** Takes the file over from `path`, in the place of one it may have. */
  readonly put: (id: string, path: string) => Promise<void>;
  readonly get: (id: string) => Promise<Buffer>;
  readonly has: (id: string) => Promise<boolean>;
  readonly drop: (id: string) => Promise<void>;
  readonly ids: () => AsyncGenerator<string>;
};

const piece = 1024 * 1024;
/** How many files are sealed anew before it is told. */
const tellEvery = 200;

/** The store that the environment decides on. Fails with a sentence for the operator where a bucket cannot be used. */
export const openFiles = async ({ dataFolder, files }: Config): Promise<FileStore> =>
  makeFileStore(dataFolder, files ? bucketShelf(await openObjectStorage(files)) : folderShelf(dataFolder));

/** What is under way lies in the data folder's `spool`. */
export function makeFileStore(dataFolder: string, shelf: Shelf = folderShelf(dataFolder)): FileStore {
  const spooled = async <T>(use: (path: string) => Promise<T>): Promise<T> => {
    const path = join(dataFolder, "spool", newId());
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    try {
      return await use(path);
    } finally {
      await rm(path, { force: true });
    }
  };
  return {
    keep: (id, path) =>
      spooled(async (sealed) => {
        const { size } = await stat(path);
        await pipeline(
          createReadStream(path, { highWaterMark: Math.min(piece, Math.max(size, 1)) }),
          sealing(),
          createWriteStream(sealed, { mode: 0o600 }),
        );
        await shelf.put(id, sealed);
      }),
    read: async (id) => openPieces(await shelf.get(id)),
    lend: (id, use) =>
      spooled(async (path) => {
        await writeFile(path, openPieces(await shelf.get(id)), { flag: "wx", mode: 0o600 });
        return use(path);
      }),
    drop: (id) => shelf.drop(id),
    reseal: async (tell) => {
      let done = 0;
      for await (const id of shelf.ids()) {
        if (!(await spooled((path) => resealed(shelf, id, path)))) continue;
        done += 1;
        if (done % tellEvery === 0) tell(done);
      }
      return done;
    },
  };
}

/** Seals a file anew and puts it in its own place. False where nothing of it is old, or it was dropped meanwhile. */
async function resealed(shelf: Shelf, id: string, path: string): Promise<boolean> {
  try {
    const pieces = [...piecesOf(await shelf.get(id))];
    if (pieces.every((one) => vault().isCurrent(one))) return false;
    const anew = pieces.map((one) => framed(vault().sealBytes(vault().openBytes(one))));
    await writeFile(path, Buffer.concat(anew), { mode: 0o600 });
    if (!(await shelf.has(id))) return false;
    await shelf.put(id, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

const named = /^[0-9a-f-]{36}$/;
const placeOf = (id: string): string => {
  if (!named.test(id)) throw new Error("Not the id of a file.");
  return `${id.slice(-2)}/${id}`;
};

/** `files/` of the data folder; a file takes its name once it is whole and on the disk. */
function folderShelf(dataFolder: string): Shelf {
  const folder = join(dataFolder, "files");
  const pathOf = (id: string) => join(folder, placeOf(id));
  return {
    put: async (id, path) => {
      const to = pathOf(id);
      await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      await flushed(path);
      await rename(path, to);
    },
    get: (id) => readFile(pathOf(id)),
    has: async (id) => existsSync(pathOf(id)),
    drop: (id) => rm(pathOf(id), { force: true }),
    async *ids() {
      for (const room of await readdir(folder).catch(() => []))
        for (const name of await readdir(join(folder, room))) if (named.test(name)) yield name;
    },
  };
}

const bucketShelf = (bucket: ObjectStorage): Shelf => ({
  put: (id, path) => bucket.put(placeOf(id), path),
  get: (id) => bucket.get(placeOf(id)),
  has: (id) => bucket.has(placeOf(id)),
  drop: (id) => bucket.remove(placeOf(id)),
  async *ids() {
    for await (const name of bucket.names()) {
      const id = name.slice(3);
      if (named.test(id) && placeOf(id) === name) yield id;
    }
  },
});

async function flushed(path: string): Promise<void> {
  const file = await open(path, "r+");
  await file.sync();
  await file.close();
}

/** Each piece: its sealed length in four bytes, then the sealed bytes. */
const sealing = () =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, framed(vault().sealBytes(chunk)));
    },
  });

function framed(sealed: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(sealed.length);
  return Buffer.concat([length, sealed]);
}

const openPieces = (sealed: Buffer): Buffer =>
  Buffer.concat([...piecesOf(sealed)].map((one) => vault().openBytes(one)));

function* piecesOf(sealed: Buffer): Generator<Buffer> {
  for (let at = 0; at < sealed.length; ) {
    const end = at + 4 + sealed.readUInt32BE(at);
    yield sealed.subarray(at + 4, end);
    at = end;
  }
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
