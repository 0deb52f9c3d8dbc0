import { decodeText, nameKey, unescapeCell, type XmlSink } from "./xml-bytes.ts";

const blockSize = 4 * 1024 * 1024;
/** What a cell can hold is cut here: 32,767 characters, three bytes each. */
const longest = 98_301;
/** Short and frequent texts (男, 工人) come early in the table: they are made into strings once. */
const remembered = 2_048;

/**
 * The shared strings of a workbook as bytes in a few large blocks, three bytes of length before each: the 1.7 million
 * strings of a large roster take 45 MB instead of 200.
 */
export class StringTable {
  count = 0;
  private readonly blocks: Buffer[] = [];
  private block: Buffer = Buffer.alloc(0);
  /** Where in the last block the string begins that is being written, and where it ends so far. */
  private start = 0;
  private end = 0;
  private places = new Uint32Array(1024);
  private readonly recent: (string | undefined)[] = [];

  begin(): void {
    this.start = this.end;
    this.end += 3;
  }

  append(bytes: Buffer, from: number, to: number): void {
    const length = Math.min(to - from, longest - (this.end - this.start - 3));
    this.makeRoom(length);
    const { block, end } = this;
    if (length > 40) bytes.copy(block, end, from, from + length);
    // A call into native code costs more than a few bytes do.
    else for (let i = 0; i < length; i++) block[end + i] = bytes[from + i] as number;
    this.end = end + length;
  }

  finish(): void {
    this.makeRoom(0);
    this.block.writeUIntLE(this.end - this.start - 3, this.start, 3);
    if (this.count === this.places.length) {
      const larger = new Uint32Array(this.places.length * 2);
      larger.set(this.places);
      this.places = larger;
    }
    this.places[this.count++] = (this.blocks.length - 1) * blockSize + this.start;
  }

  text(index: number): string {
    if (!(index >= 0 && index < this.count)) return "";
    const known = this.recent[index];
    if (known !== undefined) return known;
    const place = this.places[index] as number;
    const block = this.blocks[Math.floor(place / blockSize)] as Buffer;
    const at = place % blockSize;
    const text = decodeText(block, at + 3, at + 3 + block.readUIntLE(at, 3), true);
    if (index < remembered) this.recent[index] = text;
    return text;
  }

  /** A string never lies across two blocks: what is written of it moves along into the next. */
  private makeRoom(length: number): void {
    if (this.end + length <= this.block.length) return;
    const next = Buffer.allocUnsafeSlow(blockSize);
    const written = Math.min(this.end, this.block.length);
    if (written > this.start) this.block.copy(next, 0, this.start, written);
    this.end -= this.start;
    this.start = 0;
    this.block = next;
    this.blocks.push(next);
  }
}

const si = nameKey("si");
const t = nameKey("t");
const phonetic = nameKey("rPh");
const ampersand = 0x26;
const underscore = 0x5f;

/** Reads `sharedStrings.xml`: one string per `si`, the runs of rich text joined, phonetic guides left out. */
export class SharedStringsSink implements XmlSink {
  private readonly table: StringTable;
  private inText = false;
  private inPhonetic = false;

  constructor(table: StringTable) {
    this.table = table;
  }

  open(name: number): void {
    if (name === t) this.inText = !this.inPhonetic;
    else if (name === si) this.table.begin();
    else if (name === phonetic) this.inPhonetic = true;
  }

  close(name: number): void {
    if (name === t) this.inText = false;
    else if (name === si) this.table.finish();
    else if (name === phonetic) this.inPhonetic = false;
  }

  text(bytes: Buffer, from: number, to: number, isRaw: boolean): void {
    if (!this.inText) return;
    if (!needsDecoding(bytes, from, to)) {
      this.table.append(bytes, from, to);
      return;
    }
    const decoded = Buffer.from(unescapeCell(decodeText(bytes, from, to, isRaw)));
    this.table.append(decoded, 0, decoded.length);
  }
}

function needsDecoding(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === ampersand || byte === underscore) return true;
  }
  return false;
}
