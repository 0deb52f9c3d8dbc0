import { expect, test } from "vitest";
import { idSeries, newId } from "./ids.ts";

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("an id is a UUIDv7", () => {
  expect(newId()).toMatch(shape);
});

test("ids rise, also those of one millisecond", () => {
  const ids = Array.from({ length: 10_000 }, newId);
  expect(new Set(ids).size).toBe(10_000);
  expect([...ids].sort()).toEqual(ids);
  expect(ids.every((id) => shape.test(id))).toBe(true);
});

test("a series gives different, rising UUIDv7s", () => {
  const next = idSeries();
  const ids = Array.from({ length: 1000 }, next);
  expect(ids.every((id) => shape.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(1000);
  expect([...ids].sort()).toEqual(ids);
});
