import { describe, expect, test } from "vitest";
import { plus, sum } from "#core/money.ts";
import { demoClaims, deskDays, otherCard, stayOf } from "./demo-claims.ts";

const all = demoClaims.map(({ n, day }) => ({ n, day, stay: stayOf(n, day) }));

describe("the demo's claims", () => {
  test("are some four hundred over a year, each once, on the desk's days in order", () => {
    expect(all.map(({ n }) => n)).toEqual(all.map((_, place) => place + 1));
    expect(all.length).toBeGreaterThanOrEqual(390);
    expect(new Set(all.map(({ day }) => day))).toEqual(new Set(deskDays));
    expect([deskDays[0], deskDays.at(-1)]).toEqual(["2024-04-08", "2025-03-12"]);
  });

  test("go to cards whose check digit fits, some of which the bank refuses, sends back or keeps overnight", () => {
    expect(all.every(({ n, stay }) => isLuhn(stay.account) && isLuhn(otherCard(n)))).toBe(true);
    for (const ending of ["00", "99", "88"])
      expect(all.filter(({ stay }) => stay.account.endsWith(ending)).length).toBeGreaterThan(5);
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
    expect(new Set(all.map(({ stay }) => stay.bill)).size).toBe(all.length);
    expect(new Set(all.map(({ stay }) => stay.account)).size).toBe(all.length);
  });

  test("are the same at every start", () => {
    for (const { n, day, stay } of all.slice(0, 20)) expect(stayOf(n, day)).toEqual(stay);
  });
});

const isLuhn = (card: string): boolean =>
  [...card]
    .reverse()
    .map((digit, place) => Number(digit) * (1 + (place % 2)))
    .reduce((sum, doubled) => sum + (doubled > 9 ? doubled - 9 : doubled), 0) %
    10 ===
  0;
