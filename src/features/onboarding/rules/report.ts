import type { PlainDate, PlainMonth } from "#core/dates.ts";
import type { BankKind } from "./bank-files.ts";

/** What a load reports: one document in the shapes of the specification, money in whole cents. */
export type CityReport = {
  /** Units that brought a roster, the people confirmed on them, and what these owe together. */
  readonly units: number;
  readonly members: number;
  readonly contributions_cents: number;
  readonly rosters: Readonly<Record<string, RosterReport>>;
  readonly months: Readonly<Record<string, MonthReport>>;
  readonly bank: readonly BankReport[];
  readonly ledger: { readonly balanced: boolean; readonly accounts: Readonly<Record<string, number>> };
  readonly took_ms: Readonly<Record<string, number>>;
};

export type RosterReport = {
  readonly file: string;
  readonly rows: number;
  readonly accepted: number;
  readonly review: number;
  readonly rejected: number;
  readonly approved_on_review: number;
  readonly confirmed: number;
  readonly not_accepted: readonly {
    readonly line: number;
    readonly outcome: string;
    readonly codes: readonly [string];
    readonly also?: readonly string[];
  }[];
  readonly warnings: readonly { readonly line: number; readonly codes: readonly string[] }[];
};

export type MonthReport = {
  readonly units: readonly string[];
  readonly members: number;
  readonly shares: Readonly<Record<string, number>>;
  readonly remitted: number;
};

export type BankReport = {
  readonly no: string;
  readonly date: PlainDate;
  readonly direction: "credit" | "debit";
  readonly cents: number;
  readonly kind: BankKind;
  readonly unit?: string;
  readonly units?: readonly string[];
  readonly payer?: string;
  readonly month?: PlainMonth;
  readonly by: "rule" | "person";
};

/** Cents as a number of JSON. Beyond 90 billion yuan it would not be exact: then it is a bug, not a report. */
export function centsNumber(amount: bigint): number {
  const number = Number(amount);
  if (!Number.isSafeInteger(number)) throw new RangeError("An amount too large for a JSON number.");
  return number;
}

/** A bank line as the books know it. */
export type ExplainedLine = {
  readonly no: string;
  readonly date: PlainDate;
  readonly direction: "credit" | "debit";
  readonly cents: bigint;
  readonly kind: BankKind | undefined;
  readonly units: readonly string[];
  readonly payer: string | undefined;
  readonly month: PlainMonth | undefined;
  readonly by: "rule" | "person" | undefined;
};

/**
 * `unit` or `units` stand only on a unit's share, `payer` and `month` on a subsidy, `month` on a remittance. A line that
 * nobody has explained is `unmatched`, and waits for a person.
 */
export function bankReport(line: ExplainedLine): BankReport {
  const { no, date, direction, kind = "unmatched", units, payer, month, by = "person" } = line;
  const [unit] = units;
  return {
    no,
    date,
    direction,
    cents: centsNumber(line.cents),
    kind,
    ...(kind === "unit_share" && units.length > 1 && { units: [...units].sort() }),
    ...(kind === "unit_share" && units.length === 1 && unit !== undefined && { unit }),
    ...(kind === "subsidy" && payer !== undefined && { payer }),
    ...((kind === "subsidy" || kind === "remittance") && month !== undefined && { month }),
    by,
  };
}

/** Payers in the order of their names; those with nothing are left out. */
export function sharesReport(shares: Iterable<readonly [string, bigint]>): Record<string, number> {
  const sums = new Map<string, bigint>();
  for (const [payer, cents] of shares) sums.set(payer, (sums.get(payer) ?? 0n) + cents);
  return Object.fromEntries(
    [...sums]
      .filter(([, cents]) => cents !== 0n)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([payer, cents]) => [payer, centsNumber(cents)]),
  );
}
