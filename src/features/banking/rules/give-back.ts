import { type Cents, lesser, minus, sum, zero } from "#core/money.ts";

/** What one booking on an item keeps and what it gives back. */
export type GivenBack<Part> = { readonly part: Part; readonly kept: Cents; readonly freed: Cents };

/**
 * Of what was booked on an item, what goes back where less is due now: the first of `parts` gives before the others, so
 * bring the latest first, and what was in full by an earlier day stays so. Parts that keep all are left out.
 */
export function giveBack<Part extends { readonly amount: Cents }>(
  parts: readonly Part[],
  due: Cents,
): GivenBack<Part>[] {
  let excess = minus(sum(parts.map((part) => part.amount)), due);
  return parts.flatMap((part) => {
    if (excess <= zero) return [];
    const freed = lesser(part.amount, excess);
    excess = minus(excess, freed);
    return [{ part, kept: minus(part.amount, freed), freed }];
  });
}
