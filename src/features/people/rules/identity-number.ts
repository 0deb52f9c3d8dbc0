/** An identity number as it is indexed: full width, spaces and a small x do not make another person. */
export const normalNumber = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\s\u200b-\u200d\ufeff'-]/gu, "")
    .toUpperCase();

export const identifierKinds = ["resident_id", "foreign_residence", "passport", "other"] as const;
export type IdentifierKind = (typeof identifierKinds)[number];
