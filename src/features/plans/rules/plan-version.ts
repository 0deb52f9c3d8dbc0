import { addDays, type PlainDate } from "#core/dates.ts";
import { cents } from "#core/money.ts";
import { dayIn, type PlanDocument } from "./plan-document.ts";
import type { Price } from "./price.ts";

/** What the rest of the platform asks of a plan version: its name, how long a cover runs, what it costs. */
export type PlanVersion = {
  readonly code: string;
  readonly version: string;
  readonly name: string;
  readonly source: string;
  readonly validFrom: PlainDate;
  /** The first day on which no cover may begin under it any more. */
  readonly validUntil: PlainDate | undefined;
  readonly months: number;
  readonly prices: readonly Price[];
};

export const planVersionOf = (document: PlanDocument): PlanVersion => ({
  code: document.code,
  version: document.version,
  name: document.name,
  source: document.source,
  validFrom: dayIn(document.valid_from),
  validUntil: document.valid_until === undefined ? undefined : dayIn(document.valid_until),
  months: document.period_months,
  prices: document.prices.map((price) => ({
    cityId: price.city,
    validFrom: dayIn(price.valid_from),
    cents: cents(price.cents),
  })),
});

/** The version under which a cover that starts on that day begins: the one that came into force last. */
export function versionOn(
  versions: readonly PlanVersion[],
  code: string,
  day: PlainDate,
): PlanVersion | undefined {
  return versions
    .filter(
      (each) => each.code === code && each.validFrom <= day && day < (each.validUntil ?? addDays(day, 1)),
    )
    .reduce<PlanVersion | undefined>((a, b) => (a && a.validFrom >= b.validFrom ? a : b), undefined);
}
