import type { PlainDate } from "#core/dates.ts";
import { type Cents, minus } from "#core/money.ts";
import type { Facts } from "#core/refusal.ts";

/** named: whoever set the gift up brings the rosters; head_count: each unit on its list brings its own, up to its number. */
export const giftKinds = ["named", "head_count"] as const;
export type GiftKind = (typeof giftKinds)[number];
export const funderKinds = ["union", "enterprise", "fiscal", "other"] as const;
export type FunderKind = (typeof funderKinds)[number];

export type GiftTerms = {
  readonly kind: GiftKind;
  readonly state: "open" | "closed";
  readonly planCode: string;
  /** [from, until): on which days a cover may start under it. */
  readonly from: PlainDate;
  readonly until: PlainDate;
};

/** What a unit has on the list of a head-count gift. */
export type GiftGrant = { readonly people: number; readonly peopleUsed: number };

type Obstacle = { readonly code: string; readonly facts: Facts };

/** Why no roster may be opened under a gift. `isOwner`: the actor is whoever set it up, or the city. */
export function giftObstacle(
  gift: GiftTerms,
  asked: { readonly planCode: string; readonly coverFrom: PlainDate },
  grant: GiftGrant | undefined,
  isOwner: boolean,
): Obstacle | undefined {
  if (gift.state === "closed") return { code: "gift_closed", facts: {} };
  if (gift.planCode !== asked.planCode) return { code: "gift_of_another_plan", facts: {} };
  if (asked.coverFrom < gift.from || asked.coverFrom >= gift.until)
    return { code: "gift_outside_its_period", facts: { from: gift.from, until: gift.until } };
  if (gift.kind === "named") return isOwner ? undefined : { code: "gift_named_by_its_owner", facts: {} };
  return grant ? undefined : { code: "gift_unit_not_listed", facts: {} };
}

export type GiftRoom = {
  readonly peopleQuota: number;
  readonly peopleUsed: number;
  readonly centsQuota: Cents;
  readonly centsUsed: Cents;
};

/** Why so many people more do not fit into what is given: the people, the money, or the unit's own number. */
export function roomObstacle(
  gift: GiftRoom,
  more: { readonly people: number; readonly cents: Cents },
  grant: GiftGrant | undefined,
): Obstacle | undefined {
  const people = gift.peopleQuota - gift.peopleUsed;
  if (more.people > people)
    return { code: "gift_people_used_up", facts: { left: people, wanted: more.people } };
  const cents = minus(gift.centsQuota, gift.centsUsed);
  if (more.cents > cents)
    return { code: "gift_money_used_up", facts: { left: String(cents), wanted: String(more.cents) } };
  if (grant && more.people > grant.people - grant.peopleUsed)
    return {
      code: "gift_unit_used_up",
      facts: { left: grant.people - grant.peopleUsed, wanted: more.people },
    };
  return undefined;
}
