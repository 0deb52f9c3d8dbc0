import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { cents, yuan, zero } from "#core/money.ts";
import { stateOf } from "./donation.ts";
import { decisionBar, isResolved, type Purse, takeFrom } from "./grant.ts";
import { grantEntry } from "./postings.ts";

const purse = (id: string, left: number, onlyFor: Purse["onlyFor"] = null): Purse => ({
  id,
  left: yuan(left),
  onlyFor,
});

describe("what a grant is taken from", () => {
  const free = [purse("a", 100), purse("b", 50, "relief"), purse("c", 60)];
  const wanted = (amount: bigint) => ({ cents: cents(amount), useFor: "relief", isNamed: false }) as const;

  test("the oldest unrestricted first, to the last cent", () => {
    expect(takeFrom(free, wanted(16_000n))).toEqual({
      parts: [
        { id: "a", cents: yuan(100) },
        { id: "c", cents: yuan(60) },
      ],
    });
    expect(takeFrom(free, wanted(10_000n))).toEqual({ parts: [{ id: "a", cents: yuan(100) }] });
  });

  test("not a cent more: what is restricted does not count, even to its own use, unless it is named", () => {
    expect(takeFrom(free, wanted(16_001n))).toEqual({ bar: "grant_beyond_balance", left: yuan(160) });
  });

  test("a restricted one only for its purpose, up to what is left of it", () => {
    const named = (useFor: "relief" | "care", amount: bigint) =>
      takeFrom([purse("b", 50, "relief")], { cents: cents(amount), useFor, isNamed: true });
    expect(named("care", 1n)).toEqual({ bar: "grant_not_its_purpose" });
    expect(named("relief", 5_000n)).toEqual({ parts: [{ id: "b", cents: yuan(50) }] });
    expect(named("relief", 5_001n)).toEqual({ bar: "grant_beyond_balance", left: yuan(50) });
  });

  test("from nothing comes nothing", () => {
    expect(takeFrom([], wanted(1n))).toEqual({ bar: "grant_beyond_balance", left: zero });
  });
});

test("who proposes does not decide, and nothing is decided twice", () => {
  const grant = { state: "proposed", proposedBy: "a" } as const;
  expect(decisionBar(grant, "a")).toBe("grant_proposer_decides");
  expect(decisionBar(grant, "b")).toBeUndefined();
  expect(decisionBar({ ...grant, state: "granted" }, "b")).toBe("grant_not_open");
});

test("a resolution of today holds, one of tomorrow does not", () => {
  const today = plainDate("2025-03-12");
  expect(isResolved(today, today)).toBe(true);
  expect(isResolved(plainDate("2025-03-13"), today)).toBe(false);
});

test.each([
  ["pledged", { received: 0 }],
  ["pledged", { received: 99 }],
  ["received", { received: 100 }],
  ["receipted", { received: 100, isReceipted: true }],
  ["allocated", { received: 100, allocated: 1 }],
  ["allocated", { received: 100, allocated: 40, reported: 39 }],
  ["reported", { received: 100, allocated: 40, reported: 40 }],
  ["withdrawn", { isWithdrawn: true }],
] as const)("a donation is %s with %j", (state, more) => {
  const facts = { received: 0, allocated: 0, reported: 0, isReceipted: false, isWithdrawn: false, ...more };
  expect(
    stateOf({
      ...facts,
      cents: cents(100),
      received: cents(facts.received),
      allocated: cents(facts.allocated),
      reported: cents(facts.reported),
    }),
  ).toBe(state);
});

test("a grant moves money between two funds and nowhere else", () => {
  const entry = grantEntry({
    id: "1",
    number: "BF-2025-0001",
    source: "donation",
    useFor: "relief",
    cents: yuan(5),
    resolution: "第3次会议",
    on: plainDate("2025-03-12"),
  });
  expect(entry.postings).toEqual([{ from: "relief", to: "donation", amount: yuan(5) }]);
});
