import { expect, test } from "vitest";
import { checkCode, readCheckCode, sayCheckCode } from "./check-code.ts";

const code = checkCode(Uint8Array.from({ length: 12 }, (_, i) => i * 21));

test("a code is twelve letters that nobody mistakes for others, printed in fours", () => {
  expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{12}$/);
  expect(sayCheckCode(code)).toMatch(/^.{4}-.{4}-.{4}$/);
});

test.each([
  ["as printed", sayCheckCode(code), code],
  ["in small letters, with spaces", ` ${code.toLowerCase()} `, code],
  ["in full width", code.replace(/[A-Z0-9]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)), code],
  ["too short", code.slice(1), undefined],
  ["too long", `${code}2`, undefined],
  ["with a letter that no code has", `${code.slice(1)}O`, undefined],
  ["empty", "", undefined],
])("%s it is read, or is none", (_how, typed, read) => {
  expect(readCheckCode(typed)).toBe(read);
});
