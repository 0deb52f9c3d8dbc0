import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { open, rename, rm, writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress, createZstdDecompress } from "node:zlib";
import { DatabaseProblem } from "../problem.ts";
import { backupText } from "./text.ts";

// One file: a first line that names the format, then zstd over frames. An entry is a head (JSON), pieces, and a foot
// with the SHA-256 of its pieces; the length of an entry need not be known before, because files grow while they are
// copied. The last frame says that the file is whole.

const firstLine = "tongzhou backup 1\n";
const kinds = { head: 1, piece: 2, foot: 3, end: 4 } as const;
const largestPiece = 1 << 24;

export type EntrySum = { readonly bytes: number; readonly sha256: string };
export type Part = { readonly head: object; readonly pieces?: AsyncIterable<Buffer> | Iterable<Buffer> };

/** Writes beside the name and takes it at the end, so that half a backup never looks like one. */
export async function writeBackup(file: string, parts: AsyncIterable<Part>): Promise<void> {
  if (existsSync(file)) throw new DatabaseProblem(backupText.exists(file));
  const unfinished = `${file}.unfinished`;
  try {
    await writeFile(unfinished, firstLine, { mode: 0o600 });
    // The checksum holds heads and lengths, too, which are in no entry's SHA-256.
    const params = { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 };
    const compress = createZstdCompress({ params });
    await pipeline(framesOf(parts), compress, createWriteStream(unfinished, { flags: "a", flush: true }));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith("E")) throw error;
    const reason = code === "ENOSPC" ? "磁盘空间不足" : `${code} ${message}`;
    throw new DatabaseProblem(backupText.notWritten(file, reason));
  }
}

async function* framesOf(parts: AsyncIterable<Part>): AsyncGenerator<Buffer> {
  for await (const { head, pieces } of parts) {
    yield* frame(kinds.head, Buffer.from(JSON.stringify(head)));
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const piece of pieces ?? []) {
      for (let at = 0; at < piece.length; at += largestPiece) {
        const part = piece.subarray(at, at + largestPiece);
        hash.update(part);
        bytes += part.length;
        yield* frame(kinds.piece, part);
      }
    }
    const sum: EntrySum = { bytes, sha256: hash.digest("hex") };
    yield* frame(kinds.foot, Buffer.from(JSON.stringify(sum)));
  }
  yield* frame(kinds.end, Buffer.alloc(0));
}

function* frame(kind: number, body: Buffer): Generator<Buffer> {
  const start = Buffer.alloc(5);
  start.writeUInt8(kind, 0);
  start.writeUInt32BE(body.length, 1);
  yield start;
  if (body.length > 0) yield body;
}

export type Entry = {
  readonly head: Record<string, unknown>;
  /** To be read to the end before the next entry; throws where the content is not what was written. */
  readonly pieces: AsyncGenerator<Buffer, EntrySum>;
};

/** The entries of a backup, in order. Throws where the file is none, is damaged, or ends too early. */
export async function* readBackup(file: string): AsyncGenerator<Entry> {
  const handle = await open(file, "r").catch((error: NodeJS.ErrnoException) => {
    throw new DatabaseProblem(backupText.unreadable(file, error.code ?? error.message));
  });
  const { buffer } = await handle.read(Buffer.alloc(firstLine.length), 0, firstLine.length, 0);
  await handle.close();
  if (buffer.toString("latin1") !== firstLine) throw new DatabaseProblem(backupText.noBackup(file));

  const decompress = createZstdDecompress();
  const source = createReadStream(file, { start: firstLine.length });
  const fed = pipeline(source, decompress);
  fed.catch(() => undefined); // the frames below throw the same
  const frames = readFrames(decompress, file);
  try {
    for (;;) {
      const { kind, body } = await nextFrame(frames, file);
      if (kind === kinds.end) return;
      if (kind !== kinds.head) throw new DatabaseProblem(backupText.damaged(file));
      yield { head: read(body, file), pieces: piecesOf(frames, file) };
    }
  } finally {
    source.destroy();
    decompress.destroy();
  }
}

type Frame = { readonly kind: number; readonly body: Buffer };

async function* piecesOf(frames: AsyncGenerator<Frame>, file: string): AsyncGenerator<Buffer, EntrySum> {
  const hash = createHash("sha256");
  for (;;) {
    const { kind, body } = await nextFrame(frames, file);
    if (kind === kinds.piece) {
      hash.update(body);
      yield body;
      continue;
    }
    const sum = kind === kinds.foot ? read<EntrySum>(body, file) : undefined;
    if (sum?.sha256 !== hash.digest("hex")) throw new DatabaseProblem(backupText.damaged(file));
    return sum;
  }
}

function read<T = Record<string, unknown>>(body: Buffer, file: string): T {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new DatabaseProblem(backupText.damaged(file));
  }
}

async function nextFrame(frames: AsyncGenerator<Frame>, file: string): Promise<Frame> {
  const next = await frames.next();
  if (next.done) throw new DatabaseProblem(backupText.cutOff(file));
  return next.value;
}

async function* readFrames(from: AsyncIterable<Buffer>, file: string): AsyncGenerator<Frame> {
  const waiting: Buffer[] = [];
  let length = 0;
  const take = (wanted: number): Buffer => {
    const all = waiting.length === 1 ? (waiting[0] as Buffer) : Buffer.concat(waiting, length);
    waiting.splice(0, waiting.length, all.subarray(wanted));
    length -= wanted;
    return all.subarray(0, wanted);
  };
  let start: Buffer | undefined;
  try {
    for await (const chunk of from) {
      waiting.push(chunk);
      length += chunk.length;
      for (;;) {
        if (!start && length >= 5) start = take(5);
        const size = start?.readUInt32BE(1) ?? 0;
        if (size > largestPiece) throw new DatabaseProblem(backupText.damaged(file));
        if (!start || length < size) break;
        const kind = start.readUInt8(0);
        start = undefined;
        yield { kind, body: take(size) };
      }
    }
  } catch (error) {
    if (error instanceof DatabaseProblem) throw error;
    throw new DatabaseProblem(backupText.damaged(file));
  }
}
