export type Standing = {
  readonly organisationId: string;
  readonly name: string;
  readonly goal: number;
  readonly units: number;
  readonly people: number;
  readonly completionBp: number | null;
  readonly paceBp: number | null;
  readonly colour: "green" | "yellow" | "red";
};

export type Ranked = Standing & {
  readonly newUnits: number;
  readonly newPeople: number;
  readonly rank: number;
  readonly climbed: number | null;
};

/** By pace, the furthest ahead first; equal paces share a place; nothing to be reached stands last. */
export function ranks(rows: readonly Pick<Standing, "organisationId" | "paceBp">[]): Map<string, number> {
  const paces = rows.map(({ paceBp }) => paceBp ?? -1);
  return new Map(
    rows.map(({ organisationId, paceBp }) => [
      organisationId,
      1 + paces.filter((other) => other > (paceBp ?? -1)).length,
    ]),
  );
}

/** The table's own part: what is new since the table before, and how many places somebody climbed. In the order of ranks. */
export function ranked(now: readonly Standing[], before: readonly Standing[]): Ranked[] {
  const [place, last] = [ranks(now), ranks(before)];
  const was = new Map(before.map((row) => [row.organisationId, row]));
  return now
    .map((row) => {
      const [earlier, rank] = [was.get(row.organisationId), place.get(row.organisationId) ?? 0];
      const lastRank = last.get(row.organisationId);
      return {
        ...row,
        newUnits: row.units - (earlier?.units ?? 0),
        newPeople: row.people - (earlier?.people ?? 0),
        rank,
        climbed: lastRank === undefined ? null : lastRank - rank,
      };
    })
    .toSorted((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
}

/** What holds somebody back, said in one line with what is to be done; empty where nothing does. */
export function problemOf(row: {
  readonly colour: Standing["colour"];
  readonly late: number;
  readonly isBaseShort: boolean;
  readonly isSubsidyShort: boolean;
  readonly valid: number;
  readonly aware: number;
  readonly openFindings: number;
}): string {
  const found = [
    row.colour === "red" && "进度落后，上门指导",
    row.colour === "yellow" && "进度稍慢，结对帮扶",
    row.isBaseShort && "会费没有到齐，催办",
    row.isSubsidyShort && "补助没有到位，协调拨付",
    row.valid > 0 && row.aware * 10 < row.valid * 8 && "知晓率低于80%，补课",
    row.openFindings > 0 && `${row.openFindings}个检查问题待改`,
    row.late > 0 && `${row.late}件事过期，限期办结`,
  ];
  return found.filter((words) => words !== false).join("；");
}
