import { type Cents, sum, times } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import type { FundingRule, Mode, RulePayer } from "./funding-rule.ts";

/** Who bears a share, as it stands in every statistic and receipt. */
export type Payer = "unit" | "member" | "gift" | "city_union" | `county_union:${string}`;

/** What a bill must know of its unit on the day its cover is to start. */
export type BilledUnit = {
  readonly organisationId: string;
  readonly code: string;
  readonly ownPayer: "unit" | "member";
  readonly countyUnion: { readonly organisationId: string; readonly code: string } | undefined;
  readonly cityUnionId: string;
};

/** One payer's part of a bill: heads × share. `organisationId` is whose account the money comes from. */
export type BillShare = {
  readonly payer: Payer;
  readonly organisationId: string;
  readonly perHead: Cents;
  readonly cents: Cents;
  readonly mode: Mode;
};

/** Heads × share for each payer of the rule. Refuses `no_county_union` where the rule asks one and none is above. */
export function billShares(rule: FundingRule, unit: BilledUnit, heads: number): BillShare[] {
  if (!Number.isSafeInteger(heads) || heads < 1) throw new RangeError("A bill is for one person or more.");
  return rule.shares.map(({ payer, cents, mode }) => ({
    ...bearer(payer, unit),
    perHead: cents,
    cents: times(cents, heads),
    mode,
  }));
}

/** The same shares for another number of people; for nobody there are none. */
export const sharesFor = (shares: readonly BillShare[], heads: number): BillShare[] =>
  heads === 0 ? [] : shares.map((share) => ({ ...share, cents: times(share.perHead, heads) }));

function bearer(payer: RulePayer, unit: BilledUnit): { payer: Payer; organisationId: string } {
  switch (payer) {
    case "own":
      return { payer: unit.ownPayer, organisationId: unit.organisationId };
    case "unit":
    case "member":
      return { payer, organisationId: unit.organisationId };
    case "city_union":
      return { payer, organisationId: unit.cityUnionId };
    case "county_union": {
      const above = unit.countyUnion;
      if (!above) throw new Refusal("invalid", "no_county_union", { unit: unit.code });
      return { payer: `county_union:${above.code}`, organisationId: above.organisationId };
    }
  }
}

export const isOwnShare = (share: Pick<BillShare, "payer">): boolean =>
  share.payer === "unit" || share.payer === "member";

/** A gift pays the whole price; nobody else owes anything. */
export const giftShares = (organisationId: string, price: Cents, heads: number): BillShare[] => [
  { payer: "gift", organisationId, perHead: price, cents: times(price, heads), mode: "direct_pool" },
];

/**
 * What must be in by the base cut-off: what the unit itself transfers, its own share and what it advances and gets back; or
 * what a gift pays in its place.
 */
export const fromUnit = (shares: readonly BillShare[]): Cents =>
  sum(
    shares
      .filter((each) => isOwnShare(each) || each.payer === "gift" || each.mode === "reimburse_unit")
      .map((each) => each.cents),
  );

/** What the county union, or the city union, pays into the pool. */
export const fromUnion = (shares: readonly BillShare[], union: "county_union" | "city_union"): Cents =>
  sum(
    shares
      .filter((each) => each.payer.startsWith(union) && each.mode === "direct_pool")
      .map((each) => each.cents),
  );

export const totalOf = (shares: readonly Pick<BillShare, "cents">[]): Cents =>
  sum(shares.map((share) => share.cents));
