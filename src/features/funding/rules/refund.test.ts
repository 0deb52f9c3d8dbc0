import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { type Cents, cents, sum, yuan } from "#core/money.ts";
import { refundObstacle, refundParts } from "./refund.ts";
import type { BillShare } from "./shares.ts";

const day = plainDate;
const covered = { from: day("2025-02-01"), until: day("2026-02-01") };

describe("on which day a ground still stands", () => {
  test.each([
    ["left_before_cover", "2025-01-31", undefined],
    ["left_before_cover", "2025-02-01", "cover_has_begun"],
    ["duplicate", "2025-02-01", undefined],
    ["duplicate", "2026-01-31", undefined],
    ["duplicate", "2026-02-01", "cover_has_ended"],
    ["not_eligible", "2026-01-31", undefined],
    ["not_eligible", "2026-02-01", "cover_has_ended"],
    ["left_before_cover", "2026-02-01", "cover_has_ended"],
  ] as const)("%s on %s: %s", (ground, today, code) => {
    expect(refundObstacle(ground, covered, day(today))?.code).toBe(code);
  });
});

const share = (payer: BillShare["payer"], perHead: Cents, heads: number): BillShare => ({
  payer,
  organisationId: payer,
  perHead,
  cents: cents(perHead * BigInt(heads)),
  mode: "direct_pool",
});

describe("what goes back", () => {
  test("50, 10 and 20 of 80, each to its own", () => {
    const shares = [
      share("unit", yuan(50), 3),
      share("county_union:X1", yuan(10), 3),
      share("city_union", yuan(20), 3),
    ];
    expect(refundParts(shares, yuan(80)).map(({ payer, cents: part }) => [payer, part])).toEqual([
      ["unit", yuan(50)],
      ["county_union:X1", yuan(10)],
      ["city_union", yuan(20)],
    ]);
  });

  test("shares that do not make the price are a fault", () => {
    expect(() => refundParts([share("unit", yuan(50), 1)], yuan(80))).toThrow();
  });

  test("parts add up to the price; refunding everybody gives each payer what it bore, to the cent", () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 100_000n }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 50 }), (each, heads) => {
        const payers = ["unit", "member", "county_union:X1", "city_union"] as const;
        const shares = each.map((amount, at) => share(payers[at] ?? "unit", cents(amount), heads));
        const price = sum(each.map((amount) => cents(amount)));
        const all = Array.from({ length: heads }, () => refundParts(shares, price));
        for (const parts of all) expect(sum(parts.map((part) => part.cents))).toBe(price);
        for (const { payer, cents: bore } of shares) {
          const back = sum(all.flat().flatMap((part) => (part.payer === payer ? [part.cents] : [])));
          expect(back).toBe(bore);
        }
      }),
    );
  });
});
