export const parts = ["coverage", "funding", "service", "awareness", "inspection", "innovation"] as const;
export type ScorePart = (typeof parts)[number];

/** What each part is worth; together 100 points. */
export type ScoreRule = { readonly version: number } & Readonly<Record<ScorePart, number>>;

/** ☆ What holds until a city says otherwise. */
export const usualWeights: ScoreRule = {
  version: 0,
  ...{ coverage: 40, funding: 15, service: 15, awareness: 10, inspection: 10, innovation: 10 },
};

export const addsUp = (rule: Readonly<Record<ScorePart, number>>): boolean =>
  parts.every((part) => rule[part] >= 0) && parts.reduce((sum, part) => sum + rule[part], 0) === 100;

/** What was reached of what there was to reach, as whole numbers in text: cents may be many. */
export type Share = { readonly got: string; readonly of: string };

/** Everything that a sheet follows from, kept with it; a part without data is null. */
export type ScoreInputs = Readonly<Record<ScorePart, Share | null>> & { readonly rule: ScoreRule };

export type PartScore = {
  readonly part: ScorePart;
  readonly weight: number;
  readonly share: Share | null;
  /** In hundredths of a point, cut; null where there is nothing to score by. */
  readonly points: number | null;
};

export type Sheet = {
  readonly parts: readonly PartScore[];
  /** The points of the parts that are scored. */
  readonly weight: number;
  /** Of 100 points, in hundredths, scaled to what was scored, cut; null where nothing is scored. */
  readonly score: number | null;
};

/** The sheet of these inputs. More than all is all; nothing to reach is no data; a part that weighs nothing is not scored. */
export function sheetOf(inputs: ScoreInputs): Sheet {
  const scored = parts.map((part): PartScore => {
    const weight = inputs.rule[part];
    const share = inputs[part];
    return { part, weight, share, points: weight > 0 && share ? pointsOf(share, weight) : null };
  });
  const counted = scored.filter(({ points }) => points !== null);
  const weight = counted.reduce((sum, each) => sum + each.weight, 0);
  const points = counted.reduce((sum, each) => sum + (each.points ?? 0), 0);
  return { parts: scored, weight, score: weight === 0 ? null : Math.floor((points * 100) / weight) };
}

function pointsOf({ got, of }: Share, weight: number): number | null {
  const [reached, whole] = [BigInt(got), BigInt(of)];
  if (whole <= 0n) return null;
  const full = BigInt(weight) * 100n;
  const points = (reached * full) / whole;
  return Number(points < 0n ? 0n : points > full ? full : points);
}

/** What an organisation's part of the tree has of innovation by a day. */
export type Innovation = {
  readonly citysCases: number;
  readonly ownCases: number;
  readonly takenUp: number;
  readonly adoptedByOthers: number;
};

/**
 * ☆ Of ten: six for a case of one's own that is published, two where others adopted it, two for adopting another's. Not
 * scored as long as nobody in the city has a published case.
 */
export function innovationShare(found: Innovation): Share | null {
  if (found.citysCases === 0) return null;
  const got =
    (found.ownCases > 0 ? 6 : 0) + (found.adoptedByOthers > 0 ? 2 : 0) + (found.takenUp > 0 ? 2 : 0);
  return { got: String(got), of: "10" };
}
