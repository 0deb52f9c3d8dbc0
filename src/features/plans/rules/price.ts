import type { PlainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";

/** What one person costs from a day on: in one city, or (without one) wherever no city has a price of its own. */
export type Price = {
  readonly cityId: number | undefined;
  readonly validFrom: PlainDate;
  readonly cents: Cents;
};

/** The city's own latest price on that day, else the general one; undefined before the first. */
export function priceOn(prices: readonly Price[], cityId: number, day: PlainDate): Cents | undefined {
  const latest = (of: number | undefined) =>
    prices
      .filter((price) => price.cityId === of && price.validFrom <= day)
      .reduce<Price | undefined>((a, b) => (a && a.validFrom >= b.validFrom ? a : b), undefined);
  return (latest(cityId) ?? latest(undefined))?.cents;
}
