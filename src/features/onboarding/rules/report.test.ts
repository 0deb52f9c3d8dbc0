import { expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import { bankReport, centsNumber, type ExplainedLine, sharesReport } from "./report.ts";

const line: ExplainedLine = {
  no: "1",
  date: plainDate("2025-01-03"),
  direction: "credit",
  cents: 500n,
  kind: "unit_share",
  units: ["U1"],
  payer: "county_union:U1",
  month: plainMonth("2025-01"),
  by: "rule",
};
const shown = (change: Partial<ExplainedLine>) => {
  const {
    no: _no,
    date: _date,
    direction: _direction,
    cents: _cents,
    ...rest
  } = bankReport({ ...line, ...change });
  return rest;
};

test.each([
  ["a unit's share names the unit and nothing else", {}, { kind: "unit_share", unit: "U1", by: "rule" }],
  [
    "a payment for two units names both",
    { units: ["U2", "U1"] },
    { kind: "unit_share", units: ["U1", "U2"], by: "rule" },
  ],
  [
    "a subsidy names its payer and month",
    { kind: "subsidy" },
    { kind: "subsidy", payer: "county_union:U1", month: "2025-01", by: "rule" },
  ],
  [
    "a remittance names its month",
    { kind: "remittance" },
    { kind: "remittance", month: "2025-01", by: "rule" },
  ],
  ["interest names nothing", { kind: "interest", units: [] }, { kind: "interest", by: "rule" }],
  [
    "what nobody has explained waits for a person",
    { kind: undefined, by: undefined, units: [] },
    { kind: "unmatched", by: "person" },
  ],
] as const)("%s", (_rule, change, expected) => {
  expect(shown(change as Partial<ExplainedLine>)).toEqual(expected);
});

test("payers with nothing are left out", () => {
  expect(
    sharesReport([
      ["unit", 5n],
      ["city_union", 3n],
      ["unit", 2n],
      ["member", 0n],
    ]),
  ).toEqual({ city_union: 3, unit: 7 });
});

test("an amount that JSON cannot hold exactly is a bug", () => {
  expect(() => centsNumber(2n ** 60n)).toThrow(RangeError);
});
