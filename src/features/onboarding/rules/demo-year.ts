import { addMonths, type PlainDate } from "#core/dates.ts";
import type { FolderCover } from "./running-city-files.ts";

type Roster = {
  readonly unit: string;
  readonly plan: string;
  readonly coverFrom: PlainDate;
  readonly people: readonly { readonly line: number; readonly name: string; readonly idNumber: string }[];
};

/**
 * The year before the demo's records: somewhat more than half of those whom a roster names took part a year ago, too.
 * Their covers end on the day on which the new ones begin. Always the same ones: their numbers decide.
 */
export function lastYearsCovers(rosters: readonly Roster[]): FolderCover[] {
  const seen = new Set<string>();
  return rosters.flatMap(({ unit, plan, coverFrom, people }) =>
    people.flatMap(({ line, name, idNumber }): FolderCover[] => {
      if (!tookPart(idNumber) || seen.has(idNumber)) return [];
      seen.add(idNumber); // whom two rosters name took part once
      const coverUntil = coverFrom;
      return [{ line, unit, name, idNumber, plan, coverFrom: addMonths(coverFrom, -12), coverUntil }];
    }),
  );
}

/** ☆ 55 of 100, by the digits that count people born on one day in one place. */
const tookPart = (idNumber: string): boolean => (Number(idNumber.slice(12, 17)) * 37) % 100 < 55;
