const integer = /^-?\d{1,15}$/;

/**
 * A number of a spreadsheet as its digits: a phone of 11 digits may stand in the file as 1.3912345678E10.
 * Beyond 15 digits they are what the file happens to hold; who needs them exactly must not trust them.
 */
export function plainNumber(written: string): string {
  if (integer.test(written)) return written;
  const number = Number(written);
  if (!Number.isFinite(number)) return written.trim();
  if (Number.isInteger(number)) return Math.abs(number) < 1e21 ? BigInt(number).toString() : written.trim();
  return String(Number(number.toPrecision(15)));
}
