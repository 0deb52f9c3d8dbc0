export type Candidate = { readonly id: string; readonly risk: number };
export type Drawn = { readonly id: string; readonly how: "risk" | "chance" };

/**
 * Draws by risk and chance: the first half (rounded up) are those of the highest risk above 0, lots deciding among equals;
 * the rest are drawn by lot from all others. The same candidates, size and lots are always the same draw.
 */
export function drawSample(
  candidates: readonly Candidate[],
  size: number,
  lotOf: (id: string) => string,
): Drawn[] {
  const lots = new Map(candidates.map(({ id }) => [id, lotOf(id)]));
  const byLot = (a: Candidate, b: Candidate) => ((lots.get(a.id) ?? "") < (lots.get(b.id) ?? "") ? -1 : 1);
  const risky = candidates
    .filter(({ risk }) => risk > 0)
    .toSorted((a, b) => b.risk - a.risk || byLot(a, b))
    .slice(0, Math.ceil(size / 2));
  const taken = new Set(risky.map(({ id }) => id));
  const others = candidates
    .filter(({ id }) => !taken.has(id))
    .toSorted(byLot)
    .slice(0, size - risky.length);
  return [
    ...risky.map(({ id }) => ({ id, how: "risk" }) as const),
    ...others.map(({ id }) => ({ id, how: "chance" }) as const),
  ];
}
