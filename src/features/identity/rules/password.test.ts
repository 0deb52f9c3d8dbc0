import { expect, test } from "vitest";
import { passwordFaults } from "./password.ts";

test.each([
  ["Abcdef1x", []],
  ["Abcde1x", ["too_short"]],
  ["abcdefgh1", ["too_few_kinds"]],
  ["中文密码Ab1密码", []],
  ["xZhangsan-1", ["holds_login"]],
  ["abc", ["too_short", "too_few_kinds"]],
])("%s: %j", (password, faults) => {
  expect(passwordFaults(password, "zhangsan")).toEqual(faults);
});
