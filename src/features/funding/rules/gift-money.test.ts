import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, plainDate } from "#core/dates.ts";
import { cents, sum, yuan } from "#core/money.ts";
import { reachedOn } from "./gift-money.ts";

const on = (day: string, amount: number) => ({ on: plainDate(day), cents: yuan(amount) });
const bill = (id: string, amount: number) => ({ id, cents: yuan(amount) });
const days = (received: readonly ReturnType<typeof on>[], bills: readonly ReturnType<typeof bill>[]) =>
  Object.fromEntries(reachedOn(received, bills));

describe("when a gift's money reaches its bills", () => {
  test("all at once, before any bill", () => {
    expect(days([on("2025-01-05", 400)], [bill("A", 160), bill("B", 240)])).toEqual({
      A: "2025-01-05",
      B: "2025-01-05",
    });
  });
  test("in parts: each bill on the day that made it whole, read in the order of days", () => {
    const parts = [on("2025-01-09", 240), on("2025-01-05", 160)];
    expect(days(parts, [bill("A", 160), bill("B", 240)])).toEqual({ A: "2025-01-05", B: "2025-01-09" });
  });
  test("one yuan short is not paid, nor is what comes after it", () => {
    expect(days([on("2025-01-05", 159)], [bill("A", 160), bill("B", 80)])).toEqual({});
    expect(days([on("2025-01-05", 319)], [bill("A", 160), bill("B", 160)])).toEqual({ A: "2025-01-05" });
  });
  test("what is paid never passes what came in by that day", () => {
    const line = fc.record({
      day: fc.integer({ min: 0, max: 60 }),
      amount: fc.integer({ min: 1, max: 500 }),
    });
    const start = plainDate("2025-01-01");
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.integer({ min: 1, max: 400 })), (lines, amounts) => {
        const received = lines.map(({ day, amount }) => ({ on: addDays(start, day), cents: cents(amount) }));
        const bills = amounts.map((amount, at) => ({ id: String(at), cents: cents(amount) }));
        const reached = reachedOn(received, bills);
        for (const day of new Set(reached.values())) {
          const paid = bills.filter(({ id }) => (reached.get(id) ?? "9") <= day);
          const come = received.filter((each) => each.on <= day);
          expect(sum(paid.map((each) => each.cents))).toBeLessThanOrEqual(
            sum(come.map((each) => each.cents)),
          );
        }
      }),
    );
  });
});
