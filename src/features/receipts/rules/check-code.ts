/** What nobody mistakes for another: no I, L, O, U, 0, 1. */
const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 12;

/** Twelve letters from random bytes: 5 × 10^17 codes, so that nobody finds one by trying. */
export const checkCode = (random: Uint8Array): string =>
  [...random.slice(0, length)].map((byte) => letters[byte % letters.length]).join("");

/** 7K4Q-29MX-H3DC as it is printed. */
export const sayCheckCode = (code: string): string => code.match(/.{1,4}/g)?.join("-") ?? "";

/** What somebody typed or scanned, as it is kept; undefined where it can be none. */
export function readCheckCode(text: string): string | undefined {
  const code = text.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
  return code.length === length && [...code].every((letter) => letters.includes(letter)) ? code : undefined;
}
