/** Old .xls workbooks and other compound files, written by hand: as small as they can be, and as odd as they must. */

export type OldCell = string | number | { readonly formulaText: string } | { readonly rich: string };
export type OldSheet = {
  readonly name: string;
  /** 0 visible, 1 hidden, 2 very hidden. */
  readonly state?: 0 | 1 | 2;
  readonly rows: readonly (readonly OldCell[])[];
  /** Top, bottom, left, right, all 0-based. */
  readonly merges?: readonly (readonly [number, number, number, number])[];
  /** Writes the rows from the last to the first, as careless libraries do. */
  readonly backwards?: boolean;
};

export type OldWorkbook = {
  readonly sheets: readonly OldSheet[];
  readonly version?: number;
  readonly hasFilePass?: boolean;
  /** Keeps text in shared strings, cut into records of this many bytes. */
  readonly sharedIn?: number;
};

export const nastyXls = (book: OldWorkbook): Buffer => compoundFile({ Workbook: workbookStream(book) });

const u16 = (...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(numbers.length * 2);
  for (const [i, number] of numbers.entries()) bytes.writeUInt16LE(number & 0xffff, i * 2);
  return bytes;
};
const u32 = (...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [i, number] of numbers.entries()) bytes.writeUInt32LE(number >>> 0, i * 4);
  return bytes;
};
const double = (number: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(number);
  return bytes;
};
const recordOf = (id: number, ...body: Buffer[]): Buffer => {
  const bytes = Buffer.concat(body);
  return Buffer.concat([u16(id, bytes.length), bytes]);
};
const longText = (text: string): Buffer =>
  Buffer.concat([u16(text.length), Buffer.from([1]), Buffer.from(text, "utf16le")]);

export function workbookStream({ sheets, version = 0x0600, hasFilePass, sharedIn }: OldWorkbook): Buffer {
  const beginning = (type: number) => recordOf(0x0809, u16(version, type, 0, 0), u32(0, 0));
  const texts: string[] = [];
  const bodies = sheets.map((sheet) => sheetBody(sheet, beginning(0x0010), sharedIn ? texts : undefined));
  const globals = (places: readonly number[]) =>
    Buffer.concat([
      beginning(0x0005),
      ...(hasFilePass ? [recordOf(0x002f, u16(1, 1, 1), Buffer.alloc(48))] : []),
      ...sheets.map(({ name, state = 0 }, i) =>
        recordOf(
          0x0085,
          u32(places[i] ?? 0),
          Buffer.from([state, 0, name.length, 1]),
          Buffer.from(name, "utf16le"),
        ),
      ),
      ...(sharedIn ? sharedRecords(texts, sharedIn) : []),
      recordOf(0x000a),
    ]);
  let at = globals(sheets.map(() => 0)).length;
  const places = bodies.map((body) => {
    const place = at;
    at += body.length;
    return place;
  });
  return Buffer.concat([globals(places), ...bodies]);
}

function sheetBody({ rows, merges = [], backwards }: OldSheet, beginning: Buffer, shared?: string[]): Buffer {
  const records = rows.map((cells, row) =>
    cells.map((cell, column) => cellRecord(cell, row, column, shared)),
  );
  if (backwards) records.reverse();
  return Buffer.concat([
    beginning,
    recordOf(0x0200, u32(0, rows.length), u16(0, 10, 0)),
    ...records.flat(),
    ...(merges.length > 0
      ? [recordOf(0x00e5, u16(merges.length), ...merges.map((merge) => u16(...merge)))]
      : []),
    recordOf(0x000a),
  ]);
}

function cellRecord(cell: OldCell, row: number, column: number, shared?: string[]): Buffer {
  const place = u16(row, column, 0);
  if (cell === "") return Buffer.alloc(0);
  if (typeof cell === "number") {
    // Whole numbers below 2^29 fit into four bytes, as Excel writes them.
    return Number.isInteger(cell) && Math.abs(cell) < 2 ** 29
      ? recordOf(0x027e, place, u32((cell << 2) | 2))
      : recordOf(0x0203, place, double(cell));
  }
  if (typeof cell === "object" && "formulaText" in cell) {
    const marked = Buffer.from([0, 0, 0, 0, 0, 0, 0xff, 0xff]);
    return Buffer.concat([
      recordOf(0x0006, place, marked, u16(0), u32(0), u16(0)),
      recordOf(0x0207, longText(cell.formulaText)),
    ]);
  }
  if (typeof cell === "object") return recordOf(0x00d6, place, longText(cell.rich), u16(1, 0, 0));
  if (!shared) return recordOf(0x0204, place, longText(cell));
  shared.push(cell);
  return recordOf(0x00fd, place, u32(shared.length - 1));
}

/** Shared strings in records of a few bytes: a string cut in the middle goes on behind a byte that says its width. */
function sharedRecords(texts: readonly string[], size: number): Buffer[] {
  const blocks: Buffer[] = [];
  let block = [u32(texts.length, texts.length)];
  let used = 8;
  const close = () => {
    blocks.push(Buffer.concat(block));
    block = [];
    used = 0;
  };
  for (const text of texts) {
    if (used + 5 > size) close();
    block.push(u16(text.length), Buffer.from([1]));
    used += 3;
    for (const unit of text.split("")) {
      if (used + 2 > size) {
        close();
        block.push(Buffer.from([1]));
        used = 1;
      }
      block.push(Buffer.from(unit, "utf16le"));
      used += 2;
    }
  }
  close();
  return blocks.map((body, i) => recordOf(i === 0 ? 0x00fc : 0x003c, body));
}

/** A compound file with these streams, 60 kB at most. */
export function compoundFile(streams: Readonly<Record<string, Buffer>>): Buffer {
  const sector = 512;
  const fat = new Array<number>(128).fill(0xffffffff);
  fat[0] = 0xfffffffd;
  const names = Object.keys(streams);
  const directorySectors = Math.ceil((names.length + 1) / 4);
  let next = 1;
  const allot = (count: number): number => {
    const first = next;
    for (let i = 0; i < count; i++) fat[next + i] = i + 1 < count ? next + i + 1 : 0xfffffffe;
    next += count;
    return first;
  };
  const directoryStart = allot(directorySectors);
  const entries = [entry("Root Entry", 5, 0xfffffffe, 0)];
  const bodies: Buffer[] = [];
  for (const [name, content] of Object.entries(streams)) {
    // Below 4,096 bytes a stream would live in another, smaller file inside.
    const body = Buffer.concat([content, Buffer.alloc(Math.max(4096 - content.length, 0))]);
    const padded = Buffer.concat([body, Buffer.alloc((sector - (body.length % sector)) % sector)]);
    entries.push(entry(name, 2, allot(padded.length / sector), body.length));
    bodies.push(padded);
  }
  const directory = Buffer.concat([
    ...entries,
    Buffer.alloc(directorySectors * sector - entries.length * 128),
  ]);
  const header = Buffer.alloc(sector);
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(header);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(directoryStart, 48);
  header.writeUInt32LE(4096, 56);
  header.writeUInt32LE(0xfffffffe, 60);
  header.writeUInt32LE(0xfffffffe, 68);
  for (let i = 0; i < 109; i++) header.writeUInt32LE(i === 0 ? 0 : 0xffffffff, 76 + i * 4);
  return Buffer.concat([header, u32(...fat), directory, ...bodies]);
}

function entry(name: string, type: number, start: number, size: number): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write(name, "utf16le");
  bytes.writeUInt16LE(name.length * 2 + 2, 64);
  bytes[66] = type;
  bytes.writeUInt32LE(start, 116);
  bytes.writeUInt32LE(size, 120);
  return bytes;
}
