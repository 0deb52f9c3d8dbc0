/** A new UUIDv7: sorts by the time it was made, so that keys are appended to an index, not scattered over it. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const time = Date.now();
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(time / 2 ** (40 - 8 * i)) & 0xff;
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.reduce((text, byte) => text + byte.toString(16).padStart(2, "0"), "");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
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
