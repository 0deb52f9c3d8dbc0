import { describe, expect, test } from "vitest";
import { questionsIn, stripNumbers } from "./strip.ts";
import { wordsOf } from "./words.ts";

describe("words of a question", () => {
  test.each([
    ["超龄能参加吗？", ["超龄", "龄能", "能参", "参加", "加吗"]],
    ["APP打不开", ["app", "打不", "不开"]],
    ["４１，退休", ["41", "退休"]],
    ["。。。", []],
  ])("%s", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });
});

describe("numbers of people are hidden", () => {
  test.each([
    ["我的证件号是410902199001015392", "我的证件号是******************"],
    ["证件号41090219900101539X，电话13900003790", "证件号******************，电话***********"],
    ["卡号6217002520123456789不对", "卡号*******************不对"],
    ["住院12345.67元", "住院12345.67元"],
    ["2025年3月12日参加的", "2025年3月12日参加的"],
  ])("%s", (text, kept) => {
    expect(stripNumbers(text)).toBe(kept);
  });
});

test("a piece of a group chat becomes its questions: who said it, when, and their numbers are left out", () => {
  const pasted =
    "李四 2025-03-12 10:02\n身份证超龄，实际没退休，能参加吗？\n王五：单位参加以后来了新人，还能加吗\n10:05 赵六: 13900003790打不通\n好\n";
  expect(questionsIn(pasted)).toEqual([
    "身份证超龄，实际没退休，能参加吗？",
    "单位参加以后来了新人，还能加吗",
    "***********打不通",
  ]);
});
