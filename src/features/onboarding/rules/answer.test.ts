import { describe, expect, test } from "vitest";
import { plainMonth } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import { type AskedLine, answerOf, type OpenMoney } from "./answer.ts";
import type { BankAnswer } from "./bank-files.ts";

const january = plainMonth("2025-01");
const february = plainMonth("2025-02");
const item = (id: string, code: string, open: number, more: Partial<OpenMoney> = {}): OpenMoney => ({
  id,
  code,
  name: code,
  kind: "unit_share",
  month: january,
  open: yuan(open),
  isAgency: false,
  ...more,
});
const answer = (more: Partial<BankAnswer>): BankAnswer => ({
  line: 2,
  no: "1",
  kind: "unit_share",
  units: [],
  payer: undefined,
  month: undefined,
  ...more,
});
const line = (rest: number, open: readonly OpenMoney[], credits: readonly string[] = []): AskedLine => ({
  direction: "credit",
  rest: yuan(rest),
  open,
  credits,
});
const items = (...parts: readonly (readonly [string, number])[]) => ({
  kind: "items",
  items: parts.map(([itemId, amount]) => ({ itemId, amount: yuan(amount) })),
});

describe("what people say of a line is booked", () => {
  const owed = [item("a", "U1", 50), item("b", "U2", 30), item("c", "U1", 40, { month: february })];
  test.each([
    ["on one unit", ["U2"], 30, items(["b", 30])],
    ["on two units that paid together", ["U1", "U2"], 80, items(["a", 50], ["c", 30])],
    ["in part, where it is too short", ["U1"], 20, items(["a", 20])],
    ["the oldest first", ["U1"], 70, items(["a", 50], ["c", 20])],
    ["as far as anything is open", ["U2"], 99, items(["b", 30])],
    ["not yet, where nothing is open", ["U9"], 10, undefined],
  ])("%s", (_how, units, rest, expected) => {
    expect(answerOf(answer({ units }), line(rest, owed))).toEqual(expected);
  });

  test("on the union's month that they name", () => {
    const subsidies = [
      item("s1", "C", 300, { kind: "subsidy", isAgency: true }),
      item("s2", "C", 300, { kind: "subsidy", isAgency: true, month: february }),
      item("s3", "X1", 300, { kind: "subsidy", month: february }),
    ];
    const said = (payer: string) =>
      answerOf(answer({ kind: "subsidy", payer, month: february }), line(300, subsidies));
    expect(said("city_union")).toEqual(items(["s2", 300]));
    expect(said("county_union:X1")).toEqual(items(["s3", 300]));
    expect(said("county_union:X2")).toBeUndefined();
  });

  test("as what it is, where it pays nothing", () => {
    expect(answerOf(answer({ kind: "interest" }), line(1, []))).toEqual({ kind: "interest" });
    expect(answerOf(answer({ kind: "unmatched" }), line(1, []))).toMatchObject({ kind: "left" });
    expect(answerOf(answer({ kind: "returned" }), line(1, [], ["c1"]))).toEqual({
      kind: "returned",
      creditId: "c1",
    });
    expect(answerOf(answer({ kind: "returned" }), line(1, []))).toBeUndefined();
  });
});
