const random = new Uint8Array(4096); // drawn by the block: asking for each id would cost more than all the rest of it
const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
let drawn = random.length;
let time = 0;
let count = 0;
let head = "";

/**
 * A new UUIDv7: sorts by the time it was made, and within a millisecond by a count, so that keys are appended to an
 * index, not scattered over it. 62 bits of it are random.
 */
export function newId(): string {
  if (drawn === random.length) {
    crypto.getRandomValues(random);
    drawn = 0;
  }
  const now = Date.now();
  if (now > time || count === 0xfff) {
    time = Math.max(now, time + 1);
    count = 0;
    const at = time.toString(16).padStart(12, "0");
    head = `${at.slice(0, 8)}-${at.slice(8)}-7`;
  } else count++;
  const next = () => pairs[random[drawn++] ?? 0] ?? "";
  const variant = pairs[((random[drawn++] ?? 0) & 0x3f) | 0x80] ?? "";
  const counted = `${(count >> 8).toString(16)}${pairs[count & 0xff]}`;
  return `${head}${counted}-${variant}${next()}-${next()}${next()}${next()}${next()}${next()}${next()}`;
}

/**
 * Many ids at once: one random start, then counted on. They rise, so that a bulk load appends to its indexes, and cost
 * a tenth of `newId`.
 */
export function idSeries(): () => string {
  const start = newId();
  const head = start.slice(0, 24);
  let next = Number.parseInt(start.slice(24), 16) % 2 ** 46;
  return () => `${head}${(next++).toString(16).padStart(12, "0")}`;
}
