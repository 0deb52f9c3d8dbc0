/** Record numbers of BIFF8, the format of .xls workbooks from Excel 97 to 2003. */
export const record = {
  formula: 0x0006,
  eof: 0x000a,
  date1904: 0x0022,
  filePass: 0x002f,
  continued: 0x003c,
  boundSheet: 0x0085,
  multipleRk: 0x00bd,
  richString: 0x00d6,
  format: 0x041e,
  xf: 0x00e0,
  mergedCells: 0x00e5,
  sharedStrings: 0x00fc,
  labelShared: 0x00fd,
  dimensions: 0x0200,
  number: 0x0203,
  label: 0x0204,
  booleanOrError: 0x0205,
  string: 0x0207,
  rk: 0x027e,
  beginning: 0x0809,
} as const;

export const errorTexts: Readonly<Record<number, string>> = {
  0: "#NULL!",
  7: "#DIV/0!",
  15: "#VALUE!",
  23: "#REF!",
  29: "#NAME?",
  36: "#NUM!",
  42: "#N/A",
};

/** Calls `visit` with each record from an offset on, until it answers false or the records end. */
export function eachRecord(
  stream: Buffer,
  from: number,
  visit: (id: number, start: number, length: number) => boolean,
): void {
  for (let at = from; at + 4 <= stream.length; ) {
    const length = stream.readUInt16LE(at + 2);
    if (at + 4 + length > stream.length) return;
    if (!visit(stream.readUInt16LE(at), at + 4, length)) return;
    at += 4 + length;
  }
}

/** A number in four bytes: an integer or the upper half of a double, perhaps a hundredth of it. */
export function rkNumber(rk: number): number {
  let number: number;
  if (rk & 2) number = rk >> 2;
  else {
    const double = Buffer.alloc(8);
    double.writeInt32LE(rk & ~3, 4);
    number = double.readDoubleLE(0);
  }
  return rk & 1 ? number / 100 : number;
}

/** A string whose count of characters stands before it, in one byte or two. Cut where the record ends. */
export function textAt(stream: Buffer, at: number, countBytes: 1 | 2, recordEnd: number): string {
  const count = countBytes === 1 ? stream.readUInt8(at) : stream.readUInt16LE(at);
  const isWide = (stream.readUInt8(at + countBytes) & 1) === 1;
  const from = at + countBytes + 1;
  return stream.toString(
    isWide ? "utf16le" : "latin1",
    from,
    Math.min(from + count * (isWide ? 2 : 1), recordEnd),
  );
}

/**
 * The shared strings: one record and those that continue it. A string may be cut in the middle; its rest then begins
 * with a byte that says anew how wide its characters are.
 */
export function sharedStringsOf(blocks: readonly Buffer[]): string[] {
  const strings: string[] = [];
  let block = 0;
  let at = 8;
  const current = () => blocks[block];
  const advance = () => {
    while (current() && at >= (current()?.length ?? 0)) {
      at -= current()?.length ?? 0;
      block++;
    }
  };
  const skip = (bytes: number) => {
    at += bytes;
    advance();
  };
  const byte = (): number => {
    advance();
    return current()?.[at++] ?? 0;
  };
  const word = () => byte() | (byte() << 8);

  for (let left = blocks[0]?.readUInt32LE(4) ?? 0; left > 0; left--) {
    advance();
    if (!current()) break;
    let remaining = word();
    let flags = byte();
    const runs = flags & 8 ? word() : 0;
    const extra = flags & 4 ? word() | (word() << 16) : 0;
    let text = "";
    while (remaining > 0 && block < blocks.length) {
      const here = current() as Buffer;
      const width = flags & 1 ? 2 : 1;
      const fits = Math.min(remaining, Math.floor((here.length - at) / width));
      text += here.toString(width === 2 ? "utf16le" : "latin1", at, at + fits * width);
      at += fits * width;
      remaining -= fits;
      if (remaining > 0) {
        block++;
        at = 0;
        flags = current()?.[at++] ?? 0;
      }
    }
    strings.push(text);
    skip(runs * 4 + (extra > 0 ? extra : 0));
  }
  return strings;
}
