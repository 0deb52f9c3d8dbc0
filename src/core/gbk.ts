/**
 * GBK (code page 936), in which banks take their files: one byte for ASCII, two for what it knows of Chinese. It knows
 * 21,003 Han characters; a name may have another. Nothing is ever replaced in silence: what is outside is told.
 */

/** The characters that GBK does not know, each once. */
export const outsideGbk = (text: string): string[] => [
  ...new Set([...text].filter((character) => bytesOf(character) === undefined)),
];

/** How many bytes a text takes in GBK: fields of bank files are measured so. */
export const gbkLength = (text: string): number =>
  [...text].reduce((bytes, character) => bytes + ((bytesOf(character) ?? 0) > 0xff ? 2 : 1), 0);

/** Throws where a character is outside: whoever writes a file has told of it before. */
export function encodeGbk(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = bytesOf(character);
    if (code === undefined) throw new RangeError("A character outside GBK.");
    if (code > 0xff) bytes.push(code >> 8);
    bytes.push(code & 0xff);
  }
  return Uint8Array.from(bytes);
}

export const decodeGbk = (bytes: Uint8Array): string => new TextDecoder("gbk").decode(bytes);

let table: ReadonlyMap<string, number> | undefined;

function bytesOf(character: string): number | undefined {
  const code = character.charCodeAt(0);
  if (code < 0x80) return code;
  table ??= twoByteTable();
  return table.get(character);
}

/** The decoder turned around. It also knows what GB 18030 added in two bytes; banks' programs do not. */
function twoByteTable(): Map<string, number> {
  const decoder = new TextDecoder("gbk");
  const known = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const code = lead * 256 + trail;
      if (trail === 0x7f || isLater(code)) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      const isOne = [...character].length === 1 && !/[\ufffd\ue000-\uf8ff]/.test(character);
      if (isOne && !known.has(character)) known.set(character, code);
    }
  }
  return known;
}

/** Added after GBK: ideographic description, extra vertical forms, €, ǹ, and 80 characters of the table's last rows. */
const isLater = (code: number): boolean =>
  code >= 0xfe50 ||
  code === 0xa2e3 ||
  code === 0xa8bf ||
  (code >= 0xa989 && code <= 0xa995) ||
  (code >= 0xa6d9 && code <= 0xa6df) ||
  (code >= 0xa6ec && code <= 0xa6ed) ||
  code === 0xa6f3;
