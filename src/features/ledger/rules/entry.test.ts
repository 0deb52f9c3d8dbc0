import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { type Cents, cents, yuan } from "#core/money.ts";
import {
  accountCodes,
  assertSound,
  changes,
  isBalanced,
  negatives,
  type Posting,
  reversed,
} from "./index.ts";

const posting = fc
  .record({
    from: fc.constantFrom(...accountCodes),
    to: fc.constantFrom(...accountCodes),
    amount: fc.bigInt({ min: 1n, max: 10n ** 14n }).map((amount) => amount as Cents),
  })
  .filter(({ from, to }) => from !== to);
const postings = fc.array(posting, { minLength: 1, maxLength: 30 });

describe("whatever is posted", () => {
  test("bank equals the sum of all others", () => {
    fc.assert(
      fc.property(postings, (all) => {
        expect(isBalanced(changes(all))).toBe(true);
      }),
    );
  });

  test("its reversal restores every balance", () => {
    fc.assert(
      fc.property(postings, (all) => {
        const both = changes([...all, ...reversed(all)]);
        expect([...both.values()].every((balance) => balance === 0n)).toBe(true);
      }),
    );
  });
});

describe("the month of a city", () => {
  const move = (from: string, to: string, amount: number): Posting => ({ from, to, amount: yuan(amount) });
  const month = [
    move("opening_balance", "bank", 500),
    move("pool", "bank", 300),
    move("suspense", "bank", 20),
    move("pool", "suspense", 15),
    move("interest", "bank", 1),
    move("bank", "bank_fee", 2),
    move("bank", "pool", 315),
  ];

  test("leaves nothing in the pool after the remittance, and interest, fees and the unknown outside it", () => {
    expect(Object.fromEntries(changes(month))).toEqual({
      bank: yuan(504),
      opening_balance: yuan(500),
      pool: 0n,
      suspense: yuan(5),
      interest: yuan(1),
      bank_fee: yuan(-2),
    });
    expect(negatives(changes(month))).toEqual([]);
  });

  test("that remits one cent more than came in overdraws the pool", () => {
    const more = { from: "bank", to: "pool", amount: cents(1) };
    expect(negatives(changes([...month, more]))).toEqual(["pool"]);
  });
});

test.each([
  ["no posting", []],
  ["nothing moved", [{ from: "bank", to: "pool", amount: cents(0) }]],
  ["an account to itself", [{ from: "bank", to: "bank", amount: cents(1) }]],
  ["an account that is not in the chart", [{ from: "bank", to: "petty_cash", amount: cents(1) }]],
])("an entry with %s is a bug", (_what, wrong) => {
  const entry = { source: "t", sourceId: "1", kind: "t", on: plainDate("2025-01-01"), summary: "" };
  expect(() => assertSound({ ...entry, postings: wrong })).toThrow();
});
