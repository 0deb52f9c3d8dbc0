import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const faces = [
  ["noto-sans-sc", "400Regular", "NotoSansSC_400Regular.ttf"],
  ["noto-sans-sc", "700Bold", "NotoSansSC_700Bold.ttf"],
  ["noto-serif-sc", "400Regular", "NotoSerifSC_400Regular.ttf"],
  ["noto-serif-sc", "700Bold", "NotoSerifSC_700Bold.ttf"],
] as const;

const folderOf = (family: string, weight: string): string =>
  join(dirname(require.resolve(`@expo-google-fonts/${family}/package.json`)), weight);

export const fontFolders: string[] = faces.map(([family, weight]) => folderOf(family, weight));

/** The characters of a text that one of our fonts lacks, each once: 27,500 Han characters are there, not all 90,000. */
export function unprintable(text: string): string[] {
  const known = covered();
  const lacks = (code: number) =>
    known.some((ranges) => !ranges.some(([from, until]) => code >= from && code <= until));
  return [...new Set(text)].filter((character) => character >= " " && lacks(character.codePointAt(0) ?? 0));
}

type Ranges = readonly (readonly [number, number])[];
let read: readonly Ranges[] | undefined;

/** What each family covers; its weights cover the same. */
function covered(): readonly Ranges[] {
  read ??= faces
    .filter(([, weight]) => weight === "400Regular")
    .map(([family, weight, file]) => rangesOf(readFileSync(join(folderOf(family, weight), file))));
  return read;
}

/** The code points of a TrueType font: its `cmap` table's sub-table of format 12, groups of first, last, glyph. */
function rangesOf(font: Buffer): Ranges {
  const tables = font.readUInt16BE(4);
  const entry = Array.from({ length: tables }, (_, i) => 12 + 16 * i).find(
    (at) => font.toString("latin1", at, at + 4) === "cmap",
  );
  const cmap = font.readUInt32BE((entry ?? 0) + 8);
  const subtables = Array.from(
    { length: font.readUInt16BE(cmap + 2) },
    (_, i) => cmap + font.readUInt32BE(cmap + 8 + 8 * i),
  );
  const full = subtables.find((at) => font.readUInt16BE(at) === 12);
  if (full === undefined) throw new Error("A font without a full character map.");
  return Array.from({ length: font.readUInt32BE(full + 12) }, (_, i) => {
    const group = full + 16 + 12 * i;
    return [font.readUInt32BE(group), font.readUInt32BE(group + 4)] as const;
  });
}
