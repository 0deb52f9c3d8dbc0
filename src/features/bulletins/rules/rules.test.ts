import { describe, expect, test } from "vitest";
import { problemOf, ranked, type Standing } from "./table.ts";

const row = (organisationId: string, paceBp: number | null, people = 100): Standing => ({
  organisationId,
  name: organisationId,
  goal: 1_000,
  units: 2,
  people,
  completionBp: 1_000,
  paceBp,
  colour: "green",
});

describe("the monthly table", () => {
  test("stands in the order of pace; equals share a place; nothing to be reached stands last", () => {
    const table = ranked([row("a", 5_000), row("b", 12_000), row("c", null), row("d", 5_000)], []);
    expect(table.map(({ organisationId, rank }) => [organisationId, rank])).toEqual([
      ["b", 1],
      ["a", 2],
      ["d", 2],
      ["c", 4],
    ]);
  });

  test("says what is new since the table before, and how many places somebody climbed", () => {
    const before = [row("a", 9_000, 40), row("b", 8_000, 90)];
    const table = ranked([row("a", 7_000, 50), row("b", 8_000, 95), row("n", 1_000, 7)], before);
    expect(
      table.map(({ organisationId, newPeople, climbed }) => [organisationId, newPeople, climbed]),
    ).toEqual([
      ["b", 5, 1],
      ["a", 10, -1],
      ["n", 7, null],
    ]);
  });
});

test("what holds somebody back stands in one line with what is to be done", () => {
  const fine = {
    colour: "green",
    late: 0,
    isBaseShort: false,
    isSubsidyShort: false,
    valid: 50,
    aware: 40,
    openFindings: 0,
  } as const;
  expect(problemOf(fine)).toBe("");
  expect(problemOf({ ...fine, aware: 39 })).toBe("知晓率低于80%，补课");
  expect(problemOf({ ...fine, colour: "red", isBaseShort: true, late: 2 })).toBe(
    "进度落后，上门指导；会费没有到齐，催办；2件事过期，限期办结",
  );
});
