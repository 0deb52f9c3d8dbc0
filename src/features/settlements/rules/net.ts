import type { Settlement } from "./settlement.ts";

/** A settlement taken earlier, by the keys under which it is found again; with several claims it stands here several times. */
export type Earlier = {
  readonly setl: string;
  readonly visit: string;
  readonly claimId: string | null;
  readonly isReversed: boolean;
};

/** A line with the keys (blind indexes in hex) of its settlement, its visit, and the settlement it takes back. */
export type Keyed = {
  readonly settlement: Settlement;
  readonly setl: string;
  readonly visit: string;
  /** Empty where it takes nothing back. */
  readonly reverses: string;
  readonly personId: string;
};

export type Netted = {
  /** To be opened. */
  readonly fresh: readonly Keyed[];
  /** Came and was taken back in this very feed. */
  readonly cancelled: readonly Keyed[];
  /** Takes back what was taken earlier; `by` is the settlement that stands in its place, where there is one. */
  readonly reversals: readonly {
    readonly line: Keyed;
    readonly claimIds: readonly string[];
    readonly by: Keyed | undefined;
  }[];
  /** Stands in the place of what an earlier feed took back. */
  readonly replacing: readonly { readonly line: Keyed; readonly claimIds: readonly string[] }[];
  /** Taken before, or takes back what was never taken here. */
  readonly known: readonly Keyed[];
};

/**
 * What is left of a feed once what was taken back is set off. A settlement that was reversed is usually made anew for the
 * same visit: the claim follows the new one. A claim whose settlement was reversed earlier waits for it in the same way.
 */
export function net(lines: readonly Keyed[], earlier: readonly Earlier[]): Netted {
  const before = Map.groupBy(earlier, ({ setl }) => setl);
  const takenBack = new Set(lines.flatMap(({ reverses }) => (reverses === "" ? [] : [reverses])));
  const known: Keyed[] = [];
  const cancelled = new Map<string, Keyed>();
  const standing = new Map<string, Keyed[]>();
  for (const line of lines) {
    if (line.reverses !== "") continue;
    if (before.has(line.setl)) known.push(line);
    else if (takenBack.has(line.setl)) cancelled.set(line.setl, line);
    else standing.set(line.visit, [...(standing.get(line.visit) ?? []), line]);
  }
  /** The settlement that stands for a visit: used once. */
  const takeFor = (visit: string): Keyed | undefined => standing.get(visit)?.shift();
  const reversals: Netted["reversals"][number][] = [];
  for (const line of lines) {
    if (line.reverses === "" || cancelled.has(line.reverses)) continue;
    const first = before.get(line.reverses);
    if (!first?.some(({ isReversed }) => !isReversed) || before.has(line.setl)) {
      known.push(line);
      continue;
    }
    const claimIds = first.flatMap(({ claimId }) => claimId ?? []);
    reversals.push({ line, claimIds, by: claimIds.length > 0 ? takeFor(line.visit) : undefined });
  }
  const replacing = [...owed(earlier)].flatMap(([visit, rows]) => {
    const line = takeFor(visit);
    return line ? [{ line, claimIds: [...new Set(rows.map(({ claimId }) => claimId))] }] : [];
  });
  return {
    ...{ fresh: [...standing.values()].flat(), cancelled: [...cancelled.values()] },
    ...{ reversals, replacing, known },
  };
}

/** Claims by visit whose settlements were all taken back, and nothing came in their place. */
function owed(
  earlier: readonly Earlier[],
): Map<string, { readonly visit: string; readonly claimId: string }[]> {
  const resting = new Set(earlier.flatMap(({ claimId, isReversed }) => (isReversed ? [] : (claimId ?? []))));
  const waiting = earlier.flatMap(({ visit, claimId, isReversed }) =>
    isReversed && claimId && !resting.has(claimId) ? [{ visit, claimId }] : [],
  );
  return Map.groupBy(waiting, ({ visit }) => visit);
}
