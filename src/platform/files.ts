import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
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
  /** Seals with the key that seals now whatever an older one has sealed, file by file. Answers how many files. */
  readonly reseal: (tell: (done: number) => void) => Promise<number>;
};

const piece = 1024 * 1024;
/** How many files are sealed anew before it is told. */
const tellEvery = 200;

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
    reseal: async (tell) => {
      let done = 0;
      for await (const path of sealedFiles(join(dataFolder, "files"))) {
        if (!(await resealFile(path))) continue;
        done += 1;
        if (done % tellEvery === 0) tell(done);
      }
      return done;
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

async function* sealedFiles(folder: string): AsyncGenerator<string> {
  const rooms = await readdir(folder).catch(() => []);
  for (const room of rooms)
    for (const name of await readdir(join(folder, room)))
      if (/^[0-9a-f-]{36}$/.test(name)) yield join(folder, room, name);
}

/** A file beside it takes its place when it is whole. False where nothing of it is old, or it is gone. */
async function resealFile(path: string): Promise<boolean> {
  try {
    if (await isSealedAnew(path)) return false;
    return await replaceSealed(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false; // dropped meanwhile
    throw error;
  }
}

/** Looks at the head of each piece only. */
async function isSealedAnew(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(5);
    for (let at = 0; (await file.read(head, 0, 5, at)).bytesRead === 5; at += 4 + head.readUInt32BE(0))
      if (!vault().isCurrent(head.subarray(4))) return false;
    return true;
  } finally {
    await file.close();
  }
}

async function replaceSealed(path: string): Promise<boolean> {
  const sealed = await readFile(path);
  const part = `${path}.anew`;
  const anew = [...piecesOf(sealed)].map((one) => framed(vault().sealBytes(vault().openBytes(one))));
  await writeFile(part, Buffer.concat(anew), { mode: 0o600 });
  await flushed(part);
  if (!existsSync(path)) {
    await rm(part, { force: true });
    return false;
  }
  await rename(part, path);
  return true;
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
