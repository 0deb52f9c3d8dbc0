import { describe, expect, test } from "vitest";
import { type Asked, askFault, codesPerAddressAndHour, opens, type SentCode } from "./sign-in-code.ts";

const nobody: Asked = { lastMs: undefined, inHour: 0, inDay: 0, fromAddressInHour: 0 };
const minute = 60_000;

describe("asking for a code", () => {
  test.each<[string, Partial<Asked>, string | undefined]>([
    ["the first one is sent", {}, undefined],
    ["another within the minute is not", { lastMs: 1 }, "code_just_sent"],
    ["another after a minute is", { lastMs: 0 }, undefined],
    ["the fifth in an hour is sent", { inHour: 4, inDay: 4 }, undefined],
    ["the sixth is not", { inHour: 5, inDay: 5 }, "codes_too_many"],
    ["the tenth in a day is sent", { inDay: 9 }, undefined],
    ["the eleventh is not", { inDay: 10 }, "codes_too_many"],
    [
      "an address that asks for many numbers is stopped",
      { fromAddressInHour: codesPerAddressAndHour },
      "codes_too_many",
    ],
    ["and just before that it is not", { fromAddressInHour: codesPerAddressAndHour - 1 }, undefined],
  ])("%s", (_rule, asked, fault) => {
    expect(askFault({ ...nobody, ...asked }, minute)?.code).toBe(fault);
  });

  test("says how long to wait", () => {
    expect(askFault({ ...nobody, lastMs: 0 }, 18_400)).toEqual({ code: "code_just_sent", seconds: 42 });
  });
});

describe("a code", () => {
  const right: SentCode = { expiresMs: 5 * minute, tries: 0, isUsed: false, isRight: true };
  test.each<[string, SentCode | undefined, number, boolean]>([
    ["opens until its fifth minute is over", right, 5 * minute - 1, true],
    ["is old then", right, 5 * minute, false],
    ["opens at the fifth try", { ...right, tries: 4 }, 0, true],
    ["not at the sixth", { ...right, tries: 5 }, 0, false],
    ["opens once", { ...right, isUsed: true }, 0, false],
    ["must be right", { ...right, isRight: false }, 0, false],
    ["must have been sent", undefined, 0, false],
  ])("%s", (_rule, code, now, result) => {
    expect(opens(code, now)).toBe(result);
  });
});
