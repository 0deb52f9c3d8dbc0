import { addMonths, type PlainDate, plainDate } from "#core/dates.ts";

const monthOf = (day: PlainDate): string => day.slice(0, 7);

/** Whole months that are over, from the first meeting's on, in which none was held. The running month may still hold one. */
export function monthsWithout(heldOn: readonly PlainDate[], today: PlainDate): string[] {
  const held = new Set(heldOn.map(monthOf));
  const first = [...held].sort()[0];
  if (!first) return [];
  const missing: string[] = [];
  for (let day = plainDate(`${first}-01`); monthOf(day) < monthOf(today); day = addMonths(day, 1))
    if (!held.has(monthOf(day))) missing.push(monthOf(day));
  return missing;
}
