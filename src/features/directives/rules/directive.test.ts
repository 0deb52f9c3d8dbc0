import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { directiveFault, holdsOn, taskTitle } from "./directive.ts";

const day = plainDate;

describe("directives", () => {
  test.each([
    ["the day before it was issued", "2024-12-31", false],
    ["the day it was issued", "2025-01-01", true],
    ["its last day", "2025-12-31", true],
    ["the day after", "2026-01-01", false],
  ])("holds on %s: %s", (_name, on, holds) => {
    expect(holdsOn({ issuedOn: day("2025-01-01"), validUntil: day("2025-12-31") }, day(on))).toBe(holds);
  });

  test("without a last day it holds until further notice", () => {
    expect(holdsOn({ issuedOn: day("2025-01-01"), validUntil: null }, day("2099-01-01"))).toBe(true);
  });

  const given = (issuedOn: string, validUntil?: string, dueOn = "2025-03-12") => ({
    issuedOn,
    validUntil,
    tasks: [{ dueOn }],
  });
  test.each([
    ["issued today", given("2025-03-12"), undefined],
    ["issued tomorrow", given("2025-03-13", undefined, "2025-03-13"), "directive_issued_in_future"],
    ["for one day", given("2025-03-12", "2025-03-12"), undefined],
    ["backwards", given("2025-03-12", "2025-03-11"), "directive_ends_before_it_begins"],
    [
      "due before it was issued",
      given("2025-03-12", undefined, "2025-03-11"),
      "directive_task_due_too_early",
    ],
  ])("%s", (_name, directive, fault) => {
    expect(directiveFault(directive, day("2025-03-12"))).toBe(fault);
  });

  test("of a partner the agency owes asking for it", () => {
    expect(taskTitle("拨付专项资金", "市财政局")).toBe("请市财政局：拨付专项资金");
    expect(taskTitle("列入预算", undefined)).toBe("列入预算");
  });
});
