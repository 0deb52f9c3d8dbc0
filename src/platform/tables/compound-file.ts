/** The streams of a compound file (OLE2): the container of old .xls workbooks and of encrypted new ones. */
export type CompoundFile = {
  readonly names: readonly string[];
  /** Undefined where there is none, or where the file ends before it does. */
  readonly stream: (name: string) => Buffer | undefined;
};

const endOfChain = 0xfffffffe;
const headerSize = 512;

type Entry = { readonly name: string; readonly type: number; readonly start: number; readonly size: number };

/** Reads the directory of a compound file; undefined where it is damaged. */
export function openCompoundFile(bytes: Buffer): CompoundFile | undefined {
  try {
    return readCompoundFile(bytes);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readCompoundFile(bytes: Buffer): CompoundFile {
  const sectorSize = 2 ** sized(bytes.readUInt16LE(30), 7, 16);
  const miniSize = 2 ** sized(bytes.readUInt16LE(32), 4, 10);
  const miniLimit = bytes.readUInt32LE(56);
  const offset = (sector: number) =>
    headerSize + sector * sectorSize + (sectorSize > headerSize ? sectorSize - headerSize : 0);
  const fat = readFat(bytes, sectorSize, offset);

  const chain = (first: number): number[] => {
    const sectors: number[] = [];
    for (let sector = first; sector < endOfChain; sector = fat[sector] ?? endOfChain) {
      // A chain longer than the file goes round in circles.
      if (sectors.length > bytes.length / sectorSize + 1) throw new RangeError("Sector chain has no end.");
      sectors.push(sector);
    }
    return sectors;
  };
  const read = (first: number) =>
    Buffer.concat(chain(first).map((sector) => bytes.subarray(offset(sector), offset(sector) + sectorSize)));

  const entries = readDirectory(read(bytes.readUInt32LE(48)));
  const root = entries.find(({ type }) => type === 5);
  let mini: { stream: Buffer; fat: Buffer } | undefined;
  const readMini = (entry: Entry): Buffer => {
    mini ??= { stream: read(root?.start ?? endOfChain), fat: read(bytes.readUInt32LE(60)) };
    const pieces: Buffer[] = [];
    for (let sector = entry.start; sector < endOfChain && pieces.length * miniSize < entry.size; ) {
      pieces.push(mini.stream.subarray(sector * miniSize, (sector + 1) * miniSize));
      sector = mini.fat.readUInt32LE(sector * 4);
    }
    return Buffer.concat(pieces);
  };
  return {
    names: entries.map(({ name }) => name),
    stream: (name) => {
      const entry = entries.find((candidate) => candidate.type === 2 && candidate.name === name);
      if (!entry) return undefined;
      try {
        const stream = entry.size < miniLimit ? readMini(entry) : read(entry.start);
        return stream.length < entry.size ? undefined : stream.subarray(0, entry.size);
      } catch (error) {
        if (error instanceof RangeError) return undefined;
        throw error;
      }
    },
  };
}

function sized(power: number, least: number, most: number): number {
  if (power < least || power > most) throw new RangeError("Not a sector size.");
  return power;
}

/** The table that says which sector follows which; its own sectors are listed in the header and beyond. */
function readFat(bytes: Buffer, sectorSize: number, offset: (sector: number) => number): number[] {
  const perSector = sectorSize / 4;
  const tables: number[] = [];
  for (let i = 0; i < 109; i++) tables.push(bytes.readUInt32LE(76 + i * 4));
  let next = bytes.readUInt32LE(68);
  for (let left = bytes.readUInt32LE(72); left > 0 && next < endOfChain; left--) {
    if (tables.length * sectorSize > bytes.length) throw new RangeError("Too many tables.");
    for (let i = 0; i < perSector - 1; i++) tables.push(bytes.readUInt32LE(offset(next) + i * 4));
    next = bytes.readUInt32LE(offset(next) + sectorSize - 4);
  }
  const fat: number[] = [];
  for (const sector of tables) {
    if (sector >= endOfChain - 1) continue;
    for (let i = 0; i < perSector && offset(sector) + i * 4 + 4 <= bytes.length; i++) {
      fat.push(bytes.readUInt32LE(offset(sector) + i * 4));
    }
  }
  return fat;
}

function readDirectory(directory: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const length = Math.min(directory.readUInt16LE(at + 64), 64);
    const type = directory[at + 66] ?? 0;
    if (type === 0 || length < 2) continue;
    const name = directory.toString("utf16le", at, at + length - 2);
    entries.push({
      name,
      type,
      start: directory.readUInt32LE(at + 116),
      size: directory.readUInt32LE(at + 120),
    });
  }
  return entries;
}
