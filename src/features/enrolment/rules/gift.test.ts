import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { cents, yuan } from "#core/money.ts";
import { type GiftTerms, giftObstacle, roomObstacle } from "./gift.ts";

const gift: GiftTerms = {
  kind: "named",
  state: "open",
  planCode: "HN-INP-80",
  from: plainDate("2025-03-01"),
  until: plainDate("2025-06-01"),
};
const asked = (coverFrom: string, planCode = "HN-INP-80") => ({ planCode, coverFrom: plainDate(coverFrom) });
const grant = { people: 5, peopleUsed: 2 };

describe("opening a roster under a gift", () => {
  test.each([
    ["on its first day", gift, asked("2025-03-01"), undefined, true, undefined],
    ["the day before", gift, asked("2025-02-28"), undefined, true, "gift_outside_its_period"],
    ["on its last day", gift, asked("2025-05-31"), undefined, true, undefined],
    ["the day it is over", gift, asked("2025-06-01"), undefined, true, "gift_outside_its_period"],
    ["another plan", gift, asked("2025-03-01", "ZZ-75"), undefined, true, "gift_of_another_plan"],
    ["closed", { ...gift, state: "closed" }, asked("2025-03-01"), undefined, true, "gift_closed"],
    ["named, by somebody else", gift, asked("2025-03-01"), grant, false, "gift_named_by_its_owner"],
    [
      "by number, not listed",
      { ...gift, kind: "head_count" },
      asked("2025-03-01"),
      undefined,
      true,
      "gift_unit_not_listed",
    ],
    ["by number, listed", { ...gift, kind: "head_count" }, asked("2025-03-01"), grant, false, undefined],
  ] as const)("%s", (_when, terms, request, listed, isOwner, code) => {
    expect(giftObstacle(terms, request, listed, isOwner)?.code).toBe(code);
  });
});

describe("what still fits", () => {
  const room = { peopleQuota: 10, peopleUsed: 6, centsQuota: yuan(800), centsUsed: yuan(480) };
  test.each([
    ["the last of the people and the money", { people: 4, cents: yuan(320) }, undefined, undefined],
    ["one person more", { people: 5, cents: yuan(320) }, undefined, "gift_people_used_up"],
    ["one cent more", { people: 4, cents: cents(32_001) }, undefined, "gift_money_used_up"],
    ["the last of the unit's number", { people: 3, cents: yuan(240) }, grant, undefined],
    ["one more than the unit's number", { people: 4, cents: yuan(320) }, grant, "gift_unit_used_up"],
  ] as const)("%s", (_which, more, listed, code) => {
    expect(roomObstacle(room, more, listed)?.code).toBe(code);
  });
});
