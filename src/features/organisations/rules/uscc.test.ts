import { describe, expect, test } from "vitest";
import { judgeUscc } from "./uscc.ts";

describe("a credit code", () => {
  test.each([
    ["91350100M000100Y43", undefined],
    ["91350200776049653A", undefined],
    ["81410900MC0000012G", undefined],
    [" 8141 0900 mc00 0001 2g ", undefined],
    ["８１４１０９００MC0000012G", undefined],
    ["81410900MC0000012H", "uscc_check"],
    ["91350100M0001TGQXM", "uscc_check"], // genuine, and fails: why this is a warning only
    ["81410900MC000001", "uscc_length"],
    ["81410900MC00O0012G", "uscc_letter"],
    ["", "uscc_length"],
  ])("%s: %s", (text, finding) => {
    expect(judgeUscc(text).finding).toBe(finding);
  });
});
