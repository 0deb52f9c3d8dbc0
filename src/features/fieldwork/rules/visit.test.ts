import { expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { foundingFault, visitFault } from "./visit.ts";

const today = plainDate("2025-03-12");

test.each([
  ["today, due today", "2025-03-12", "2025-03-12", undefined],
  ["tomorrow", "2025-03-13", "2025-03-14", "visit_in_future"],
  ["promised for the day before", "2025-03-12", "2025-03-11", "promise_due_before_visit"],
])("a visit %s", (_name, visitedOn, dueOn, fault) => {
  expect(visitFault({ visitedOn, promises: [{ dueOn }] }, today)).toBe(fault);
});

test.each([
  ["all who came are willing", "2025-03-12", 80, undefined],
  ["one more than came", "2025-03-12", 81, "founding_more_willing_than_came"],
  ["tomorrow", "2025-03-13", 1, "founding_in_future"],
])("a congress of 80: %s", (_name, heldOn, willing, fault) => {
  expect(foundingFault({ heldOn, attended: 80, willing }, today)).toBe(fault);
});
