import { crc32, createDeflateRaw } from "node:zlib";

/** A part of a zip file: its name, and its bytes or text piece by piece. */
export type ZipPart = {
  readonly name: string;
  readonly pieces: Iterable<string | Buffer> | AsyncIterable<string | Buffer>;
};

type Written = { readonly name: Buffer; readonly at: number; crc: number; packed: number; unpacked: number };

const largest = 0xffffffff;

/**
 * A zip file as a stream: parts are compressed as they come, so that a workbook of a million rows needs no more
 * memory than a small one. Sizes follow each part (data descriptors), since nobody knows them before.
 */
export async function* writeZip(parts: Iterable<ZipPart> | AsyncIterable<ZipPart>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let at = 0;
  for await (const { name, pieces } of parts) {
    const part: Written = { name: Buffer.from(name), at, crc: 0, packed: 0, unpacked: 0 };
    written.push(part);
    const header = localHeader(part);
    at += header.length;
    yield header;
    for await (const chunk of deflated(pieces, part)) {
      at += chunk.length;
      yield chunk;
    }
    if (part.unpacked > largest || at > largest)
      throw new RangeError("A zip file of this kind ends at 4 GiB.");
    const descriptor = Buffer.alloc(16);
    descriptor.writeUInt32LE(0x08074b50, 0);
    writeSizes(descriptor, 4, part);
    at += descriptor.length;
    yield descriptor;
  }
  const directory = Buffer.concat(written.map(directoryEntry));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(written.length, 8);
  end.writeUInt16LE(written.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  yield Buffer.concat([directory, end]);
}

async function* deflated(pieces: ZipPart["pieces"], part: Written): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: 3, chunkSize: 64 * 1024 });
  let failure: unknown;
  let wake: (() => void) | undefined;
  deflate.on("drain", () => wake?.()).on("close", () => wake?.());
  const feeding = feed();
  async function feed(): Promise<void> {
    try {
      for await (const piece of pieces) {
        const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
        part.crc = crc32(bytes, part.crc);
        part.unpacked += bytes.length;
        if (!deflate.write(bytes)) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        if (deflate.destroyed) return;
      }
      deflate.end();
    } catch (error) {
      failure = error;
      deflate.destroy();
    }
  }
  try {
    for await (const chunk of deflate) {
      part.packed += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  } catch (error) {
    throw failure ?? error;
  } finally {
    deflate.destroy();
    await feeding;
  }
}

/** Flags: sizes follow the part, names are UTF-8. Method: deflate. */
function describe(buffer: Buffer, at: number): void {
  buffer.writeUInt16LE(20, at);
  buffer.writeUInt16LE(0x0808, at + 2);
  buffer.writeUInt16LE(8, at + 4);
  // 1 January 1980: the same content makes the same file.
  buffer.writeUInt16LE(0x0021, at + 8);
}

function localHeader(part: Written): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  describe(header, 4);
  header.writeUInt16LE(part.name.length, 26);
  return Buffer.concat([header, part.name]);
}

function directoryEntry(part: Written): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(20, 4);
  describe(entry, 6);
  writeSizes(entry, 16, part);
  entry.writeUInt16LE(part.name.length, 28);
  entry.writeUInt32LE(part.at, 42);
  return Buffer.concat([entry, part.name]);
}

function writeSizes(buffer: Buffer, at: number, part: Written): void {
  buffer.writeUInt32LE(part.crc, at);
  buffer.writeUInt32LE(part.packed, at + 4);
  buffer.writeUInt32LE(part.unpacked, at + 8);
}
