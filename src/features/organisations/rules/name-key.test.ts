import { expect, test } from "vitest";
import { nameKey } from "./name-key.ts";

test.each([
  ["濮阳市第一中学", "濮阳市第一中学工会"],
  ["濮阳市第一中学", " 濮阳市 第一中学 工会委员会"],
  ["濮阳（华龙）商贸有限公司", "濮阳(华龙)商贸有限公司"],
  ["ABC电子公司", "abc电子公司"],
])("%s and %s are one name", (a, b) => {
  expect(nameKey(a)).toBe(nameKey(b));
});

test.each([
  ["濮阳市第一中学", "濮阳市第二中学"],
  ["濮阳县总工会", "濮阳市总工会"],
  ["范县工会", "台前县工会"],
])("%s and %s are two", (a, b) => {
  expect(nameKey(a)).not.toBe(nameKey(b));
});
