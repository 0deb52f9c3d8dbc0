import { describe, expect, test } from "vitest";
import { bindingOf, mobileNumber } from "./binding.ts";

describe("a mobile number", () => {
  test.each([
    ["13912345678", "13912345678"],
    ["139 1234 5678", "13912345678"],
    ["+86 139-1234-5678", "13912345678"],
    ["008613912345678", "13912345678"],
    ["１３９１２３４５６７８", "13912345678"],
    ["8613912345", undefined],
    ["12912345678", undefined],
    ["1391234567", undefined],
    ["0393-4412345", undefined],
    ["", undefined],
  ])("%j is %j", (text, number) => {
    expect(mobileNumber(text)).toBe(number);
  });
});

describe("who binds", () => {
  const given = { name: "苏兰桂", phone: "13912345678" };
  test.each([
    ["all three agree", { name: "苏兰桂", phone: "139 1234 5678" }, "bound"],
    ["the roster has another phone", { name: "苏兰桂", phone: "13700000000" }, "ask_clerk"],
    ["the roster has none", { name: "苏兰桂", phone: undefined }, "ask_clerk"],
    ["another name", { name: "苏兰贵", phone: "13912345678" }, "not_matched"],
    ["nobody has the number", undefined, "not_matched"],
  ])("%s", (_case, found, outcome) => {
    expect(bindingOf(given, found)).toBe(outcome);
  });

  test("dots and spaces in a name do not make another person", () => {
    const found = { name: "阿依古丽·买买提", phone: "13912345678" };
    expect(bindingOf({ ...given, name: "阿依古丽 • 买买提" }, found)).toBe("bound");
  });
});
