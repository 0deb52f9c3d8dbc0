/**
 * Money is a whole number of cents (分) held in a bigint: exact, and impossible to mix
 * with a float by accident. The platform has one currency, so money carries none.
 */
export type Cents = bigint & { readonly cents: unique symbol };

/** A share in basis points: `rate(8000)` is 80 %. */
export type Rate = number & { readonly basisPoints: unique symbol };

export const zero = 0n as Cents;

/** Whole cents. Throws on a number that is not a safe whole number. */
export function cents(amount: bigint | number): Cents {
  if (typeof amount === "number" && !Number.isSafeInteger(amount)) {
    throw new RangeError("Cents are whole numbers.");
  }
  return BigInt(amount) as Cents;
}

/** Whole yuan as cents: for literals in code and tests. */
export const yuan = (amount: number): Cents => cents(BigInt(amount) * 100n);

export function rate(basisPoints: number): Rate {
  if (!Number.isInteger(basisPoints) || basisPoints < 0)
    throw new RangeError("A rate is whole basis points.");
  return basisPoints as Rate;
}

export const plus = (a: Cents, b: Cents): Cents => (a + b) as Cents;
export const minus = (a: Cents, b: Cents): Cents => (a - b) as Cents;
export const times = (amount: Cents, count: bigint | number): Cents => (amount * BigInt(count)) as Cents;
export const lesser = (a: Cents, b: Cents): Cents => (a < b ? a : b);
export const atLeastZero = (amount: Cents): Cents => (amount < 0n ? zero : amount);
export const sum = (amounts: Iterable<Cents>): Cents => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total as Cents;
};

/** Division is where a cent can go missing, so the caller always says which way it rounds. */
export function portion(amount: Cents, share: Rate, rounding: "down" | "half-up"): Cents {
  if (amount < 0n) throw new RangeError("A portion is taken of zero or more cents.");
  const scaled = amount * BigInt(share);
  return cents((rounding === "down" ? scaled : scaled + 5_000n) / 10_000n);
}

/** Shares one amount among weights by largest remainder, so that the parts always sum to the total. */
export function allocate(total: Cents, weights: readonly number[]): Cents[] {
  const whole = weights.reduce((a, b) => a + b, 0);
  if (whole <= 0 || total < 0n) throw new RangeError("Allocation needs weights above zero and no debt.");
  const parts = weights.map((weight, place) => {
    const scaled = total * BigInt(weight);
    return { place, floor: scaled / BigInt(whole), rest: scaled % BigInt(whole) };
  });
  let left = total - parts.reduce((a, part) => a + part.floor, 0n);
  const shares = parts.map((part) => part.floor);
  for (const part of [...parts].sort((a, b) =>
    a.rest === b.rest ? a.place - b.place : a.rest > b.rest ? -1 : 1,
  )) {
    if (left === 0n) break;
    shares[part.place] = (shares[part.place] ?? 0n) + 1n;
    left -= 1n;
  }
  return shares as Cents[];
}

/** `"1234.50"`, `"1,234.5"` or `"12"` as cents, or undefined where it is no amount. Never rounds. */
export function parseYuan(text: string): Cents | undefined {
  const match = /^([+-]?)(\d{1,15}|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const whole =
    BigInt((match[2] ?? "0").replaceAll(",", "")) * 100n + BigInt((match[3] ?? "").padEnd(2, "0"));
  return (match[1] === "-" ? -whole : whole) as Cents;
}

/** Yuan as the HTTP API writes them: `"1234.50"`. */
export function formatYuan(amount: Cents): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, "0");
  return `${amount < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Yuan as people read them: `"1,234.50"`, with a true minus sign. */
export function showYuan(amount: Cents): string {
  const [whole = "", fraction = ""] = formatYuan((amount < 0n ? -amount : amount) as Cents).split(".");
  return `${amount < 0n ? "−" : ""}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${fraction}`;
}
