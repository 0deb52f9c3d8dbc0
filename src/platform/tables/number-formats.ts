import { plainNumber } from "./number-text.ts";

/** A number as its cell format shows it: only dates matter to us, everything else is shown by its digits. */
export type NumberShow = (number: string, style: number) => string;

/** Built-in formats that are dates or times, those of Chinese Excel (27–36, 50–58) included. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

const quotedOrColour = /"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi;

/** Whether a format code shows a day: it has years or days, outside quotes. */
export const isDateCode = (code: string): boolean =>
  /[ydhs]|m{1,5}/i.test(code.replace(quotedOrColour, "").split(";")[0] ?? "") &&
  !/^general$/i.test(code.trim());

export function numberShow(
  styles: readonly number[],
  codes: ReadonlyMap<number, string>,
  is1904: boolean,
): NumberShow {
  const isDate = styles.map((id) => isBuiltInDate(id) || isDateCode(codes.get(id) ?? ""));
  return (number, style) => (isDate[style] ? serialDay(Number(number), is1904) : plainNumber(number));
}

/** A spreadsheet's day number as `2025-01-10`, with the time where there is one. */
export function serialDay(serial: number, is1904: boolean): string {
  if (!(serial >= 0 && serial < 2_958_466)) return String(serial);
  const shifted = is1904 ? serial + 1462 : serial;
  // Day 60 is 29 February 1900, which never was: days before it are one off.
  const days = Math.floor(shifted) - (shifted >= 60 ? 25_569 : 25_568);
  const seconds = Math.round((shifted - Math.floor(shifted)) * 86_400);
  const iso = new Date((days * 86_400 + seconds) * 1000).toISOString();
  if (shifted < 1) return iso.slice(11, 19);
  return seconds === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}
