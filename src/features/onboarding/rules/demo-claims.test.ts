import { describe, expect, test } from "vitest";
import { plus, sum } from "#core/money.ts";
import { claimCount, claimDays, claimsOn, stayOf } from "./demo-claims.ts";

const all = claimDays.flatMap((day) => claimsOn(day).map((n) => ({ n, day, stay: stayOf(n, day) })));

describe("the demo's claims", () => {
  test("are all handed in, each once, on working days in order", () => {
    expect(all.map(({ n }) => n)).toEqual(Array.from({ length: claimCount }, (_, place) => place + 1));
  });

  test("have settlements that add up, and nobody pays more than the whole", () => {
    for (const { stay } of all) {
      const { total, outOfScope, preSelfPay, inScope, fundPay, deductiblePaid } = stay.amounts;
      expect(sum([outOfScope, preSelfPay, inScope])).toBe(total);
      expect(plus(fundPay, deductiblePaid)).toBeLessThanOrEqual(inScope);
    }
  });

  test("are over before they are handed in, on bills and cards of their own", () => {
    expect(all.every(({ day, stay }) => stay.on < stay.endedOn && stay.endedOn < day)).toBe(true);
    expect(new Set(all.map(({ stay }) => stay.bill)).size).toBe(claimCount);
    expect(new Set(all.map(({ stay }) => stay.account)).size).toBe(claimCount);
  });

  test("are the same at every start", () => {
    for (const { n, day, stay } of all.slice(0, 20)) expect(stayOf(n, day)).toEqual(stay);
  });
});
