import { describe, expect, test } from "vitest";
import { type PlainDate, plainDate, plainMonth } from "#core/dates.ts";
import { baseCutOff, usualDays } from "#features/funding/rules/index.ts";
import { type Dated, type Event, keyOf, monthsOf, scheduleOf } from "./schedule.ts";

const cutOff = (month: Parameters<typeof baseCutOff>[0]): PlainDate => baseCutOff(month, usualDays);
const batch = (order: number, month: string) => ({ order, settlementMonth: plainMonth(month) });
const statement = (file: string, ...days: string[]) => ({ file, days: days.map(plainDate) });
const said = (event: Event) => `${event.on} ${keyOf(event)}`;
const orderOf = (dated: Dated) => scheduleOf(dated, cutOff).map(said);

describe("the order of a load", () => {
  test("is rosters, statement, days with lines, cut-off, days after it", () => {
    const dated = {
      batches: [batch(2, "2025-01"), batch(1, "2025-01")],
      statements: [statement("a.csv", "2025-01-10", "2025-01-03", "2025-01-03", "2025-01-24")],
    };
    expect(orderOf(dated)).toEqual([
      "2025-01-01 batch 1",
      "2025-01-01 batch 2",
      "2025-01-03 statement a.csv",
      "2025-01-03 match 2025-01-03",
      "2025-01-10 match 2025-01-10",
      "2025-01-11 close 2025-01",
      "2025-01-24 match 2025-01-24",
    ]);
  });

  test.each([
    ["the tenth where it is a working day", "2025-01", "2025-01-11"],
    ["the Monday after a Saturday", "2025-05", "2025-05-13"],
    ["the first day after National Day's week", "2024-10", "2024-10-11"],
  ])("closes the base after %s", (_which, month, on) => {
    expect(orderOf({ batches: [batch(1, month)], statements: [] })).toContain(`${on} close ${month}`);
  });

  test("matches a cut-off day on which no line came, so that waiting parts go to a person", () => {
    expect(orderOf({ batches: [batch(1, "2025-05")], statements: [] })).toEqual([
      "2025-05-01 batch 1",
      "2025-05-12 match 2025-05-12",
      "2025-05-13 close 2025-05",
    ]);
  });

  test("closes a base before the lines of the next day are looked at", () => {
    const dated = { batches: [], statements: [statement("a.csv", "2025-01-10", "2025-01-11")] };
    expect(orderOf(dated).slice(-2)).toEqual(["2025-01-11 close 2025-01", "2025-01-11 match 2025-01-11"]);
  });

  test("puts a batch before money of its first day, however the rows are ordered", () => {
    const dated = {
      batches: [batch(10, "2025-02"), batch(9, "2025-01")],
      statements: [statement("b.csv", "2025-02-01"), statement("a.csv", "2025-01-01")],
    };
    expect(orderOf(dated).filter((line) => !/close|match/.test(line))).toEqual([
      "2025-01-01 batch 9",
      "2025-01-01 statement a.csv",
      "2025-02-01 batch 10",
      "2025-02-01 statement b.csv",
    ]);
  });

  test("of nothing is nothing; a statement without lines and without batches is not taken in", () => {
    expect(orderOf({ batches: [], statements: [] })).toEqual([]);
    expect(orderOf({ batches: [], statements: [statement("a.csv")] })).toEqual([]);
  });
});

describe("the months of a load", () => {
  test("run from the first to the last that a batch or a line speaks of, none left out", () => {
    const dated = {
      batches: [batch(1, "2024-12")],
      statements: [statement("a.csv", "2025-02-03")],
    };
    expect(monthsOf(dated)).toEqual(["2024-12", "2025-01", "2025-02"]);
  });
});
