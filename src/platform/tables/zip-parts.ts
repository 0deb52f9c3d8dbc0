import type { Readable } from "node:stream";
import { createInflateRaw } from "node:zlib";
import yauzl, { type Entry } from "yauzl";
import { Refusal } from "#core/refusal.ts";

/** What a file may unpack to, all parts together. */
export const unpackedLimit = 1024 * 1024 * 1024;
/** A workbook has a few dozen parts; a list of hundreds of thousands is made to exhaust whoever reads it. */
const mostParts = 20_000;

/** The part of yauzl 3 that we use: its published types know version 2 only. */
type ZipFile = {
  readonly eachEntry: () => AsyncIterable<Entry>;
  readonly openReadStreamPromise: (entry: Entry, options: { decodeFileData: boolean }) => Promise<Readable>;
  readonly close: () => void;
};
const yauzl3 = yauzl as unknown as {
  readonly openPromise: (path: string, options: { autoClose: boolean }) => Promise<ZipFile>;
};

const tooLarge = () => new Refusal("too_large", "file_too_large", { why: "unpacked", limit: "1GB" });
const broken = () => new Refusal("invalid", "file_unreadable", { kind: "broken_workbook" });

/**
 * The parts of a zip file, inflated through a counter: what the file says of its own sizes is checked first and not
 * believed afterwards. A part that unpacks to more
 * than the whole file may is refused at once, so no part needs a limit of its own.
 */
export type ZipParts = {
  readonly names: readonly string[];
  readonly has: (name: string) => boolean;
  /** Calls `take` with each inflated piece, until it answers false or the part ends. */
  readonly stream: (name: string, take: (chunk: Buffer) => boolean | Promise<boolean>) => Promise<void>;
  /** A small part as a whole. */
  readonly whole: (name: string) => Promise<Buffer>;
  readonly close: () => void;
};

export async function openZip(path: string): Promise<ZipParts> {
  const zip = await yauzl3.openPromise(path, { autoClose: false }).catch(() => {
    throw broken();
  });
  const entries = new Map<string, Entry>();
  let declared = 0;
  let count = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      declared += entry.uncompressedSize;
      if (declared > unpackedLimit || ++count > mostParts) throw tooLarge();
      if (entry.isEncrypted()) throw new Refusal("invalid", "file_encrypted");
      entries.set(entry.fileName.toLowerCase(), entry);
    }
  } catch (error) {
    zip.close();
    throw error instanceof Refusal ? error : broken();
  }

  const stream: ZipParts["stream"] = async (name, take) => {
    const entry = entries.get(name.toLowerCase());
    if (!entry) throw broken();
    let unpacked = 0;
    let isBroken = false;
    const pieces = await inflated(zip, entry);
    pieces.on("error", () => {
      isBroken = true;
    });
    try {
      for await (const chunk of pieces) {
        unpacked += (chunk as Buffer).length;
        if (unpacked > unpackedLimit) throw tooLarge();
        if (!(await take(chunk as Buffer))) return;
      }
    } catch (error) {
      throw isBroken ? broken() : error;
    }
  };
  return {
    names: [...entries.values()].map((entry) => entry.fileName),
    has: (name) => entries.has(name.toLowerCase()),
    stream,
    whole: async (name) => {
      const chunks: Buffer[] = [];
      let total = 0;
      await stream(name, (chunk) => {
        total += chunk.length;
        if (total > 64 * 1024 * 1024) throw tooLarge();
        chunks.push(chunk);
        return true;
      });
      return Buffer.concat(chunks);
    },
    close: () => zip.close(),
  };
}

async function inflated(zip: ZipFile, entry: Entry): Promise<Readable> {
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) throw broken();
  const raw = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  if (entry.compressionMethod === 0) return raw;
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 });
  raw.on("error", (error) => inflate.destroy(error));
  inflate.on("close", () => raw.destroy());
  return raw.pipe(inflate);
}
