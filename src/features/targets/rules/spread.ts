/**
 * A whole number shared by weights so that the parts add up to it: what is left after cutting goes to the largest
 * remainders, the first among equals. Without any weight everybody has the same.
 */
export function spread(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const by = sum === 0 ? weights.map(() => 1) : weights;
  const whole = sum === 0 ? weights.length : sum;
  const exact = by.map((weight) => BigInt(total) * BigInt(weight));
  const cut = exact.map((each) => each / BigInt(whole));
  let left = total - Number(cut.reduce((all, each) => all + each, 0n));
  const order = exact
    .map((each, at) => ({ at, rest: each % BigInt(whole) }))
    .toSorted((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1));
  const parts = cut.map(Number);
  for (const { at } of order) {
    if (left === 0) break;
    parts[at] = (parts[at] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}
