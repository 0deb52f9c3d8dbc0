import { expect, test } from "vitest";
import { namePart } from "./name-part.ts";

test.each([
  [" 王 伟 ", "王伟"],
  ["买买提•吐尔逊", "买买提·吐尔逊"],
  ["ａｂ", "ab"],
])("%s is looked for as %s", (text, part) => {
  expect(namePart(text)?.from).toBe(part);
});

test("nothing is no search", () => {
  expect(namePart(" \u200b ")).toBeUndefined();
});
