/** A cell of a table as the file holds it: what a person reads in it, and whether the file holds a number or text. */
export type Cell = { readonly text: string; readonly isNumber: boolean };

/** What needs no clean-up: half-width letters and digits, common Han. */
export const plain = /^[0-9A-Z\u4e00-\u9fa5]*$/;
/** White space, zero-width and control characters: nothing that a person sees. */
export const unseen = /[\s\p{Cf}\p{Cc}]+/gu;

/** Text without anything invisible, in NFKC. */
export function squeezed(text: string): string {
  return plain.test(text) ? text : text.normalize("NFKC").replace(unseen, "");
}

/** Whether anybody would see something in the cell. */
export const isVisible = (text: string): boolean =>
  plain.test(text) ? text !== "" : text.replace(unseen, "") !== "";
