import { expect, test } from "vitest";
import { plainMonth } from "#core/dates.ts";
import { removalObstacle } from "./removal.ts";
import { usualDays } from "./settle.ts";

test("a bill that waits is made anew; one that settled stands still, and says until when", () => {
  expect(removalObstacle(undefined, usualDays)).toBeUndefined();
  expect(removalObstacle(plainMonth("2024-12"), usualDays)).toEqual({
    code: "roster_frozen",
    facts: { month: "2024-12", until: "2024-12-25", next: "2025-01" },
  });
});
