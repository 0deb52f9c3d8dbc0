import { expect, test } from "vitest";
import { afterFailure, isLocked } from "./limits.ts";

test("the fourth wrong try does not lock, the fifth does, for 15 minutes", () => {
  expect(afterFailure(3, 0)).toEqual({ failed: 4, lockedUntilMs: undefined });
  const locked = afterFailure(4, 0);
  expect(locked).toEqual({ failed: 0, lockedUntilMs: 900_000 });
  expect(isLocked(locked, 899_999)).toBe(true);
  expect(isLocked(locked, 900_000)).toBe(false);
});
