import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import { accountOfAll, type ChainLine, chainProblems } from "./statement-chain.ts";

const line = (serial: string, on: string, amount: number, balance: number): ChainLine => ({
  row: Number(serial) + 1,
  serial,
  on: plainDate(on),
  direction: amount < 0 ? "debit" : "credit",
  amount: yuan(Math.abs(amount)),
  balance: yuan(balance),
});
const january = [line("1", "2025-01-03", 10, 110), line("2", "2025-01-09", -5, 105)];
const codesOf = (...files: readonly (readonly ChainLine[])[]) =>
  chainProblems(files.map((lines, at) => ({ name: `${at}.csv`, account: "a", lines }))).map(
    ({ file, row, code }) => `${file}:${row} ${code}`,
  );

describe("statements of one account", () => {
  test.each([
    ["that follow from one another", [line("3", "2025-02-01", 5, 110)], []],
    ["that overlap", [january[1] as ChainLine, line("3", "2025-02-01", 5, 110)], []],
    ["the same twice", january, []],
    ["with a gap", [line("3", "2025-02-01", 5, 120)], ["1.csv:4 statement_gap"]],
    ["that disagree on a line", [line("2", "2025-01-09", -6, 104)], ["1.csv:3 statement_line_differs"]],
    ["slipped in before the last", [line("9", "2025-01-05", 1, 111)], ["1.csv:10 statement_before_first"]],
  ])("%s", (_what, second, expected) => {
    expect(codesOf(january, second)).toEqual(expected);
  });

  test("of different accounts have nothing to do with one another", () => {
    const files = [
      { name: "a.csv", account: "a", lines: january },
      { name: "b.csv", account: "b", lines: [line("3", "2025-01-01", 1, 1)] },
    ];
    expect(chainProblems(files)).toEqual([]);
  });
});

test.each([
  ["the only one that others name", ["6222 01", undefined], "6222 01"],
  ["none, where nobody names any", [undefined], "none"],
  ["unknown, where they name several", ["1", "2", undefined], undefined],
  ["one, however it is written", ["62-22", "6222"], "62-22"],
])("the account of a statement that names none is %s", (_what, named, expected) => {
  expect(accountOfAll(named, "none")).toBe(expected);
});
