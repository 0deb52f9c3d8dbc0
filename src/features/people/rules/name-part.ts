/** A part of a name as it is searched for: as stored, without spaces; the bounds of everything that begins with it. */
export type NamePart = { readonly from: string; readonly before: string };

/** What a search by part of a name looks for; undefined where nothing is left to look for. */
export function namePart(text: string): NamePart | undefined {
  const part = text
    .replace(/[•・･．]/gu, "·")
    .normalize("NFKC")
    .replace(/[\s\u200b-\u200d\ufeff]/gu, "")
    .slice(0, 50);
  return part === "" ? undefined : { from: part, before: `${part}\u{10FFFF}` };
}
