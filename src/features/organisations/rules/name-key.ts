/** What two spellings of one unit's name have in common: width, spaces, marks and a trailing 工会 do not count. */
export function nameKey(name: string): string {
  const plain = name
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
  const short = plain.replace(/(基层)?工会(委员会)?$/u, "");
  return short.length >= 4 ? short : plain;
}
