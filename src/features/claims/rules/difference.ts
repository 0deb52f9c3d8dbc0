import { type Cents, minus, sum, zero } from "#core/money.ts";

/** What has been ordered for a claim: paid, or on its way. What failed and was ordered anew counts once. */
export type Ordered = { readonly kind: "benefit" | "difference"; readonly cents: Cents };

export type Difference =
  | { readonly kind: "none" }
  | { readonly kind: "benefit" | "difference" | "recovery"; readonly cents: Cents };

/**
 * What an approved result still moves: the whole benefit the first time; afterwards only the difference from what was
 * ordered and not asked back – more is paid, less is noted for recovery. Nothing that was paid is ever changed.
 */
export function difference(benefit: Cents, ordered: readonly Ordered[], recovered: Cents): Difference {
  const standing = minus(sum(ordered.map(({ cents }) => cents)), recovered);
  const off = minus(benefit, standing);
  if (off === zero) return { kind: "none" };
  if (off < 0n) return { kind: "recovery", cents: minus(zero, off) };
  return { kind: ordered.length === 0 ? "benefit" : "difference", cents: off };
}
