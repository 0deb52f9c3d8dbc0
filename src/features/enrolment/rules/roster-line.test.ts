import { describe, expect, test } from "vitest";
import { isClosing, normalName, normalNumber, rosterLine } from "./roster-line.ts";

describe("a number is normalised:", () => {
  test.each([
    ["full-width digits", "４１００００１９８５０６１５１２３Ｘ", "41000019850615123X"],
    ["spaces", " 410000 19850615 123X ", "41000019850615123X"],
    ["ideographic and no-break spaces", "410000　19850615\u00a0123X", "41000019850615123X"],
    ["zero-width characters", "\ufeff410000\u200b19850615\u200d123X", "41000019850615123X"],
    ["tabs and line breaks", "\t41000019850615123X\r\n", "41000019850615123X"],
    ["a leading apostrophe", "'41000019850615123X", "41000019850615123X"],
    ["a typographic apostrophe", "’41000019850615123X", "41000019850615123X"],
    ["a small x", "41000019850615123x", "41000019850615123X"],
  ])("%s", (_what, text, number) => expect(normalNumber(text)).toBe(number));

  test("an apostrophe inside stays, and makes it wrong", () =>
    expect(normalNumber("4100001985'0615123X")).toBe("4100001985'0615123X"));
});

describe("a name is normalised:", () => {
  test.each([
    ["white space between Han characters goes", "张　三", "张三"],
    ["spaces around go", "  张三\u00a0", "张三"],
    ["a bullet becomes the middle dot", "买买提•阿卜杜拉", "买买提·阿卜杜拉"],
    ["a katakana dot becomes the middle dot", "买买提・阿卜杜拉", "买买提·阿卜杜拉"],
    ["a half-width katakana dot becomes the middle dot", "买买提･阿卜杜拉", "买买提·阿卜杜拉"],
    ["a full-width stop becomes the middle dot", "买买提．阿卜杜拉", "买买提·阿卜杜拉"],
    ["the middle dot stays", "买买提·阿卜杜拉", "买买提·阿卜杜拉"],
    ["space in a Latin name stays", "John  Smith", "John Smith"],
    ["characters beyond the basic plane stay", "𠮷 田", "𠮷田"],
    ["zero-width characters go", "张\u200b三", "张三"],
  ])("%s", (_what, text, name) => expect(normalName(text)).toBe(name));
});

describe("a line", () => {
  const text = (value: string) => ({ text: value, isNumber: false });
  const number = (value: string) => ({ text: value, isNumber: true });

  test.each([
    ["stored as a number", number("410000198506151230"), true],
    ["stored as a short number", number("12"), true],
    ["in scientific notation", text("4.10000198506151E+17"), true],
    ["in scientific notation, small e", text("4.1e17"), true],
    ["as text", text("41000019850615123X"), false],
    ["that is missing", undefined, false],
  ])("has lost its number %s", (_how, cell, lost) =>
    expect(rosterLine(2, { id_number: cell }).idPrecisionLost).toBe(lost),
  );

  test("keeps a phone stored as a number as its digits", () =>
    expect(rosterLine(2, { phone: number("13912345678") }).phone).toBe("13912345678"));
});

describe("a closing line", () => {
  test.each([
    "合计",
    "合 计：12人",
    "总计",
    "小计",
    "填表人：张三",
    "制表人",
    "经办人",
    "审核人",
    "负责人",
    "日期：",
    "单位盖章",
    "说明：1.",
    "注：",
    "　注",
  ])("begins with %s", (first) => expect(isClosing(first, "")).toBe(true));

  test.each(["张三", "备注", "共合计", "1"])("does not begin with %s", (first) =>
    expect(isClosing(first, "")).toBe(false),
  );

  test("is a line after all where the identity cell holds 14 digits in a row", () => {
    expect(isClosing("注明", "41000019850615")).toBe(false);
    expect(isClosing("注明", "４１００００ 19850615123X")).toBe(false);
    expect(isClosing("合计", "4100001985061")).toBe(true);
  });
});
