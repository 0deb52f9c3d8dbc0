import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, cents, formatYuan, parseYuan, portion, rate, showYuan, sum } from "./money.ts";

describe("money", () => {
  test.each([
    ["1234.50", 123_450n],
    ["1,234.5", 123_450n],
    ["-0.01", -1n],
    ["12", 1_200n],
    ["1.234", undefined],
    ["12,34", undefined],
    ["", undefined],
    ["1e5", undefined],
  ])("%j reads as %s cents", (text, amount) => {
    expect(parseYuan(text)).toBe(amount);
  });

  test("what is written is read back, whatever the amount", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), (amount) => {
        expect(parseYuan(formatYuan(cents(amount)))).toBe(amount);
      }),
    );
  });

  test("people read thousands and a true minus", () => {
    expect([showYuan(cents(16_864_000)), showYuan(cents(-5)), showYuan(cents(100_000))]).toEqual([
      "168,640.00",
      "−0.05",
      "1,000.00",
    ]);
  });

  test("half a cent rounds up, or down where the caller says so", () => {
    expect([portion(cents(1), rate(5_000), "half-up"), portion(cents(1), rate(5_000), "down")]).toEqual([
      1n,
      0n,
    ]);
  });

  test("parts always add up to the whole, and none is off by more than a cent", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc
          .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 })
          .filter((weights) => weights.some((w) => w > 0)),
        (total, weights) => {
          const parts = allocate(cents(total), weights);
          expect(sum(parts)).toBe(total);
          const whole = BigInt(weights.reduce((a, b) => a + b, 0));
          parts.forEach((part, place) => {
            const exact = (total * BigInt(weights[place] ?? 0)) / whole;
            expect(part - exact === 0n || part - exact === 1n).toBe(true);
          });
        },
      ),
    );
  });
});
