import { expect, test } from "vitest";
import { pauseAfter } from "./retry.ts";

test("the fifth try waits six hours for the sixth; after that it has failed", () => {
  expect([1, 2, 3, 4, 5].map(pauseAfter)).toEqual([60, 300, 1_800, 7_200, 21_600]);
  expect(pauseAfter(6)).toBeUndefined();
});
