import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { PlainDate } from "#core/dates.ts";
import { readRoster } from "#features/enrolment/index.ts";
import type { MadePerson } from "./made-settlements.ts";

/** The people of all rosters in a folder, each once, in the order of files and lines. */
export async function peopleOfRosters(folder: string, on: PlainDate): Promise<MadePerson[]> {
  const people = new Map<string, MadePerson>();
  const files = (await readdir(folder)).filter((name) => /\.(xlsx?|csv)$/i.test(name)).sort();
  for (const file of files)
    await readRoster(
      join(folder, file),
      { today: on, coverFrom: on },
      {
        head: () => undefined,
        lines: (lines) => {
          for (const { name, idNumber, outcome } of lines)
            if (outcome === "accepted" && idNumber !== "") people.set(idNumber, { name, idNumber });
        },
      },
    );
  return [...people.values()];
}
