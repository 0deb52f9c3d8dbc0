export const paperTypes = ["application/pdf", "image/jpeg", "image/png", "image/webp"] as const;
export type PaperType = (typeof paperTypes)[number];

export const mostPaperBytes = 20 * 1024 * 1024;

const starts = (head: Uint8Array, at: number, text: string): boolean =>
  [...text].every((letter, place) => head[at + place] === letter.charCodeAt(0));

/** What a file is by its first 16 bytes, whatever its name says; undefined where it is no photograph and no PDF. */
export function paperTypeOf(head: Uint8Array): PaperType | undefined {
  if (starts(head, 0, "%PDF-")) return "application/pdf";
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return "image/jpeg";
  if (starts(head, 0, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (starts(head, 0, "RIFF") && starts(head, 8, "WEBP")) return "image/webp";
  return undefined;
}

export const fileEnding: Record<PaperType, string> = {
  "application/pdf": "pdf",
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
};
