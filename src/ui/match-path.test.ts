import { describe, expect, test } from "vitest";
import { matchPath } from "./match-path.ts";

describe("a screen's path", () => {
  test.each([
    ["/", "/", {}],
    ["/units", "/units/", {}],
    ["/rosters/$rosterId", "/rosters/17", { rosterId: "17" }],
    ["/months/$month/units", "/months/2025-01/units", { month: "2025-01" }],
    ["/people/$id", "/people/%E8%8B%8F", { id: "苏" }],
  ])("%s takes %s", (pattern, path, params) => {
    expect(matchPath(pattern, path)).toEqual(params);
  });

  test.each([
    ["/units", "/"],
    ["/units", "/units/17"],
    ["/rosters/$rosterId", "/rosters"],
    ["/people/$id", "/people/%E8"],
  ])("%s does not take %s", (pattern, path) => {
    expect(matchPath(pattern, path)).toBeUndefined();
  });
});
