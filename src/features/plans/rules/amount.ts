import type { Cents } from "#core/money.ts";

/**
 * Amounts while a claim is worked out: whole cents in a number, exact because every one of them is bounded. A bill, a
 * daily rate, a sum of a plan is at most a thousand million yuan, a stay at most a hundred years; then the largest
 * product (two bills in basis points: 2 × 10¹¹ × 10⁴) stays below 2⁵³, and nothing is ever rounded but by `halfUp`.
 */
export const mostCents = 100_000_000_000;
export const mostDays = 36_500;
export const mostShares = 1_000;

/** Whole cents as a number. Throws where they are below zero or beyond what is proven exact. */
export function whole(amount: Cents): number {
  const n = Number(amount);
  if (!(n >= 0 && n <= mostCents))
    throw new RangeError("An amount is below zero or beyond a thousand million yuan.");
  return n;
}

/** Whole cents and the hundred-millionths of one beyond them: rates and factors have four decimals each. */
export type Exact = { readonly cents: number; readonly rest: number };

const restParts = 100_000_000;

// Exact while a + b < 2⁵³: a quotient that is not whole is then further from the next whole number than doubles are apart.
const divide = (a: number, b: number): number => Math.floor(a / b);

/** `numerator` cents divided by 1, 100 (percentages) or 10,000 (basis points). */
export function exactly(numerator: number, per: 1 | 100 | 10_000): Exact {
  const cents = divide(numerator, per);
  return { cents, rest: (numerator - cents * per) * (restParts / per) };
}

/** The part of an amount in basis points. The amount has at most four decimals beyond the cent; the answer at most eight. */
export function timesFactor(amount: Exact, factorBp: number): Exact {
  if (factorBp === 10_000) return amount;
  const high = divide(amount.cents, 10_000);
  const low = (amount.cents - high * 10_000) * factorBp;
  const lowCents = divide(low, 10_000);
  const rest = (low - lowCents * 10_000) * 10_000 + (amount.rest / 10_000) * factorBp;
  const carried = rest >= restParts ? 1 : 0;
  return { cents: high * factorBp + lowCents + carried, rest: rest - carried * restParts };
}

/** The one rounding of a benefit: to the cent, half of one upwards. */
export const halfUp = ({ cents, rest }: Exact): number => (rest * 2 >= restParts ? cents + 1 : cents);

const twoDigits = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, "0"));

/** Yuan as text, with commas and exactly as many decimals as the amount has (two at least): `4,071.406`. */
export function sayYuan(amount: number, rest = 0): string {
  if (amount === 0 && rest === 0) return "0.00";
  const cents = amount < 0 ? -amount : amount;
  const yuan = divide(cents, 100);
  const said = `${amount < 0 ? "−" : ""}${withCommas(yuan)}.${twoDigits[cents - yuan * 100]}`;
  return rest === 0 ? said : said + String(rest).padStart(8, "0").replace(/0+$/, "");
}

function withCommas(yuan: number): string {
  if (yuan < 1_000) return String(yuan);
  const thousands = divide(yuan, 1_000);
  const hundreds = yuan - thousands * 1_000;
  return `${withCommas(thousands)},${hundreds < 100 ? "0" : ""}${hundreds < 10 ? "0" : ""}${hundreds}`;
}

/** A share as people write it: 62.5%. */
export function sayShare(basisPoints: number): string {
  const percent = divide(basisPoints, 100);
  const rest = basisPoints - percent * 100;
  return rest === 0 ? `${percent}%` : `${percent}.${String(rest).padStart(2, "0").replace(/0$/, "")}%`;
}
