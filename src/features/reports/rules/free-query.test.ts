import { expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import type { Refusal } from "#core/refusal.ts";
import { checkQuery, daysOf, type FreeQuery, groupsOf, mostMeasures } from "./free-query.ts";
import { measureCodes, measures } from "./measures.ts";

const query: FreeQuery = {
  measures: ["people"],
  groups: [],
  from: plainMonth("2025-01"),
  until: plainMonth("2025-12"),
};
const codeOf = (changes: Partial<FreeQuery>): string => {
  try {
    checkQuery({ ...query, ...changes });
    return "fine";
  } catch (thrown) {
    return (thrown as Refusal).code;
  }
};

test.each([
  ["one measure", {}, "fine"],
  ["none", { measures: [] }, "query_measures_wrong"],
  ["as many as there may be", { measures: measureCodes.slice(0, mostMeasures) }, "fine"],
  ["one more", { measures: measureCodes.slice(0, mostMeasures + 1) }, "query_measures_wrong"],
  ["one twice", { measures: ["people", "people"] }, "query_measures_wrong"],
  ["two groups", { groups: ["county", "month"] }, "fine"],
  ["three", { groups: ["county", "month", "plan"] }, "query_groups_wrong"],
  ["one group twice", { groups: ["county", "county"] }, "query_groups_wrong"],
  ["one month", { until: plainMonth("2025-01") }, "fine"],
  ["backwards", { until: plainMonth("2024-12") }, "query_months_wrong"],
  ["sixty months", { until: plainMonth("2029-12") }, "fine"],
  ["sixty-one", { until: plainMonth("2030-01") }, "query_months_wrong"],
  ["contributions by payer", { measures: ["contributions"], groups: ["payer"] }, "fine"],
  ["people by payer", { groups: ["payer"] }, "query_group_impossible"],
  ["what stands at the end by month", { measures: ["covered"], groups: ["month"] }, "query_group_impossible"],
  ["a plan of people", { plan: "HN-INP-80" }, "fine"],
  ["a plan of questions", { measures: ["people", "questions"], plan: "HN-INP-80" }, "query_plan_impossible"],
] as const)("%s: %s", (_what, changes, code) => {
  expect(codeOf(changes as Partial<FreeQuery>)).toBe(code);
});

test("the groups that all measures share are left", () => {
  expect(groupsOf(["people", "questions"])).toEqual(["county", "unit", "industry", "month"]);
  expect(groupsOf(["units", "participation"])).toEqual(["county", "industry"]);
});

test("every ratio has a denominator, and whoever tells of illness or need is sparing", () => {
  for (const [code, measure] of Object.entries(measures))
    expect([code, measure.unit === "bp"]).toEqual([code, "denominatorName" in measure]);
  expect(measureCodes.filter((code) => "isSparing" in measures[code])).toEqual(
    measureCodes.filter((code) => ["申领和互助金", "救助"].includes(measures[code].theme)),
  );
});

test("days end with the month, or today", () => {
  const months = { from: plainMonth("2025-01"), until: plainMonth("2025-02") };
  const until = (today: string) => daysOf(months, plainDate(today)).until;
  expect([until("2025-02-27"), until("2025-02-28"), until("2025-03-01")]).toEqual([
    "2025-02-27",
    "2025-02-28",
    "2025-02-28",
  ]);
});
